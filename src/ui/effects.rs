//! Running the effects: native dialogs, disk and clipboard, on threads of their own.
//!
//! Nothing here blocks a frame. Outcomes come back as commands through a channel.
//! Must not know: what is done with an outcome.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use egui::Context;
use rfd::AsyncFileDialog;

use super::keeper::{self, Keeper};
use crate::app::{
    Command, Effect, ExportJob, FoundSuggestions, Keep, Purpose, SaveJob, SuggestJob, TextSource,
};
use crate::edit::intent::Plan;
use crate::import::{self, Draft, Encoding, Format, Source};
use crate::model::Moment;
use crate::reader::Reader;
use crate::store::{self, Backup, Backups, Counts, Expectation, FileState, Kept, Opened, Privacy};

/// How long the reviewer must have changed nothing before long texts are read for suggestions again.
const PAUSE: Duration = Duration::from_millis(400);

/// Work for the thread of suggestions.
enum Thinking {
    /// Find out what to suggest.
    Suggest(Box<SuggestJob>),
    /// Throw this away.
    Discard(Box<FoundSuggestions>),
}

/// What is told where the thread that searches is gone.
const SEARCH: &str = "The search does not work any more. Save, and start again";

type Job = Box<dyn FnOnce() + Send>;

/// Runs effects and collects their outcomes.
pub(super) struct Runner {
    ctx: Context,
    send: Sender<Command>,
    receive: Receiver<Command>,
    /// The one thread that touches the disk, so that saves happen in the order asked for.
    disk: Option<Sender<Job>>,
    /// The thread that searches, so that no slow disk holds it up. It ends with the window.
    search: Sender<Job>,
    thread: Option<std::thread::JoinHandle<()>>,
    /// Where the settings are kept; `None` keeps them for this session only.
    settings_folder: Option<PathBuf>,
    reader: Reader,
    /// The thread that works out suggestions. It ends with the window.
    suggest: Sender<Thinking>,
    keeper: Keeper,
}

impl Runner {
    /// A runner that wakes this window when something is done.
    pub(super) fn new(ctx: Context, settings_folder: Option<PathBuf>, reader: Reader) -> Self {
        let (send, receive) = channel();
        let (disk, jobs) = channel::<Job>();
        let thread = spawn("disk", move || jobs.into_iter().for_each(|job| job()));
        let (search, jobs) = channel::<Job>();
        spawn("search", move || jobs.into_iter().for_each(|job| job()));
        let (suggest, jobs) = channel();
        let (found, waker) = (send.clone(), ctx.clone());
        spawn("suggest", move || think(&jobs, &found, &waker));
        let keeper = Keeper::new(settings_folder.clone(), send.clone(), ctx.clone());
        let disk = Some(disk);
        Self { ctx, send, receive, disk, search, thread, settings_folder, reader, suggest, keeper }
    }

    /// Reads texts that way from now on.
    pub(super) fn read_with(&mut self, reader: Reader) {
        self.reader = reader;
    }

    /// What has come back since the last call.
    pub(super) fn outcomes(&mut self) -> Vec<Command> {
        let mut outcomes: Vec<Command> = self.receive.try_iter().collect();
        outcomes.extend(self.keeper.news());
        outcomes
    }

    /// Looks up what other windows left behind.
    pub(super) fn look_for_unsaved(&self) {
        if let Some(home) = self.settings_folder.clone() {
            self.work(move || Some(keeper::unsaved(&home)));
        }
    }

    /// Looks whether the file is still what it was.
    pub(super) fn look_at_file(&self) {
        self.keeper.look_now();
    }

