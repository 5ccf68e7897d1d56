//! The most memory that a process takes which opens the workload and has no window.
//!
//! Must not know: what takes it.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use visavis::app::Open;
use visavis::store;

use crate::Subject;
use crate::figures::Figures;
use crate::saving::Folder;

/// Children that are started; the middle one counts.
const CHILDREN: usize = 5;

/// `rss_mib`. Nothing on systems that do not tell.
pub(crate) fn measure(subject: &Subject, figures: &mut Figures) {
    let folder = Folder::new();
    let path = folder.put("memory.json", &subject.workload.json);
    let this = std::env::current_exe().expect("the path of this bench");
    let mut peaks = Vec::new();
    for _ in 0..CHILDREN {
        let output = Command::new(&this).arg("--open").arg(&path).output().expect("a child");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        peaks.extend(String::from_utf8_lossy(&output.stdout).trim().parse::<f64>());
    }
    peaks.sort_by(f64::total_cmp);
    if let Some(peak) = peaks.get(peaks.len() / 2) {
        figures.note("rss_mib", &subject.name, peak / 1024.0);
    }
}

/// What the child does: opens the file as the program does, and prints its peak in KiB.
pub(crate) fn child(path: &Path) {
    let opened = store::open_file(path).expect("the workload opens");
    let open = Open::new(Arc::new(opened.loaded.dossier), Some(opened.file));
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!("{}", peak.and_then(|rest| rest.split_whitespace().next()).unwrap_or_default());
    drop(open);
}
