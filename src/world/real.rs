//! The machine itself.

#![expect(clippy::disallowed_methods, reason = "the one place where the clock, the environment and the file system are met")]

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::{Entry, Lock, NewFile, World, WorldError};

impl NewFile for File {
    fn sync(&mut self) -> io::Result<()> {
        self.sync_all()
    }
}

/// The machine's clock, environment and files.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealWorld;

impl RealWorld {
    /// Makes `directory` the current one, from which all other paths count. For `main`, before anything else is done.
    pub fn enter(&self, directory: &Path) -> Result<(), WorldError> {
        std::env::set_current_dir(directory).map_err(|cause| WorldError::new("enter", directory, cause))
    }
}

impl World for RealWorld {
    fn now(&self) -> i64 {
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
            // A clock before 1970 is a wrong clock; zero is as good a reading of it as any.
            Err(_) => 0,
        }
    }

    fn elapsed(&self) -> Duration {
        static START: OnceLock<Instant> = OnceLock::new();
        START.get_or_init(Instant::now).elapsed()
    }

    fn variable(&self, name: &str) -> Option<String> {
        std::env::var(name).ok().filter(|value| !value.is_empty())
    }

    fn current_directory(&self) -> Result<PathBuf, WorldError> {
        std::env::current_dir().map_err(|cause| WorldError::new("find the current directory", Path::new("."), cause))
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, WorldError> {
        fs::read(path).map_err(|cause| WorldError::new("read", path, cause))
    }

    fn open(&self, path: &Path) -> Result<Box<dyn io::Read + Send + '_>, WorldError> {
        let file = File::open(path).map_err(|cause| WorldError::new("read", path, cause))?;
        Ok(Box::new(file))
    }

    fn list(&self, directory: &Path) -> Result<Vec<Entry>, WorldError> {
        let failed = |cause| WorldError::new("list", directory, cause);
        let mut found = Vec::new();
        for entry in fs::read_dir(or_here(directory)).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name();
            let path = directory.join(&name);
            found.push((name, Entry { is_directory: path.is_dir(), path, name: String::new() }));
        }
        found.sort_by(|one, other| one.0.as_encoded_bytes().cmp(other.0.as_encoded_bytes()));
        Ok(found.into_iter().map(|(name, entry)| Entry { name: name.to_string_lossy().into_owned(), ..entry }).collect())
    }

    fn exists(&self, path: &Path) -> bool {
        path.exists()
    }

    fn is_directory(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn oddity(&self, path: &Path) -> Option<&'static str> {
        match fs::metadata(path) {
            Ok(found) => (!found.is_file() && !found.is_dir()).then_some("no regular file"),
            Err(cause) => (cause.kind() == std::io::ErrorKind::NotFound && path.is_symlink()).then_some("a link that leads to no file"),
        }
    }

    fn is_same_directory(&self, one: &Path, other: &Path) -> bool {
        let place = |path: &Path| fs::canonicalize(or_here(path)).ok().filter(|place| place.is_dir());
        place(one).is_some_and(|one| place(other) == Some(one))
    }

    fn create_directories(&self, directory: &Path) -> Result<(), WorldError> {
        fs::create_dir_all(directory).map_err(|cause| WorldError::new("create the directory", directory, cause))
    }

    fn write_new(&self, path: &Path, contents: &[u8]) -> Result<(), WorldError> {
        let write = || {
            let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
            file.write_all(contents)?;
            file.sync_all()
        };
        write().map_err(|cause| WorldError::new("write", path, cause))
    }

    fn begin_file(&self, path: &Path) -> Result<Box<dyn NewFile + '_>, WorldError> {
        let file = OpenOptions::new().write(true).create_new(true).open(path).map_err(|cause| WorldError::new("write", path, cause))?;
        Ok(Box::new(file))
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), WorldError> {
        fs::rename(from, to).map_err(|cause| WorldError::new("rename a new file to", to, cause))
    }

    fn rename_new(&self, from: &Path, to: &Path) -> Result<(), WorldError> {
        rename_new(from, to).map_err(|cause| WorldError::new("rename a new file to", to, cause))
    }

    fn remove_directory(&self, directory: &Path) -> Result<(), WorldError> {
        fs::remove_dir(directory).map_err(|cause| WorldError::new("remove the directory", directory, cause))
    }

    fn lock(&self, path: &Path, patience: Duration) -> Result<Lock, WorldError> {
        let failed = |cause| WorldError::new("lock", path, cause);
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(failed)?;
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Lock { _held: Box::new(file) }),
                Err(TryLockError::WouldBlock) if start.elapsed() < patience => thread::sleep(LOCK_PAUSE),
                Err(error) => return Err(failed(error.into())),
            }
        }
    }

    fn remove_file(&self, path: &Path) -> Result<(), WorldError> {
        fs::remove_file(path).map_err(|cause| WorldError::new("remove", path, cause))
    }

    fn rewrite(&self, path: &Path, contents: &[u8]) -> Result<(), WorldError> {
        let place = fs::canonicalize(path).map_err(|cause| WorldError::new("find", path, cause))?;
        let permissions = fs::metadata(&place).map_err(|cause| WorldError::new("read", path, cause))?.permissions();
        self.write_whole(&place, contents)?;
        fs::set_permissions(&place, permissions).map_err(|cause| WorldError::new("set the permissions of", path, cause))
    }

    fn sync_directory(&self, directory: &Path) -> Result<(), WorldError> {
        let sync = || File::open(or_here(directory))?.sync_all();
        sync().map_err(|cause| WorldError::new("sync the directory", directory, cause))
    }
}

