//! `cargo xtask generate`: the workloads as files, for other programs and by hand.
//!
//! Must not know: what is in them.

use std::path::{Path, PathBuf};

use workloads::{Shape, make, plain};

/// What is to be made.
#[derive(Debug)]
struct Call {
    name: String,
    shape: Shape,
    seed: u64,
    folder: PathBuf,
    plain: bool,
}

/// Writes the workload that the arguments ask for.
///
/// # Errors
///
/// What is wrong with the arguments, or what the disk says.
pub(crate) fn run(arguments: &[&str]) -> Result<(), String> {
    let call = read(arguments)?;
    let workload = make(call.shape, call.seed).map_err(|error| error.to_string())?;
    put(&call.folder, &format!("{}.json", call.name), &workload.json)?;
    if call.plain {
        for file in plain(&workload.dossier) {
            put(&call.folder, file.name, &file.bytes)?;
        }
    }
    Ok(())
}

fn read(arguments: &[&str]) -> Result<Call, String> {
    let (mut shape, mut seed, mut folder, mut plain) = (None, 1, None, false);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().ok_or_else(|| format!("{argument} needs a value"));
        match *argument {
            "--seed" => {
                let text = value()?;
                seed = text.parse().map_err(|_| format!("--seed {text}: a whole number is expected"))?;
            }
            "-o" => folder = Some(PathBuf::from(value()?)),
            "--plain" => plain = true,
            name => {
                let known = || format!("«{name}» is no workload; there are {}", Shape::NAMES.join(", "));
                shape = Some((name.to_owned(), Shape::named(name).ok_or_else(known)?));
            }
        }
    }
    let (name, shape) = shape.ok_or_else(|| format!("which workload? {}", Shape::NAMES.join(", ")))?;
    Ok(Call { name, shape, seed, folder: folder.ok_or("where to? -o FOLDER")?, plain })
}

#[expect(clippy::disallowed_methods, reason = "a development tool, not the program")]
fn put(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), String> {
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let path = folder.join(name);
    std::fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("{} ({} bytes)", path.display(), bytes.len());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_read_in_any_order() {
        let call = read(&["--seed", "7", "large-tenth", "--plain", "-o", "there"]).unwrap();
        assert_eq!((call.name.as_str(), call.seed, call.plain), ("large-tenth", 7, true));
        assert_eq!(call.shape, Shape::LARGE.scaled(1, 10));
        for wrong in [&["large"][..], &["-o", "there"], &["huge", "-o", "there"], &["large", "-o"]] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }
}
