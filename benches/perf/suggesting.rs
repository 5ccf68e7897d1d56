//! How long it takes to work out what to suggest for a meeting, lists read before.
//!
//! Must not know: by which rules.

use visavis::suggest::{self, Learned, Lists};

use crate::Subject;
use crate::figures::Figures;
use crate::sampling::{Samples, timed};

/// `suggest_ms`: passages, links and findings of the first meeting.
pub(crate) fn measure(subject: &Subject, figures: &mut Figures) {
    let dossier = &subject.workload.dossier;
    let meeting = dossier.meetings().first().expect("a meeting").id();
    let (lists, learned) = (Lists::built_in(), Learned::default());
    let samples = Samples::take(1.0, 5, || {
        let (time, found) = timed(|| suggest::all(dossier, meeting, lists, &learned));
        std::hint::black_box(found.passages.len());
        time
    });
    figures.note("suggest_ms", &subject.name, samples.p50_ms());
}
