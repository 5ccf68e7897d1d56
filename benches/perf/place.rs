//! Which passages stand at a place, and which in a view.
//!
//! Must not know: how they are drawn.

use visavis::model::Statement;
use visavis::text::{ByteOffset, ByteRange};

use crate::Subject;
use crate::figures::Figures;
use crate::sampling::{Samples, timed};

/// Questions in one sample, all over the text.
const QUESTIONS: usize = 1_000;

/// Bytes of text that one pane shows at 1600×900.
const VIEW: usize = 4_000;

/// `hit_us`, `view_us`.
pub(crate) fn measure(subject: &Subject, figures: &mut Figures) {
    let meeting = subject.workload.dossier.meetings().first().expect("a meeting");
    let statement = meeting.statements().first().expect("a statement");
    let hit = samples(statement, |at| statement.passages().at(at).count());
    figures.note("hit_us", &subject.name, hit);
    let view = samples(statement, |at| {
        let end = ByteOffset::new((at.get() + VIEW).min(statement.text().len()));
        let view = ByteRange::spanning(at, end);
        // Both panes show something.
        meeting.statements().iter().map(|s| s.passages().between(view).count()).sum()
    });
    figures.note("view_us", &subject.name, view);
}

/// Microseconds that one question takes.
fn samples(statement: &Statement, ask: impl Fn(ByteOffset) -> usize) -> f64 {
    let bytes = statement.text().len();
    let samples = Samples::take(0.5, 9, || {
        // A stride that is coprime to the size comes by everywhere.
        let places = (0..QUESTIONS).map(|n| ByteOffset::new(n * 7_919 % bytes));
        timed(|| places.map(&ask).sum::<usize>()).0
    });
    samples.p50_us() / 1e3
}
