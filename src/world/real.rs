//! The machine itself.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::{Entry, World, WorldError};

/// The machine's clock, environment and files.
#[derive(Debug, Clone, Copy, Default)]
pub struct RealWorld;

impl World for RealWorld {
    fn now(&self) -> i64 {
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
            // A clock before 1970 is a wrong clock; zero is as good a reading of it as any.
            Err(_) => 0,
        }
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

    fn rename(&self, from: &Path, to: &Path) -> Result<(), WorldError> {
        fs::rename(from, to).map_err(|cause| WorldError::new("rename a new file to", to, cause))
    }

    fn remove_file(&self, path: &Path) -> Result<(), WorldError> {
        fs::remove_file(path).map_err(|cause| WorldError::new("remove", path, cause))
    }

    fn sync_directory(&self, directory: &Path) -> Result<(), WorldError> {
        let sync = || File::open(or_here(directory))?.sync_all();
        sync().map_err(|cause| WorldError::new("sync the directory", directory, cause))
    }
}

/// The parent of `name.sql` is the empty path, which the system does not know.
fn or_here(directory: &Path) -> &Path {
    if directory.as_os_str().is_empty() { Path::new(".") } else { directory }
}
