//! Which program, started when and on which machine, made something; and whether it still runs.
//!
//! Must not know: what it made.

use serde_json::{Map, Value};

/// A program that runs or ran.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Process {
    /// The machine's name; empty where it is not known.
    pub(super) host: String,
    /// Names the machine's present start, where the system tells.
    pub(super) boot: String,
    /// The program's number.
    pub(super) number: u32,
    /// When it was started, in the system's own count, so that a later one of the same number is not
    /// taken for it; 0 where the system does not tell.
    pub(super) start: u64,
}

impl Process {
    /// This one.
    pub(super) fn own() -> Self {
        let number = std::process::id();
        Self { host: host(), boot: boot(), number, start: start_of(number).unwrap_or(0) }
    }

    /// Whether it has certainly ended: it ran on this machine, and does so no more.
    ///
    /// Known on Linux alone; elsewhere nothing is certain.
    pub(super) fn is_gone(&self) -> bool {
        let here = !self.host.is_empty() && self.host == host();
        if !cfg!(target_os = "linux") || !here {
            return false;
        }
        if !self.boot.is_empty() && self.boot != boot() {
            return true;
        }
        let running = std::path::Path::new("/proc/self").exists();
        running && start_of(self.number).is_none_or(|start| self.start != 0 && start != self.start)
    }

    /// As fields of a file.
    pub(super) fn write(&self, map: &mut Map<String, Value>) {
        map.insert("host".to_owned(), self.host.as_str().into());
        map.insert("boot".to_owned(), self.boot.as_str().into());
        map.insert("process".to_owned(), self.number.into());
        map.insert("start".to_owned(), self.start.into());
    }

    /// From the fields of a file.
    pub(super) fn read(map: &Map<String, Value>) -> Option<Self> {
        let text = |name: &str| map.get(name)?.as_str().map(str::to_owned);
        Some(Self {
            host: text("host")?,
            boot: text("boot").unwrap_or_default(),
            number: u32::try_from(map.get("process")?.as_u64()?).ok()?,
            start: map.get("start").and_then(Value::as_u64).unwrap_or(0),
        })
    }
}

/// The machine's name.
fn host() -> String {
    let named = |variable: &str| std::env::var(variable).ok();
    let name = if cfg!(target_os = "linux") {
        std::fs::read_to_string("/proc/sys/kernel/hostname").ok()
    } else if cfg!(windows) {
        named("COMPUTERNAME")
    } else {
        named("HOSTNAME").or_else(|| named("HOST"))
    };
    name.unwrap_or_default().trim().chars().take(200).collect()
}

fn boot() -> String {
    std::fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default().trim().to_owned()
}

/// When the process of this number was started; `None` where there is none, or it is not known.
fn start_of(number: u32) -> Option<u64> {
    let line = std::fs::read_to_string(format!("/proc/{number}/stat")).ok()?;
    // The name, in brackets, may hold anything; the 20th field after it is the time.
    line.rsplit_once(')')?.1.split_ascii_whitespace().nth(19)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_runs_and_one_that_ended_does_not() {
        let own = Process::own();
        assert!(!own.is_gone());
        let mut map = Map::new();
        own.write(&mut map);
        assert_eq!(Process::read(&map), Some(own.clone()));
        let elsewhere = Process { host: "another machine".to_owned(), number: 1, ..own.clone() };
        assert!(!elsewhere.is_gone(), "of another machine nothing is known");
        if cfg!(target_os = "linux") {
            let mut child = std::process::Command::new("true").spawn().unwrap();
            let number = child.id();
            child.wait().unwrap();
            assert!(Process { number, ..own.clone() }.is_gone());
            assert!(Process { start: own.start + 1, ..own.clone() }.is_gone(), "the number was used again");
            assert!(Process { boot: "an earlier start".to_owned(), ..own }.is_gone());
        }
    }
}
