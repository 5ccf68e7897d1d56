//! The few operations on the disk that saving is made of, so that tests can make each one fail.
//!
//! The only place of the program that creates, renames or removes files.
//! Must not know: in which order a save uses them, or what the files hold.

use std::fs::{self, File, Metadata, Permissions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// Operations on the disk.
pub(super) trait Fs {
    /// What stands at the path itself, links not followed.
    fn look(&self, path: &Path) -> io::Result<Metadata>;
    /// Where a link leads.
    fn read_link(&self, path: &Path) -> io::Result<PathBuf>;
    /// At most `limit` bytes of the file.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;
    /// The file piece by piece, at most `limit` bytes of it.
    fn read_through(&self, path: &Path, limit: u64, each: &mut dyn FnMut(&[u8])) -> io::Result<()>;
    /// Gives the file at `from` a second name, an error where there is something of that name.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// A new file, an error where there is one; `private` keeps others from reading it.
    fn create(&self, path: &Path, private: bool) -> io::Result<File>;
    /// Writes all bytes.
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()>;
    /// Gives the file the permissions of another one.
    fn set_permissions(&self, file: &File, permissions: Permissions) -> io::Result<()>;
    /// Waits until the file is on the disk.
    fn sync(&self, file: &File) -> io::Result<()>;
    /// Puts the file in the place of another one.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Waits until the folder's list of names is on the disk.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
    /// Removes a file that this program made.
    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// Bytes that are read at once where a file is read piece by piece: few enough to stay in the
/// processor's cache.
const PIECE: usize = 256 << 10;

/// The real disk.
pub(super) struct RealFs;

impl Fs for RealFs {
    fn look(&self, path: &Path) -> io::Result<Metadata> {
        fs::symlink_metadata(path)
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

    fn set_permissions(&self, file: &File, permissions: Permissions) -> io::Result<()> {
        file.set_permissions(permissions)
    }

    fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    #[expect(clippy::disallowed_methods, reason = "this is where files take the place of others")]
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut wait = std::time::Duration::from_millis(10);
        loop {
            match fs::rename(from, to) {
                // Virus scanners and indexers hold a fresh file for a moment.
                Err(error) if cfg!(windows) && held(&error) && wait.as_millis() < 500 => {
                    std::thread::sleep(wait);
                    wait *= 2;
                }
                result => return result,
            }
        }
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        // Windows has no such thing; a rename is durable there when the system says so.
        if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
    }

    #[expect(clippy::disallowed_methods, reason = "this is where files are removed")]
    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }
}

/// Windows: access denied, sharing violation, a mapped section is open.
fn held(error: &io::Error) -> bool {
    matches!(error.raw_os_error(), Some(5 | 32 | 1224))
}

/// Makes a folder with all above it; the folder itself is for its owner alone.
#[expect(clippy::disallowed_methods, reason = "this is where folders are made")]
pub(super) fn make_private_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(folder, Permissions::from_mode(0o700))?;
    }
    Ok(())
}
