//! From the bytes of a file in memory to the model with all its indexes.
//!
//! Must not know: the disk, or the window.

use std::sync::Arc;

use visavis::app::Open;
use visavis::store::parse;

use crate::Subject;
use crate::figures::Figures;
use crate::sampling::{Samples, timed};

/// `open_ms`.
pub(crate) fn measure(subject: &Subject, figures: &mut Figures) {
    let bytes = &subject.workload.json;
    let samples = Samples::take(3.0, 9, || {
        let (time, open) = timed(|| {
            let loaded = parse(bytes, "the workload").expect("it was made sound");
            Open::new(Arc::new(loaded.dossier), None)
        });
        drop(open);
        time
    });
    figures.note("open_ms", &subject.name, samples.p50_ms());
}
