//! How long it takes to answer what Matrix, Timeline and Wording ask of a dossier.
//!
//! Must not know: how the answers are shown.

use visavis::analysis::{
    MatrixFilter, MatrixKind, MatrixSort, Overview, Timeline, compare_texts, findings_of, matrix, wording,
};

use crate::Subject;
use crate::figures::Figures;
use crate::sampling::{Samples, timed};

/// `matrix_ms`, `timeline_ms`, `findings_ms`: all rows in their order, all topics, all findings of the
/// whole dossier, its counts made before; `wording_ms`: the first meeting's texts beside each other;
/// `compare_ms`: one of them against the other, sentence by sentence, as against a side's last one.
pub(crate) fn measure(subject: &Subject, figures: &mut Figures) {
    let dossier = &subject.workload.dossier;
    let overview = Overview::build(dossier);
    let rows = Samples::take(0.5, 15, || {
        let filter = MatrixFilter::default();
        let (time, rows) =
            timed(|| matrix(dossier, &overview, MatrixKind::Raised, &filter, MatrixSort::Order, false));
        assert_eq!(rows.len(), overview.all().coverage.raised, "a row for everything that was raised");
        time
    });
    figures.note("matrix_ms", &subject.name, rows.p50_ms());
    let timeline = Samples::take(0.5, 15, || {
        let (time, timeline) = timed(|| Timeline::build(dossier, &overview));
        assert_eq!(timeline.meetings.len(), dossier.meetings().len(), "a column for every meeting");
        time
    });
    figures.note("timeline_ms", &subject.name, timeline.p50_ms());
    let findings = Samples::take(0.5, 15, || {
        let (time, found) = timed(|| findings_of(dossier, &overview, dossier.meetings()));
        assert!(found.iter().all(|finding| !finding.passages.is_empty()), "a finding shows its passages");
        time
    });
    figures.note("findings_ms", &subject.name, findings.p50_ms());

    let meeting = dossier.meetings().first().expect("a meeting");
    let beside = Samples::take(0.5, 5, || {
        let (time, wording) = timed(|| wording(dossier, meeting.id(), &|_, word| word.len() < 4));
        assert!(!wording.topics.is_empty(), "passages have words");
        time
    });
    figures.note("wording_ms", &subject.name, beside.p50_ms());
    let [old, new] = [0, 1].map(|at| meeting.statements().get(at).expect("two statements").text().as_str());
    let against = Samples::take(0.5, 5, || {
        let (time, pairs) = timed(|| compare_texts(old, new, true));
        assert!(!pairs.is_empty(), "texts have sentences");
        time
    });
    figures.note("compare_ms", &subject.name, against.p50_ms());
}
