//! `cargo xtask measure`: start, memory and size, for docs/performance.md.
//!
//! Must not know: how the program starts; it looks at it from outside.

use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::shell::{self, build_folder, cargo, output};

/// How many starts are measured; the middle one counts.
const STARTS: usize = 11;

/// Prints the figures as the rows of a table.
pub(crate) fn run(root: &Path) -> Result<(), String> {
    shell::run(&mut cargo(root, &["build", "--release", "--quiet"]))?;
    let binary = build_folder().join("release/visavis");
    let size = std::fs::metadata(&binary).map_err(|error| format!("{}: {error}", binary.display()))?.len();
    let home = std::env::temp_dir().join(format!("visavis-measure-{}", std::process::id()));
    #[expect(clippy::disallowed_methods, reason = "a development tool, not the program")]
    std::fs::create_dir_all(&home).map_err(|error| error.to_string())?;
    let mut screen = Screen::start()?;
    let mut table = String::new();
    let _ = writeln!(table, "machine: {}", machine());
    let _ = writeln!(table, "binary: {:.1} MB", size as f64 / 1e6);
    for renderer in ["wgpu", "glow"] {
        let mut times = Vec::new();
        let mut memory = 0;
        for _ in 0..STARTS {
            let (time, peak) = start(&binary, &home, &screen.name, renderer)?;
            times.push(time);
            memory = memory.max(peak);
        }
        times.sort_by(f64::total_cmp);
        let middle = times.get(STARTS / 2).copied().unwrap_or_default();
        let worst = times.last().copied().unwrap_or_default();
        let _ = writeln!(
            table,
            "{renderer}: start to first frame {middle:.0} ms (slowest of {STARTS}: {worst:.0}), peak memory {:.0} MB",
            memory as f64 / 1024.0
        );
    }
    screen.stop();
    #[expect(clippy::disallowed_methods, reason = "a development tool, not the program")]
    std::fs::remove_dir_all(&home).ok();
    println!("{table}");
    Ok(())
}

/// Starts the program once: milliseconds to the first frame, and peak memory in kilobytes.
fn start(binary: &Path, home: &Path, display: &str, renderer: &str) -> Result<(f64, u64), String> {
    let output = Command::new(binary)
        .args(["--measure-start", "--renderer", renderer])
        .env("DISPLAY", display)
        .env("HOME", home)
        .env("XDG_CONFIG_HOME", home)
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .map_err(|error| format!("{}: {error}", binary.display()))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let value: serde_json::Value =
        text.lines().last().and_then(|line| serde_json::from_str(line).ok()).ok_or_else(|| {
            format!("no figure from --measure-start: {}", String::from_utf8_lossy(&output.stderr))
        })?;
    let time = value.get("first_frame_ms").and_then(serde_json::Value::as_f64).ok_or("no first_frame_ms")?;
    let memory = value.get("peak_kb").and_then(serde_json::Value::as_u64).unwrap_or(0);
    Ok((time, memory))
}

/// A screen without a person before it.
struct Screen {
    server: Child,
    name: String,
}

impl Screen {
    fn start() -> Result<Self, String> {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("Xvfb does not start: {error}"))?;
        let out = server.stdout.take().ok_or("Xvfb has no output")?;
        let mut number = String::new();
        BufReader::new(out).read_line(&mut number).map_err(|error| error.to_string())?;
        Ok(Self { server, name: format!(":{}", number.trim()) })
    }

    fn stop(&mut self) {
        self.server.kill().ok();
        self.server.wait().ok();
    }
}

fn machine() -> String {
    let from = |path: &str, key: &str| {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(key)).unwrap_or_default();
        line.split_once([':', '=']).map_or("", |(_, value)| value).trim().trim_matches('"').to_owned()
    };
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let rust = output(Command::new("rustc").arg("--version")).unwrap_or_default();
    format!(
        "{}, {cores} cores, memory {}, {}, {rust}",
        from("/proc/cpuinfo", "model name"),
        from("/proc/meminfo", "MemTotal"),
        from("/etc/os-release", "PRETTY_NAME"),
    )
}
