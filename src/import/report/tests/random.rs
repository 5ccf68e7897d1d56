//! Any text gets a proposal for each of its paragraphs.

use proptest::prelude::*;

use super::*;

fn pieces() -> impl Strategy<Value = String> {
    let words = [
        "date 2025-02-20",
        "The Kyrgyz side",
        "«",
        "»",
        "\n\n",
        "\n",
        ", ",
        ". ",
        "noted",
        "Ambassador of Russia",
        "A. Bbbb",
        "According to the ministry",
        "both sides",
        "met",
        "published",
        "20 февраля 2025 года",
        "посол",
        "стороны",
        "中方",
        "，",
        "é\u{301}",
        "l’",
        "The ",
        "Mr. ",
    ];
    proptest::collection::vec(proptest::sample::select(words.to_vec()), 0..40)
        .prop_map(|words| words.join(" "))
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let clean = CleanText::new(text);
    let proposal = Report::propose(clean.clone(), &[]);
    let Proposal { report, sides, participants, date, paragraphs, .. } = &proposal;
    prop_assert_eq!(report.len(), paragraphs.len());
    let all = Report::new(clean.clone()).len();
    prop_assert!(report.len() == all || (date.is_some() && report.len() + 1 == all));
    for (index, paragraph) in paragraphs.iter().enumerate() {
        prop_assert!(!report.paragraph(index).trim().is_empty());
        prop_assert!(!paragraph.reason.is_empty());
        prop_assert_eq!(paragraph.side.is_some(), paragraph.kind == Kind::Side);
        prop_assert!(paragraph.side.is_none_or(|side| side < sides.len()));
        prop_assert!((0.0..=1.0).contains(&paragraph.confidence));
        prop_assert!(paragraph.words.iter().all(|words| words.slice(&clean).is_some()));
    }
    prop_assert!(date.iter().all(|dated| dated.range.slice(&clean).is_some()));
    for person in participants {
        prop_assert!(person.range.slice(&clean).is_some_and(|words| words.contains(&person.office)));
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_gets_a_proposal(text in any::<String>()) {
        holds(&text)?;
    }

    #[test]
    fn any_mixture_gets_a_proposal(text in pieces()) {
        holds(&text)?;
    }
}
