//! Measures the program against its targets: `cargo xtask perf`.
//!
//! Responsible for: which workloads and which parts are measured. Each part has its file and adds
//! its figures; `targets.rs` knows what they should be.
//! Must not know: how anything is measured.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a bench may fail loudly"
)]

mod answering;
mod figures;
mod frames;
mod journalling;
mod memory;
mod opening;
mod place;
mod sampling;
mod saving;
mod searching;
mod suggesting;
mod targets;
mod viewing;

use std::path::PathBuf;

use figures::Figures;
use workloads::{Shape, Workload};

/// Counts allocations, so that those of a frame can be told.
#[global_allocator]
static ALLOCATOR: &stats_alloc::StatsAlloc<std::alloc::System> = &stats_alloc::INSTRUMENTED_SYSTEM;

/// Workloads that are measured where none is named.
const USUAL: [&str; 3] = ["small", "large", "corpus"];

/// The seed of all workloads, so that figures of different days are of the same dossiers.
const SEED: u64 = 1;

/// What a part measures: a workload and its name.
struct Subject {
    name: String,
    workload: Workload,
}

/// One part of what is measured.
type Part = fn(&Subject, &mut Figures);

/// All parts by name, in the order of the table.
const PARTS: [(&str, Part); 11] = [
    ("open", opening::measure),
    ("save", saving::measure),
    ("journal", journalling::measure),
    ("place", place::measure),
    ("search", searching::measure),
    ("suggest", suggesting::measure),
    ("answer", answering::measure),
    ("views", viewing::measure),
    ("memory", memory::measure),
    ("frames", frames::measure),
    ("scale", frames::scale),
];

/// What the call asks for.
#[derive(Debug, Default)]
struct Call {
    workloads: Vec<String>,
    parts: Vec<String>,
    json: bool,
    /// A child that only opens this file, for its memory.
    open: Option<PathBuf>,
}

fn main() {
    let call = match read(std::env::args().skip(1)) {
        Ok(call) => call,
        Err(problem) => {
            eprintln!("{problem}");
            std::process::exit(2);
        }
    };
    if let Some(path) = call.open {
        return memory::child(&path);
    }
    let named = !call.workloads.is_empty();
    let names = if named { call.workloads } else { USUAL.map(str::to_owned).to_vec() };
    let mut figures = Figures::default();
    for name in names {
        let shape = Shape::named(&name).unwrap_or_else(|| panic!("«{name}» is no workload"));
        let workload = workloads::make(shape, SEED).expect("a sound workload");
        let subject = Subject { name, workload };
        for (name, part) in PARTS {
            if call.parts.is_empty() || call.parts.iter().any(|wanted| wanted == name) {
                eprintln!("{}: {name} …", subject.name);
                part(&subject, &mut figures);
            }
        }
    }
    if call.json { println!("{}", figures.json(named)) } else { print!("{}", figures.table()) }
}

fn read(arguments: impl Iterator<Item = String>) -> Result<Call, String> {
    let mut call = Call::default();
    let mut rest = arguments;
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--workload" => call.workloads.push(value()?),
            "--part" => call.parts.push(value()?),
            "--json" => call.json = true,
            "--open" => call.open = Some(PathBuf::from(value()?)),
            // What cargo adds to every bench.
            "--bench" => {}
            other => return Err(format!("perf does not know «{other}»")),
        }
    }
    Ok(call)
}
