//! What the figures should be: `pass` is what may be handed over, `aim` what is wanted.
//!
//! Must not know: what the figures are.

/// What one figure should be.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target {
    /// Its unit.
    pub(crate) unit: &'static str,
    /// The most that may be handed over; `None` where nothing was promised for this workload.
    pub(crate) pass: Option<f64>,
    /// The most that is wanted.
    pub(crate) aim: Option<f64>,
}

/// Key, workload, pass, aim. An empty workload stands for all.
const TARGETS: [(&str, &str, f64, f64); 46] = [
    ("open_ms", "small", 0.5, 0.2),
    ("open_ms", "large", 12.0, 6.0),
    ("open_ms", "corpus", 200.0, 80.0),
    ("save_block_ms", "small", 0.5, 0.1),
    ("save_block_ms", "large", 0.5, 0.1),
    ("save_block_ms", "corpus", 1.0, 0.2),
    ("save_ms", "large", 25.0, 10.0),
    ("save_ms", "corpus", 300.0, 130.0),
    ("hit_us", "", 5.0, 1.0),
    ("view_us", "", 50.0, 15.0),
    ("rss_mib", "small", 45.0, 25.0),
    ("rss_mib", "large", 70.0, 45.0),
    ("rss_mib", "corpus", 240.0, 150.0),
    ("first_frame_ms", "", 25.0, 10.0),
    ("scroll_p50_ms", "", 1.5, 0.8),
    ("scroll_p99_ms", "", 4.0, 2.5),
    ("jump_p50_ms", "", 4.0, 2.0),
    ("jump_p99_ms", "", 8.0, 5.0),
    ("drift_pt", "", 0.5, 0.0),
    ("resize_p99_ms", "", 8.0, 4.0),
    ("heights_ms", "", 800.0, 400.0),
    ("tag_p50_ms", "", 2.0, 0.8),
    ("tag_p99_ms", "", 5.0, 2.5),
    ("undo_p99_ms", "", 5.0, 2.5),
    ("search_ms", "small", 1.0, 0.4),
    ("search_ms", "large", 1.0, 0.4),
    ("search_corpus_ms", "corpus", 20.0, 8.0),
    ("search_folded_ms", "small", 3.0, 1.0),
    ("search_folded_ms", "large", 3.0, 1.0),
    ("search_corpus_folded_ms", "corpus", 30.0, 14.0),
    ("search_first_ms", "corpus", 8.0, 3.0),
    ("matrix_ms", "corpus", 10.0, 4.0),
    ("timeline_ms", "corpus", 80.0, 25.0),
    ("findings_ms", "corpus", 80.0, 40.0),
    ("journal_us", "", 100.0, 30.0),
    ("idle_frames", "", 0.0, 0.0),
    ("allocs", "", 2000.0, 300.0),
    ("scale_ratio_scroll", "", 2.0, 1.2),
    ("scale_ratio_tag", "", 2.0, 1.2),
    ("scale_ratio_hit", "", 2.0, 1.2),
    ("heights_frame_ms", "", 8.0, 8.0),
    ("start_ms", "", 600.0, 300.0),
    ("soft_ms", "", 45.0, 20.0),
    ("soft_cpu_ms", "", 90.0, 30.0),
    ("suggest_ms", "small", 20.0, 5.0),
    ("suggest_ms", "large", 2000.0, 500.0),
];

/// What the figure of this key should be on this workload. The unit is the key's ending.
pub(crate) fn target(key: &str, workload: &str) -> Target {
    let found = TARGETS.iter().find(|(k, w, ..)| *k == key && (w.is_empty() || *w == workload));
    let unit = match key.rsplit('_').next() {
        Some("ms") => "ms",
        Some("us") => "µs",
        Some("mib") => "MiB",
        Some("pt") => "pt",
        _ => "",
    };
    Target { unit, pass: found.map(|(_, _, pass, _)| *pass), aim: found.map(|(.., aim)| *aim) }
}
