//! A report taken apart.

mod own;
mod random;

use std::path::Path;

use super::*;

#[test]
fn every_paragraph_goes_to_one_place() {
    let mut report = Report::new(CleanText::new("Met.\n\nA says.\nA adds.\n\nB says.\n"));
    assert_eq!(report.len(), 4);
    report.give(1, Some(0));
    report.give(2, Some(0));
    report.give(3, Some(1));
    report.give(9, Some(1));
    assert_eq!(report.statement(0).as_str(), "A says.\n\nA adds.");
    assert_eq!(report.statement(1).as_str(), "B says.");
    assert_eq!(report.rest().as_str(), "Met.");
    report.give(3, None);
    assert!(report.statement(1).as_str().is_empty());
    assert_eq!(report.rest().as_str(), "Met.\n\nB says.");
}

#[test]
fn what_is_given_to_both_is_said_by_both() {
    let mut report = Report::new(CleanText::new("Met.\n\nA says.\n\nB says.\n"));
    report.give_to(0, Given::Both);
    report.give(1, Some(0));
    report.give(2, Some(1));
    assert_eq!(report.statement(0).as_str(), "Met.\n\nA says.");
    assert_eq!(report.statement(1).as_str(), "Met.\n\nB says.");
    assert!(report.rest().as_str().is_empty());
    assert_eq!((report.side(0), report.given(0)), (None, Given::Both));
}
