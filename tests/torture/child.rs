//! The program that is killed: it changes, saves and journals as fast as it can, and says what is safe.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};

use visavis::edit::{Edit, History, Transaction};
use visavis::journal::{Journal, Start};
use visavis::model::{Dossier, Topic};
use visavis::store::{Expectation, open_file, save_as};

use super::LONG;

/// What the child does; the name stands in its environment.
const TASK: &str = "VISAVIS_TORTURE_TASK";
const FOLDER: &str = "VISAVIS_TORTURE_FOLDER";

/// Starts this very program again, as a child with a task. `limit` is the largest file it may write, in
/// blocks of the shell.
pub(super) fn start(task: &str, folder: &Path, limit: Option<u32>) -> Child {
    let own = std::env::current_exe().unwrap();
    let mut command = match limit {
        None => Command::new(own),
        Some(blocks) => {
            // The signal that a file grows too large is ignored, so that writing it is an error.
            let mut shell = Command::new("sh");
            shell.args(["-c", &format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"")]).arg(own);
            shell
        }
    };
    command.args(["child::works", "--exact", "--nocapture", "--test-threads=1"]);
    command.env(TASK, task).env(FOLDER, folder).env_remove("RUST_BACKTRACE");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap()
}

/// What a child says, line by line, until it ends.
pub(super) fn lines(child: &mut Child) -> Receiver<String> {
    let (send, receive) = channel();
    let out = BufReader::new(child.stdout.take().unwrap());
    std::thread::spawn(move || {
        for line in out.lines().map_while(Result::ok) {
            // The test's own first words may stand before it.
            if let Some(at) = line.find("safe ").or(line.find("trouble "))
                && send.send(line[at..].to_owned()).is_err()
            {
                return;
            }
        }
    });
    receive
}

/// The number up to which a dossier was worked on.
pub(super) fn number(dossier: &Dossier) -> usize {
    let of = |text: &str| text.strip_prefix("Number ").and_then(|number| number.parse().ok());
    let topics = dossier.topics().iter().filter_map(|topic| of(&topic.name));
    topics.max().unwrap_or(0)
}

/// Adds a topic with the next number.
fn change(dossier: &mut Dossier, history: &mut History) -> usize {
    let next = number(dossier) + 1;
    let topic = Topic::new(&format!("Number {next}"));
    // Few are kept, so that the dossier does not grow without end.
    let old =
        dossier.topics().iter().find(|topic| topic.name == format!("Number {}", next.saturating_sub(20)));
    let mut edits = vec![Edit::PutTopic { index: 0, topic }];
    edits.extend(old.map(|old| Edit::RemoveTopic(old.id)));
    let transaction = Transaction { label: format!("Number {next}"), edits, focus: None, merge: None };
    assert!(history.commit(dossier, transaction).unwrap());
    next
}

fn say(what: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{what}").unwrap();
    out.flush().unwrap();
}

/// Saves again and again.
fn saves(folder: &Path) {
    let opened = open_file(&folder.join("dossier.json")).unwrap();
    let (mut dossier, mut file, mut history) = (opened.loaded.dossier, opened.file, History::default());
    loop {
        let number = change(&mut dossier, &mut history);
        match save_as(&dossier, &file.path, Expectation::Unchanged(file.hash)) {
            Ok(saved) => file = saved,
            Err(error) => return say(&format!("trouble {error}")),
        }
        say(&format!("safe {number}"));
    }
}

/// Changes again and again, and saves now and then.
fn journals(folder: &Path) {
    let opened = open_file(&folder.join("dossier.json")).unwrap();
    let (mut dossier, mut file, mut history) = (opened.loaded.dossier, opened.file, History::default());
    history.note_applied();
    let start = Start::File(file.clone(), dossier.title().to_owned());
    let mut journal = Journal::begin(&folder.join("home"), &dossier, start);
    let flusher = journal.flusher();
    for round in 1.. {
        let mut last = 0;
        for _ in 0..1 + round % 7 {
            last = change(&mut dossier, &mut history);
            history.take_applied().into_iter().for_each(|applied| journal.append(applied));
        }
        if round % 9 == 0 {
            let mark = journal.save_begins();
            let as_it_was = Arc::new(dossier.clone());
            last = change(&mut dossier, &mut history);
            history.take_applied().into_iter().for_each(|applied| journal.append(applied));
            match save_as(&as_it_was, &file.path, Expectation::Unchanged(file.hash)) {
                Ok(saved) => file = saved,
                Err(error) => return say(&format!("trouble {error}")),
            }
            journal.saved(mark, &file, as_it_was.title());
        }
        if flusher.flush(LONG) {
            say(&format!("safe {last}"));
        } else {
            return say(&format!("trouble {}", journal.trouble().unwrap_or_default()));
        }
    }
}

/// Does nothing unless it was started by [`start`].
#[test]
fn works() {
    let (Ok(task), Some(folder)) = (std::env::var(TASK), std::env::var_os(FOLDER)) else { return };
    let folder = Path::new(&folder);
    match task.as_str() {
        "save" => saves(folder),
        "journal" => journals(folder),
        other => panic!("{other}"),
    }
}
