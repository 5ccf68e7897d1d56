//! The few operations on the disk that saving is made of, so that tests can make each one fail.
//!
//! The only place of the program that creates, renames or removes files.
//! Must not know: in which order a save uses them, or what the files hold.

#[cfg(test)]
pub(crate) mod memory;

use std::ffi::OsString;
use std::fs::{self, File, Metadata, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Operations on the disk.
pub(crate) trait Fs {
    /// A file that is being written.
    type File;
    /// What stands at the path itself, links not followed.
    fn look(&self, path: &Path) -> io::Result<Seen>;
    /// Where a link leads.
    fn read_link(&self, path: &Path) -> io::Result<PathBuf>;
    /// At most `limit` bytes of the file.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;
    /// The file piece by piece, at most `limit` bytes of it.
    fn read_through(&self, path: &Path, limit: u64, each: &mut dyn FnMut(&[u8])) -> io::Result<()>;
    /// Gives the file at `from` a second name, an error where there is something of that name.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// A new file, an error where there is one; `private` keeps others from reading it.
    fn create(&self, path: &Path, private: bool) -> io::Result<Self::File>;
    /// Writes all bytes after those written before.
    fn write(&self, file: &mut Self::File, bytes: &[u8]) -> io::Result<()>;
    /// Gives the file the rights of another one.
    fn set_rights(&self, file: &Self::File, rights: Rights) -> io::Result<()>;
    /// Waits until the file is on the disk.
    fn sync(&self, file: &Self::File) -> io::Result<()>;
    /// Puts the file or folder in the place of another one.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Waits until the folder's list of names is on the disk.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Removes a file that this program made.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// The names of all that is in a folder, in any order.
    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>>;
    /// Makes a folder with all above it, unless it is there; a new one is for its owner alone.
    fn make_folder(&self, folder: &Path) -> io::Result<()>;
    /// Removes an empty folder that this program made.
    fn remove_folder(&self, folder: &Path) -> io::Result<()>;
    /// Opens a file that is there to be locked, or makes it, and locks it for as long as it stays
    /// open; `None` where somebody else has locked it.
    fn lock(&self, path: &Path) -> io::Result<Option<Self::File>>;
}

/// What kind of thing stands at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    File,
    Folder,
    Link,
    Device,
}

/// Who may do what with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rights {
    /// Nobody may write.
    pub(crate) read_only: bool,
    /// The system's bits for owner, group and others; nothing outside Unix.
    pub(crate) mode: u32,
}

/// What the system says of something at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) kind: Kind,
    /// Its size in bytes.
    pub(crate) len: u64,
    /// When it was last written, where the system tells.
    pub(crate) modified: Option<SystemTime>,
    /// The numbers of the file and of its drive, where files have such.
    pub(crate) number: Option<(u64, u64)>,
    pub(crate) rights: Rights,
}

impl From<&Metadata> for Seen {
    fn from(metadata: &Metadata) -> Self {
        let of = metadata.file_type();
        let kind = if of.is_symlink() {
            Kind::Link
        } else if of.is_dir() {
            Kind::Folder
        } else if of.is_file() {
            Kind::File
        } else {
            Kind::Device
        };
        #[cfg(unix)]
        let (number, mode) = {
            use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
            (Some((metadata.ino(), metadata.dev())), metadata.permissions().mode())
        };
        #[cfg(not(unix))]
        let (number, mode) = (None, 0);
        let rights = Rights { read_only: metadata.permissions().readonly(), mode };
        Self { kind, len: metadata.len(), modified: metadata.modified().ok(), number, rights }
    }
}

/// Bytes that are read at once where a file is read piece by piece: few enough to stay in the
/// processor's cache.
const PIECE: usize = 256 << 10;

/// The real disk.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct RealFs;

impl Fs for RealFs {
    type File = File;