    /// Carries out an effect.
    pub(super) fn run(&mut self, effect: Effect, frame: Option<&eframe::Frame>) {
        match effect {
            Effect::PickFile(purpose) => self.pick(purpose, frame),
            Effect::PickSave(name) => {
                self.pick_save("Save the dossier", &name, ("Dossier", "json"), Purpose::SaveDossier, frame);
            }
            Effect::PickExport { name, format } => {
                let kind = (format.label(), format.extension());
                self.pick_save(&format!("Export: {}", kind.0), &name, kind, Purpose::Export, frame);
            }
            Effect::Export(job) => self.work(move || {
                let written = job.run().and_then(|bytes| write_export(&job, &bytes));
                Some(Command::Exported(job.path, written))
            }),
            Effect::Open(path) => self.work(move || {
                let result = store::open_file(&path).map(Box::new);
                Some(Command::Opened(path, result))
            }),
            Effect::Save(job) => self.save(*job),
            Effect::Keep(Keep::LookAt(left)) => self.apart("recover", move || {
                let result = left.recover().map(Box::new).map_err(|error| error.to_string());
                Command::LookedAtUnsaved(left, result)
            }),
            Effect::Keep(Keep::Decline(left)) => self.work(move || {
                let error = left.decline(Moment::now()).err()?;
                Some(Command::Trouble(format!("The unsaved work was not put aside: {error}")))
            }),
            Effect::Keep(keep) => self.keeper.keep(keep),
            Effect::Watch(file) => self.keeper.watch(file),
            Effect::ListStates(path) => {
                let home = self.settings_folder.clone();
                self.work(move || {
                    let states = home.map(|home| Backups::new(&home).list(&path)).unwrap_or_default();
                    Some(Command::StatesListed(states))
                });
            }
            Effect::ReadState(path, kept) => {
                let Some(home) = self.settings_folder.clone() else { return };
                self.work(move || Some(Command::StateRead(read_state(&home, &path, &kept))));
            }
            Effect::WipeStates => {
                let Some(home) = self.settings_folder.clone() else { return };
                self.work(move || {
                    let wiped = Backups::new(&home).wipe(None);
                    Some(Command::Trouble(match wiped {
                        Ok(()) => "All earlier states are removed".to_owned(),
                        Err(error) => format!("Not all earlier states were removed: {error}"),
                    }))
                });
            }
            Effect::PickTexts { many } => self.pick_texts(many, frame),
            // Not on the disk's thread: a save does not wait for a slow reader.
            Effect::ReadText(path, encoding) => {
                let reader = self.reader.clone();
                self.apart("reader", move || {
                    let result = read_file(&reader, &path, encoding);
                    Command::TextRead(TextSource::File(path), result.map(Box::new))
                });
            }
            Effect::ReadClipboard(text) => {
                let reader = self.reader.clone();
                self.apart("clipboard", move || {
                    let result = read_clipboard(&reader, &text);
                    Command::TextRead(TextSource::Clipboard, result.map(Box::new))
                });
            }
            Effect::Compare(place, statement, text) => {
                self.apart("compare", move || Command::Compared(place, Box::new(Plan::new(&statement, text))))
            }
            Effect::SaveSettings(settings) => {
                let Some(folder) = self.settings_folder.clone() else { return };
                self.work(move || {
                    let error = store::save_settings(&folder, &settings).err()?;
                    Some(Command::Trouble(format!("The settings were not saved: {error}")))
                });
            }
            Effect::SaveList(name, text) => {
                let Some(folder) = self.settings_folder.clone() else { return };
                self.work(move || {
                    let error = store::save_list(&folder, &name, text.as_deref()).err()?;
                    Some(Command::Trouble(format!("The list was not kept: {error}")))
                });
            }
            Effect::Find(job) => {
                let number = job.number;
                self.search(SEARCH, move || Some(Command::Found(number, job.run())));
            }
            // Without the thread there is nothing to suggest, and nothing else is missing.
            Effect::Suggest(job) => drop(self.suggest.send(Thinking::Suggest(job))),
            Effect::Search(job) => self.search(SEARCH, move || {
                let (number, found) = job.run()?;
                Some(Command::DossierSearched(number, Box::new(found)))
            }),
            Effect::View(job) => {
                let trouble = "Views are not kept up to date any more. Save, and start again";
                self.search(trouble, move || Some(Command::Viewed(Box::new(job.run()))));
            }
            Effect::Discard(old) => drop(self.suggest.send(Thinking::Discard(old))),
            Effect::Copy(text) => self.ctx.copy_text(text),
            Effect::Quit => self.ctx.send_viewport_cmd(egui::ViewportCommand::Close),
        }
    }

    /// Saves; what was saved is kept among the earlier states afterwards.
    fn save(&mut self, job: SaveJob) {
        self.keeper.save_begins();
        let home = self.settings_folder.clone().filter(|_| job.keep);
        let (send, ctx) = (self.send.clone(), self.ctx.clone());
        self.work(move || {
            let SaveJob { dossier, path, expect, mark, keep: _ } = job;
            match store::save_as_keeping(&dossier, &path, expect) {
                Err(error) => Some(Command::Saved { mark, result: Err(error) }),
                Ok((file, bytes)) => {
                    deliver(&send, &ctx, Command::Saved { mark, result: Ok(file) });
                    keeper::keep_state(&home?, &path, &bytes, Counts::of(&dossier))
                }
            }
        });
    }

    /// Does a job on the disk's thread and delivers what it has to say.
    fn work(&self, job: impl FnOnce() -> Option<Command> + Send + 'static) {
        let trouble = "Files can't be read or written any more. Copy what matters and start again";
        self.on(self.disk.as_ref(), trouble, job);
    }

