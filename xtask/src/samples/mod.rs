//! `cargo xtask samples`: makes the samples' JSON files from their marked texts.
//!
//! The texts (`assets/samples/*.src`) are what one edits; the JSON is what the program embeds.
//! Must not know: the window.

mod build;
mod parse;

use std::path::Path;

/// The samples by name.
const NAMES: [&str; 2] = ["kyrgyzstan-russia", "veldmark-tarsova"];

/// Writes the samples' files, or with `check` says which one is not as its text would make it.
pub(crate) fn run(root: &Path, check: bool) -> Result<(), String> {
    let folder = root.join("assets/samples");
    let mut stale = Vec::new();
    for name in NAMES {
        let source = folder.join(format!("{name}.src"));
        let text = std::fs::read_to_string(&source).map_err(|e| format!("{}: {e}", source.display()))?;
        let lines = parse::parse(&text).map_err(|e| format!("{}:{e}", source.display()))?;
        let dossier = build::dossier(&lines).map_err(|e| format!("{}:{e}", source.display()))?;
        let bytes = visavis::store::checked_bytes(&dossier).map_err(|e| e.to_string())?;
        let target = folder.join(format!("{name}.json"));
        if std::fs::read(&target).ok().as_deref() == Some(&bytes) {
            continue;
        }
        if check {
            stale.push(target.display().to_string());
        } else {
            #[expect(clippy::disallowed_methods, reason = "a development tool, not the program")]
            std::fs::write(&target, &bytes).map_err(|e| format!("{}: {e}", target.display()))?;
            println!("wrote {}", target.display());
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    Err(format!("not as their texts make them: {}. Run `cargo xtask samples`", stale.join(", ")))
}