    fn look(&self, path: &Path) -> io::Result<Seen> {
        fs::symlink_metadata(path).map(|metadata| Seen::from(&metadata))
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        fs::read_link(path)
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let file = File::open(path)?;
        let size = file.metadata()?.len().min(limit);
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
        file.take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn read_through(&self, path: &Path, limit: u64, each: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        let mut file = File::open(path)?.take(limit);
        let mut piece = vec![0; PIECE];
        loop {
            match file.read(&mut piece) {
                Ok(0) => return Ok(()),
                Ok(count) => each(piece.get(..count).unwrap_or_default()),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    #[expect(clippy::disallowed_methods, reason = "this is where files are made")]
    fn create(&self, path: &Path, private: bool) -> io::Result<File> {
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            // The system takes its umask away from the second.
            options.mode(if private { 0o600 } else { 0o666 });
        }
        // Elsewhere a file gets the rights of its folder.
        #[cfg(not(unix))]
        let _ = private;
        options.open(path)
    }

    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)
    }

    fn set_rights(&self, file: &File, rights: Rights) -> io::Result<()> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            file.set_permissions(fs::Permissions::from_mode(rights.mode))
        }
        // Elsewhere there is only the mark as read-only, and what has it is never replaced.
        #[cfg(not(unix))]
        {
            let _ = (file, rights);
            Ok(())
        }
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    #[expect(clippy::disallowed_methods, reason = "this is where files take the place of others")]
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        when_free(|| fs::rename(from, to))
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        // Windows has no such thing; a rename is durable there when the system says so.
        if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
    }

    #[expect(clippy::disallowed_methods, reason = "this is where files are removed")]
    fn remove(&self, path: &Path) -> io::Result<()> {
        when_free(|| fs::remove_file(path))
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.file_name())).collect()
    }

    fn make_folder(&self, folder: &Path) -> io::Result<()> {
        make_private_folder(folder)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        when_free(|| fs::remove_dir(folder))
    }

    #[expect(clippy::disallowed_methods, reason = "this is where files are made")]
    fn lock(&self, path: &Path) -> io::Result<Option<File>> {
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        let file = options.open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

/// Does something with a file that, on Windows, virus scanners and indexers may hold for a moment
/// while it is fresh. Nothing else is ever tried twice.
fn when_free<T>(work: impl Fn() -> io::Result<T>) -> io::Result<T> {
    let mut wait = std::time::Duration::from_millis(10);
    loop {
        match work() {
            Err(error) if cfg!(windows) && held(&error) && wait.as_millis() < 500 => {
                std::thread::sleep(wait);
                wait *= 2;
            }
            result => return result,
        }
    }
}

/// Windows: access denied, sharing violation, a mapped section is open.
fn held(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(5 | 32 | 1224))
}

/// Makes private folders, each in the one before it, and brings new ones to the disk.
pub(super) fn make_folders(fs: &impl Fs, folders: &[&Path]) -> io::Result<()> {
    for folder in folders {
        if fs.look(folder).is_ok_and(|seen| seen.kind == Kind::Folder) {
            continue;
        }
        fs.make_folder(folder)?;
        if let Some(above) = folder.parent() {
            sync_names(fs, above)?;
        }
    }
    Ok(())
}

/// Waits until a folder's list of names is on the disk, where there is such a thing.
pub(super) fn sync_names(fs: &impl Fs, folder: &Path) -> io::Result<()> {
    use io::ErrorKind as Kind;
    match fs.sync_folder(folder) {
        // Some network drives know no such thing, and some folders may not be opened.
        Err(error)
            if matches!(error.kind(), Kind::Unsupported | Kind::InvalidInput | Kind::PermissionDenied) =>
        {
            Ok(())
        }
        result => result,
    }
}

/// Makes a folder with all above it; one that is new is for its owner alone. One that is there stays
/// as it is: somebody may have chosen it.
#[expect(clippy::disallowed_methods, reason = "this is where folders are made")]
pub(super) fn make_private_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(above) = folder.parent().filter(|above| !above.as_os_str().is_empty()) {
        fs::create_dir_all(above)?;
    }
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    match builder.recursive(false).create(folder) {
        // Another start of the program was quicker.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        made => made,
    }
}
