//! Running the effects: native dialogs, disk and clipboard, on threads of their own.
//!
//! Nothing here blocks a frame. Outcomes come back as commands through a channel.
//! Must not know: what is done with an outcome.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};

use egui::Context;
use rfd::AsyncFileDialog;

use crate::app::{Command, Effect, Purpose, SaveJob};
use crate::import::plain;
use crate::store;

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
}

impl Runner {
    /// A runner that wakes this window when something is done.
    pub(super) fn new(ctx: Context, settings_folder: Option<PathBuf>) -> Self {
        let (send, receive) = channel();
        let (disk, jobs) = channel::<Job>();
        let thread = spawn("disk", move || jobs.into_iter().for_each(|job| job()));
        let (search, jobs) = channel::<Job>();
        spawn("search", move || jobs.into_iter().for_each(|job| job()));
        Self { ctx, send, receive, disk: Some(disk), search, thread, settings_folder }
    }

    /// What has come back since the last call.
    pub(super) fn outcomes(&self) -> Vec<Command> {
        self.receive.try_iter().collect()
    }

    /// Carries out an effect.
    pub(super) fn run(&self, effect: Effect, frame: Option<&eframe::Frame>) {
        match effect {
            Effect::PickFile(purpose) => self.pick(purpose, frame),
            Effect::PickSave(name) => self.pick_save(&name, frame),
            Effect::Open(path) => self.work(move || {
                let result = store::open_file(&path).map(Box::new);
                Some(Command::Opened(path, result))
            }),
            Effect::Save(job) => self.work(move || {
                let SaveJob { dossier, path, expect, mark } = *job;
                Some(Command::Saved { mark, result: store::save_as(&dossier, &path, expect) })
            }),
            Effect::ReadText(path) => self.work(move || {
                let result = store::read_bounded(&path, plain::MAX_BYTES as u64)
                    .map_err(|error| error.to_string())
                    .and_then(|bytes| {
                        let name = path.file_name().unwrap_or_default().to_string_lossy();
                        plain::read(&bytes).map_err(|error| format!("«{name}»: {error}"))
                    });
                Some(Command::TextRead(path, result))
            }),
            Effect::SaveSettings(settings) => {
                let Some(folder) = self.settings_folder.clone() else { return };
                self.work(move || {
                    let error = store::save_settings(&folder, &settings).err()?;
                    Some(Command::Trouble(format!("The settings were not saved: {error}")))
                });
            }
            Effect::Find(job) => {
                let (send, ctx, number) = (self.send.clone(), self.ctx.clone(), job.number);
                let job = Box::new(move || deliver(&send, &ctx, Command::Found(number, job.run())));
                if self.search.send(job).is_err() {
                    let text = "The search does not work any more. Save, and start again".to_owned();
                    deliver(&self.send, &self.ctx, Command::Trouble(text));
                }
            }
            Effect::Copy(text) => self.ctx.copy_text(text),
            Effect::Quit => self.ctx.send_viewport_cmd(egui::ViewportCommand::Close),
        }
    }

    /// Does a job on the disk's thread and delivers what it has to say.
    fn work(&self, job: impl FnOnce() -> Option<Command> + Send + 'static) {
        let (send, ctx) = (self.send.clone(), self.ctx.clone());
        let job = Box::new(move || {
            if let Some(outcome) = job() {
                deliver(&send, &ctx, outcome);
            }
        });
        let sent = self.disk.as_ref().is_some_and(|disk| disk.send(job).is_ok());
        if !sent {
            let text = "Files can't be read or written any more. Copy what matters and start again";
            deliver(&self.send, &self.ctx, Command::Trouble(text.to_owned()));
        }
    }

    /// The dialog is made on the window's thread, which some systems want, and waited for on
    /// another.
    fn pick(&self, purpose: Purpose, frame: Option<&eframe::Frame>) {
        let dialog = match purpose {
            Purpose::ReadText => AsyncFileDialog::new()
                .set_title("Open a text")
                .add_filter("Text", &["txt", "md", "markdown", "TXT", "MD"])
                .add_filter("All files", &["*"]),
            Purpose::OpenDossier | Purpose::SaveDossier => AsyncFileDialog::new()
                .set_title("Open a dossier")
                .add_filter("Dossier", &["json", "JSON"])
                .add_filter("All files", &["*"]),
        };
        let dialog = match frame {
            Some(frame) => dialog.set_parent(frame),
            None => dialog,
        };
        self.wait(purpose, dialog.pick_file());
    }

    fn pick_save(&self, name: &str, frame: Option<&eframe::Frame>) {
        let dialog = AsyncFileDialog::new()
            .set_title("Save the dossier")
            .set_file_name(name)
            .add_filter("Dossier", &["json"]);
        let dialog = match frame {
            Some(frame) => dialog.set_parent(frame),
            None => dialog,
        };
        self.wait(Purpose::SaveDossier, dialog.save_file());
    }

    fn wait(&self, purpose: Purpose, dialog: impl Future<Output = Option<rfd::FileHandle>> + Send + 'static) {
        let (send, ctx) = (self.send.clone(), self.ctx.clone());
        let asked_thread = spawn("dialog", move || {
            let asked = std::time::Instant::now();
            let picked: Option<PathBuf> = pollster::block_on(dialog).map(|file| file.path().to_owned());
            if picked.is_none() && asked.elapsed() < std::time::Duration::from_millis(300) {
                // No person cancels that fast: there was no dialog.
                let text = "The system's file dialog did not open. Install zenity or a desktop portal, \
                            or drop the file on the window; in a terminal, `visavis FILE` opens it";
                deliver(&send, &ctx, Command::Trouble(text.to_owned()));
            }
            deliver(&send, &ctx, Command::Picked(purpose, picked));
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

fn deliver(send: &Sender<Command>, ctx: &Context, command: Command) {
    // The window may be gone; then nobody waits for the outcome.
    if send.send(command).is_ok() {
        ctx.request_repaint();
    }
}

fn spawn(name: &str, job: impl FnOnce() + Send + 'static) -> Option<std::thread::JoinHandle<()>> {
    // Without a thread, its channel is closed at once, and whoever sends to it hears of that.
    std::thread::Builder::new().name(name.to_owned()).spawn(job).ok()
}