/// How long to wait before a held lock is tried again.
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// A link is never made over a name that stands. (renameat2 would do it in one step, on Linux, and in unsafe code.)
fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from).inspect_err(|_| {
            // The file keeps the name that it had.
            let _ = fs::remove_file(to);
        }),
        // A file system without links, such as FAT.
        Err(error) if matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::PermissionDenied) => rename_after_a_look(from, to),
        Err(error) => Err(error),
    }
}

/// The best that is left: between the look and the rename, somebody could take the name.
fn rename_after_a_look(from: &Path, to: &Path) -> io::Result<()> {
    if fs::symlink_metadata(to).is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    fs::rename(from, to)
}

/// The parent of `name.sql` is the empty path, which the system does not know.
fn or_here(directory: &Path) -> &Path {
    if directory.as_os_str().is_empty() { Path::new(".") } else { directory }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_file_that_is_rewritten_stays_where_its_link_leads_and_keeps_its_permissions() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a temporary directory");
        let [file, link] = ["file", "link"].map(|name| folder.path().join(name));
        fs::write(&file, "1").expect("write");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o440)).expect("permissions");
        symlink("file", &link).expect("a link");
        RealWorld.rewrite(&link, b"2").expect("written");
        assert!(fs::symlink_metadata(&link).expect("stands").is_symlink());
        assert_eq!(fs::read_to_string(&file).expect("read"), "2");
        assert_eq!(fs::metadata(&file).expect("stands").permissions().mode() & 0o777, 0o440);
    }

    #[test]
    fn a_taken_name_is_not_overwritten_with_links_or_without() {
        for rename in [rename_new, rename_after_a_look] {
            let folder = tempfile::tempdir().expect("a temporary directory");
            let [one, two, three] = ["one", "two", "three"].map(|name| folder.path().join(name));
            fs::write(&one, "1").expect("write");
            fs::write(&two, "2").expect("write");
            assert_eq!(rename(&one, &two).expect_err("taken").kind(), ErrorKind::AlreadyExists);
            assert_eq!(fs::read_to_string(&two).expect("read"), "2");
            rename(&one, &three).expect("free");
            assert!(!one.exists() && fs::read_to_string(&three).expect("read") == "1");
        }
    }
}