    /// Does a job on the thread that searches and delivers what it has to say.
    fn search(&self, trouble: &str, job: impl FnOnce() -> Option<Command> + Send + 'static) {
        self.on(Some(&self.search), trouble, job);
    }

    /// Does a job on a thread and delivers what it has to say; tells the trouble where the thread is gone.
    fn on(
        &self,
        thread: Option<&Sender<Job>>,
        trouble: &str,
        job: impl FnOnce() -> Option<Command> + Send + 'static,
    ) {
        let (send, ctx) = (self.send.clone(), self.ctx.clone());
        let job = Box::new(move || {
            if let Some(outcome) = job() {
                deliver(&send, &ctx, outcome);
            }
        });
        if thread.is_none_or(|thread| thread.send(job).is_err()) {
            deliver(&self.send, &self.ctx, Command::Trouble(trouble.to_owned()));
        }
    }

    /// The dialog is made on the window's thread, which some systems want, and waited for on
    /// another.
    fn pick(&self, purpose: Purpose, frame: Option<&eframe::Frame>) {
        let dialog = match purpose {
            Purpose::OpenDossier | Purpose::SaveDossier | Purpose::Export => AsyncFileDialog::new()
                .set_title("Open a dossier")
                .add_filter("Dossier", &["json", "JSON"])
                .add_filter("All files", &["*"]),
        };
        let dialog = match frame {
            Some(frame) => dialog.set_parent(frame),
            None => dialog,
        };
        let picked = dialog.pick_file();
        self.wait(async { picked.await.into_iter().collect() }, move |paths| {
            Command::Picked(purpose, paths.into_iter().next())
        });
    }

    /// Does a job on a thread of its own and delivers what it comes to.
    fn apart(&self, name: &str, job: impl FnOnce() -> Command + Send + 'static) {
        let (send, ctx) = (self.send.clone(), self.ctx.clone());
        if spawn(name, move || deliver(&send, &ctx, job())).is_none() {
            let text = "The system starts no more threads. Close other programs and try again".to_owned();
            deliver(&self.send, &self.ctx, Command::Trouble(text));
        }
    }

    fn pick_texts(&self, many: bool, frame: Option<&eframe::Frame>) {
        let endings: Vec<String> = Format::ALL
            .iter()
            .flat_map(|format| format.extensions())
            .flat_map(|ending| [(*ending).to_owned(), ending.to_uppercase()])
            .collect();
        let title = if many { "Open texts" } else { "Open a text" };
        let dialog = AsyncFileDialog::new()
            .set_title(title)
            .add_filter("Texts and documents", &endings)
            .add_filter("All files", &["*"]);
        let dialog = match frame {
            Some(frame) => dialog.set_parent(frame),
            None => dialog,
        };
        if many {
            let picked = dialog.pick_files();
            self.wait(async { picked.await.unwrap_or_default() }, Command::PickedTexts);
        } else {
            let picked = dialog.pick_file();
            self.wait(async { picked.await.into_iter().collect() }, Command::PickedTexts);
        }
    }

    /// Asks where to save, for a purpose; `kind` names the files and their ending.
    fn pick_save(
        &self,
        title: &str,
        name: &str,
        kind: (&str, &str),
        purpose: Purpose,
        frame: Option<&eframe::Frame>,
    ) {
        let dialog =
            AsyncFileDialog::new().set_title(title).set_file_name(name).add_filter(kind.0, &[kind.1]);
        let dialog = match frame {
            Some(frame) => dialog.set_parent(frame),
            None => dialog,
        };
        let picked = dialog.save_file();
        self.wait(async { picked.await.into_iter().collect() }, move |paths| {
            Command::Picked(purpose, paths.into_iter().next())
        });
    }

    /// Waits for a dialog on a thread of its own and delivers what was chosen.
    fn wait(
        &self,
        dialog: impl Future<Output = Vec<rfd::FileHandle>> + Send + 'static,
        picked: impl FnOnce(Vec<PathBuf>) -> Command + Send + 'static,
    ) {
        let (send, ctx) = (self.send.clone(), self.ctx.clone());
        let asked_thread = spawn("dialog", move || {
            let asked = std::time::Instant::now();
            let files = pollster::block_on(dialog);
            let paths: Vec<PathBuf> = files.iter().map(|file| file.path().to_owned()).collect();
            if paths.is_empty() && asked.elapsed() < std::time::Duration::from_millis(300) {
                // No person cancels that fast: there was no dialog.
                let text = "The system's file dialog did not open. Install zenity or a desktop portal, \
                            or drop the file on the window; in a terminal, `visavis FILE` opens it";
                deliver(&send, &ctx, Command::Trouble(text.to_owned()));
            }
            deliver(&send, &ctx, picked(paths));
        });
        if asked_thread.is_none() {
            deliver(&self.send, &self.ctx, Command::Picked(Purpose::OpenDossier, None));
        }
    }
}

