//! Why a file was not saved, in words for the reviewer.
//!
//! Must not know: how saving works, or what the window does with the message.

use std::io;
use std::path::{Path, PathBuf};

/// Why a file was not saved. What was on the disk before is still there, unless a variant says
/// otherwise; what was to be saved is still in memory.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The file is not the one that was opened.
    #[error("«{}» was changed by somebody else since you opened it, so it was not overwritten. {KEPT} Save under another name, or open theirs and compare", name(.path))]
    ChangedOnDisk {
        /// The file.
        path: PathBuf,
    },
    /// The file is no longer there.
    #[error("«{}» is no longer where you opened it: it was moved or deleted. {KEPT} Save it there again, or under another name", name(.path))]
    Vanished {
        /// The file.
        path: PathBuf,
    },
    /// There is a file already where a new one was to be.
    #[error("there is a file «{}» already, and it was not overwritten. Choose another name, or confirm that it may be replaced", name(.path))]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The path names something that is not a file.
    #[error("«{}» is {what}, not a file, so nothing was saved there. {KEPT} Choose another name", name(.path))]
    NotAFile {
        /// The path.
        path: PathBuf,
        /// What it is, such as "a folder".
        what: &'static str,
    },
    /// Links that lead to each other.
    #[error("«{}» is a link that leads round in a circle, so nothing was saved there. {KEPT} Choose another name", name(.path))]
    LinkLoop {
        /// The path.
        path: PathBuf,
    },
    /// The file may not be written.
    #[error("«{}» is marked as read-only, so it was not overwritten. {KEPT} Save under another name, or lift the mark", name(.path))]
    ReadOnlyFile {
        /// The file.
        path: PathBuf,
    },
    /// The folder is not there.
    #[error("the folder of «{}» is not there (any more). {KEPT} Save in another folder, or connect the drive again", name(.path))]
    NoFolder {
        /// The file.
        path: PathBuf,
    },
    /// The disk refused.
    #[error("«{}» was not saved: {} while {step}. The file on the disk is as it was. {KEPT} {}", name(.path), cause(.source), remedy(.source))]
    Disk {
        /// The file.
        path: PathBuf,
        /// What was being done, such as "writing".
        step: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// The previous content could not be kept beside the file.
    #[error("«{}» was not saved, because its backup could not be written: {}. The file on the disk is as it was. {KEPT} {}", name(.path), cause(.source), remedy(.source))]
    Backup {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The new file is in its place but the disk did not confirm that it would survive a power cut.
    #[error("«{}» was written, but the disk did not confirm it ({}). {KEPT} Save again under another name to be safe", name(.path), cause(.source))]
    NotConfirmed {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file on the disk does not hold what was written.
    #[error("«{}» was written, but reading it again gave something else: the disk or the network drive is not to be trusted. {KEPT} Save on another drive now", name(.path))]
    ReadBack {
        /// The file.
        path: PathBuf,
    },
    /// A dossier of a newer version may not be saved by this program.
    #[error("{reason}")]
    Newer {
        /// Why, with the versions.
        reason: String,
    },
    /// What would be written does not read back as the dossier: a mistake of the program.
    #[error(
        "nothing was saved, because what would be written does not read back as your dossier ({what}). This is a mistake of the program. The file on the disk is as it was. {KEPT} Please report it"
    )]
    Unfaithful {
        /// What would be lost.
        what: String,
    },
}

impl SaveError {
    /// Where somebody else's work stood in the way: the file, and whether it is gone altogether.
    ///
    /// The caller may ask the reviewer whether to write all the same.
    #[must_use]
    pub fn conflict(&self) -> Option<(&Path, bool)> {
        match self {
            Self::ChangedOnDisk { path } => Some((path, false)),
            Self::Vanished { path } => Some((path, true)),
            _ => None,
        }
    }

    /// The message without what it says of work that is still open: for calls from the shell,
    /// after which nothing is.
    #[must_use]
    pub fn for_shell(&self) -> String {
        self.to_string().replace(&format!(" {KEPT}"), "")
    }
}

const KEPT: &str = "Your work is still open here.";

/// The file's name for messages; all of the path where it has none.
pub(super) fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// What the system said, in words for people.
pub(super) fn cause(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::StorageFull => "the disk is full".to_owned(),
        Kind::QuotaExceeded => "your share of the disk is full".to_owned(),
        Kind::FileTooLarge => "the file is larger than may be written there".to_owned(),
        Kind::PermissionDenied => "you may not write there".to_owned(),
        Kind::ReadOnlyFilesystem => "the drive can only be read".to_owned(),
        Kind::NotFound => "the folder is not there any more".to_owned(),
        Kind::NetworkDown
        | Kind::NetworkUnreachable
        | Kind::HostUnreachable
        | Kind::StaleNetworkFileHandle
        | Kind::TimedOut => "the network drive can't be reached".to_owned(),
        Kind::InvalidFilename => "the drive does not take such a name".to_owned(),
        _ => format!("the system said «{error}»"),
    }
}

fn remedy(error: &io::Error) -> &'static str {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::StorageFull | Kind::QuotaExceeded => "Make room, or save on another drive",
        Kind::NetworkDown
        | Kind::NetworkUnreachable
        | Kind::HostUnreachable
        | Kind::StaleNetworkFileHandle
        | Kind::TimedOut => "Connect again, or save on this computer",
        Kind::InvalidFilename => "Choose another name",
        _ => "Save in another folder",
    }
}