impl Drop for Runner {
    /// Waits for what is still to be written, such as the list of recent files.
    fn drop(&mut self) {
        self.disk = None;
        if let Some(thread) = self.thread.take() {
            // A job that panicked has told so itself; there is nothing to wait for any more.
            let _ = thread.join();
        }
    }
}

/// Works out suggestions one job after the other. While changes follow each other, only the last one is
/// of use; where the texts are long, it waits until the reviewer pauses.
fn think(jobs: &Receiver<Thinking>, send: &Sender<Command>, ctx: &Context) {
    let mut next = jobs.recv().ok();
    while let Some(work) = next.take() {
        let Thinking::Suggest(job) = work else {
            // Throwing it away is all that was asked for.
            drop(work);
            next = jobs.recv().ok();
            continue;
        };
        let pause = if job.is_long() { PAUSE } else { Duration::ZERO };
        next = match jobs.recv_timeout(pause) {
            Ok(Thinking::Discard(old)) => {
                drop(old);
                Some(Thinking::Suggest(job))
            }
            Ok(newer @ Thinking::Suggest(_)) => Some(newer),
            Err(RecvTimeoutError::Timeout) => {
                let number = job.number;
                deliver(send, ctx, Command::SuggestionsFound(number, Box::new(job.run())));
                jobs.recv().ok()
            }
            Err(RecvTimeoutError::Disconnected) => None,
        };
    }
}

/// Reads an earlier state of a file; the error is a sentence for people.
fn read_state(home: &std::path::Path, path: &std::path::Path, kept: &Kept) -> Result<Box<Opened>, String> {
    let bytes = Backups::new(home).read(path, kept).map_err(|error| error.to_string())?;
    let loaded = store::parse(&bytes, "the earlier state").map_err(|error| error.to_string())?;
    let file = FileState { path: path.to_owned(), hash: kept.hash, read_only: None };
    Ok(Box::new(Opened { loaded, file }))
}

/// Writes an export, and says how many bytes; the error is a sentence for people.
fn write_export(job: &ExportJob, bytes: &[u8]) -> Result<usize, String> {
    let expect = if job.replace { Expectation::Anything } else { Expectation::New };
    store::save_bytes(&job.path, bytes, expect, Backup::Drop, Privacy::Document)
        .map(|_| bytes.len())
        .map_err(|error| error.to_string())
}

/// Reads a file with a text; the error is a sentence for people.
fn read_file(reader: &Reader, path: &std::path::Path, encoding: Option<Encoding>) -> Result<Draft, String> {
    let bytes =
        store::read_bounded(path, import::MAX_FILE_BYTES as u64).map_err(|error| error.to_string())?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let source = Source { bytes: &bytes, name: &name, encoding, kind: None };
    reader.read(&source).map_err(|error| format!("«{name}»: {error}"))
}

/// Reads what lies on the clipboard: a piece of a web page where there is one, else this text.
fn read_clipboard(reader: &Reader, text: &str) -> Result<Draft, String> {
    let html = arboard::Clipboard::new().and_then(|mut clipboard| clipboard.get().html()).ok();
    let page = html.filter(|html| !html.trim().is_empty()).and_then(|html| {
        let source = Source { bytes: html.as_bytes(), kind: Some(Format::Html), ..Source::default() };
        reader.read(&source).ok()
    });
    // Some programs put a page beside the text that holds less than the text.
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let whole = page.filter(|draft| {
        let all: usize = draft.blocks.iter().map(|block| letters(&block.text)).sum();
        all * 10 >= letters(text) * 9
    });
    match whole {
        Some(draft) => Ok(draft),
        None => {
            let source = Source { bytes: text.as_bytes(), kind: Some(Format::Plain), ..Source::default() };
            reader.read(&source).map_err(|error| format!("The text of the clipboard: {error}"))
        }
    }
}

pub(super) fn deliver(send: &Sender<Command>, ctx: &Context, command: Command) {
    // The window may be gone; then nobody waits for the outcome.
    if send.send(command).is_ok() {
        ctx.request_repaint();
    }
}

pub(super) fn spawn(name: &str, job: impl FnOnce() + Send + 'static) -> Option<std::thread::JoinHandle<()>> {
    // Without a thread, its channel is closed at once, and whoever sends to it hears of that.
    std::thread::Builder::new().name(name.to_owned()).spawn(job).ok()
}
