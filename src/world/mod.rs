//! The world outside: the clock, the environment and the file system, behind one trait.
//!
//! Comes in: paths and names. Goes out: bytes, entries sorted by name, and [`WorldError`]s that say what was tried.
//! Never happens: a file is changed in place, a listing depends on the file system's order, another module of the
//! pipeline reads the clock, the environment or a file by itself. (`postgres` and `ledger` keep files of their own;
//! what they need from the environment is handed to them.)
//!
//! [`RealWorld`] is the machine; [`MemoryWorld`] is a small one for tests, which can also break off at a chosen write.

mod digest;
mod memory;
mod real;

use std::any::Any;
use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

pub use digest::sha256_hex;
pub use memory::MemoryWorld;
pub use real::RealWorld;

/// All that the pipeline may ask of the machine.
pub trait World: Send + Sync {
    /// Seconds since 1970-01-01 00:00:00 UTC. SOURCE_DATE_EPOCH is the caller's to read, with [`World::variable`].
    fn now(&self) -> i64;

    /// Time since some fixed moment of this process, for durations that a person is shown. Never part of a result.
    fn elapsed(&self) -> Duration;

    /// An environment variable. Absent, empty and not UTF-8 are all `None`: to every setting that we read, they mean the same.
    fn variable(&self, name: &str) -> Option<String>;

    fn current_directory(&self) -> Result<PathBuf, WorldError>;

    fn read(&self, path: &Path) -> Result<Vec<u8>, WorldError>;

    /// A file that is read piece by piece, because it may be larger than memory.
    fn open(&self, path: &Path) -> Result<Box<dyn io::Read + Send + '_>, WorldError>;

    /// The entries of a directory, sorted by name, byte by byte.
    fn list(&self, directory: &Path) -> Result<Vec<Entry>, WorldError>;

    fn exists(&self, path: &Path) -> bool;

    fn is_directory(&self, path: &Path) -> bool;

    /// Of what is neither a file nor a directory nor nothing, what it is instead, links followed: to read a pipe may take for ever.
    fn oddity(&self, path: &Path) -> Option<&'static str>;

    /// Whether both paths lead to one standing directory, links followed. (Where that is on this machine is nobody's business.)
    fn is_same_directory(&self, one: &Path, other: &Path) -> bool;

    /// Creates the directory and those above it; one that stands is fine.
    fn create_directories(&self, directory: &Path) -> Result<(), WorldError>;

    /// Writes a file that does not stand yet, and waits until its contents are on the disk.
    fn write_new(&self, path: &Path, contents: &[u8]) -> Result<(), WorldError>;

    /// Begins a file that does not stand yet.
    fn begin_file(&self, path: &Path) -> Result<Box<dyn NewFile + '_>, WorldError>;

    /// Gives a file another name in one step. A file that has that name already is replaced.
    fn rename(&self, from: &Path, to: &Path) -> Result<(), WorldError>;

    /// Gives a file another name, unless something has that name already. The file may have both names for a moment, never
    /// none.
    fn rename_new(&self, from: &Path, to: &Path) -> Result<(), WorldError>;

    fn remove_file(&self, path: &Path) -> Result<(), WorldError>;

    /// Removes a directory that is empty.
    fn remove_directory(&self, directory: &Path) -> Result<(), WorldError>;

    /// Holds this lock file, created where absent, against every other process; waits this long for it. The cause is
    /// [`io::ErrorKind::WouldBlock`] when another one still holds it. A process that dies lets go.
    fn lock(&self, path: &Path, patience: Duration) -> Result<Lock, WorldError>;

    /// Waits until the names in this directory are on the disk: what makes a creation, rename or removal last.
    fn sync_directory(&self, directory: &Path) -> Result<(), WorldError>;

    /// A file that must be UTF-8.
    fn read_text(&self, path: &Path) -> Result<String, WorldError> {
        String::from_utf8(self.read(path)?).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            let cause = io::Error::new(io::ErrorKind::InvalidData, format!("byte {at} is not UTF-8"));
            WorldError::new("read as text", path, cause)
        })
    }

    /// Writes a file so that at any moment, a kill and a power cut included, either none or all of it stands under `path`.
    fn write_whole(&self, path: &Path, contents: &[u8]) -> Result<(), WorldError> {
        let temporary = temporary_name(path);
        if self.exists(&temporary) {
            self.remove_file(&temporary)?;
        }
        self.write_new(&temporary, contents)?;
        self.rename(&temporary, path)?;
        self.sync_directory(path.parent().unwrap_or(Path::new("")))
    }

    /// [`World::write_whole`] of a file that stands: where a link leads, and with the permissions that the file has.
    fn rewrite(&self, path: &Path, contents: &[u8]) -> Result<(), WorldError> {
        self.write_whole(path, contents)
    }
}

/// A file that is written piece by piece.
pub trait NewFile: io::Write + Send {
    /// Waits until all that was written is on the disk.
    fn sync(&mut self) -> io::Result<()>;
}

/// A file that has its name only when it is complete. Dropped before, it is gone.
pub struct Unfinished<'world> {
    world: &'world dyn World,
    path: PathBuf,
    file: Option<Box<dyn NewFile + 'world>>,
}

impl<'world> Unfinished<'world> {
    pub fn begin(world: &'world dyn World, path: &Path) -> Result<Unfinished<'world>, WorldError> {
        let temporary = temporary_name(path);
        if world.exists(&temporary) {
            world.remove_file(&temporary)?;
        }
        let file = world.begin_file(&temporary)?;
        Ok(Unfinished { world, path: path.to_path_buf(), file: Some(file) })
    }

    pub fn write(&mut self, bytes: &[u8]) -> Result<(), WorldError> {
        let written = self.file.as_mut().map_or(Ok(()), |file| file.write_all(bytes));
        written.map_err(|cause| WorldError::new("write", &self.path, cause))
    }

    /// Gives the file its name, unless something has it by now.
    pub fn finish(mut self) -> Result<(), WorldError> {
        if let Some(mut file) = self.file.take() {
            let renamed = file
                .sync()
                .map_err(|cause| WorldError::new("write", &self.path, cause))
                .and_then(|()| self.world.rename_new(&temporary_name(&self.path), &self.path));
            if renamed.is_err() {
                let _ = self.world.remove_file(&temporary_name(&self.path));
            }
            renamed?;
        }
        self.world.sync_directory(self.path.parent().unwrap_or(Path::new("")))
    }
}

impl Drop for Unfinished<'_> {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            let _ = self.world.remove_file(&temporary_name(&self.path));
        }
    }
}

/// What [`World::write_whole`] calls a file until it is complete: `.NAME.groundplan-unfinished`, in the same directory
/// (a rename across file systems would be a copy). No migration runner reads such a name.
pub fn temporary_name(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    path.with_file_name(format!(".{name}{TEMPORARY_SUFFIX}"))
}

/// How every name from [`temporary_name`] ends.
pub const TEMPORARY_SUFFIX: &str = ".groundplan-unfinished";

/// A lock that is held until this is dropped.
pub struct Lock {
    _held: Box<dyn Any + Send + Sync>,
}

/// One thing in a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The directory's path and the name.
    pub path: PathBuf,
    /// For people and patterns; characters that are not UTF-8 are replaced.
    pub name: String,
    /// A link to a directory counts as one.
    pub is_directory: bool,
}

/// What was tried, on which path, and why it did not work.
#[derive(Debug)]
pub struct WorldError {
    /// As in "cannot … PATH": `read`, `create the directory`.
    pub tried: &'static str,
    pub path: PathBuf,
    pub cause: io::Error,
}

impl WorldError {
    pub fn new(tried: &'static str, path: &Path, cause: io::Error) -> WorldError {
        WorldError { tried, path: path.to_path_buf(), cause }
    }
}

impl fmt::Display for WorldError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "cannot {} {}: {}", self.tried, self.path.display(), plain_cause(&self.cause))
    }
}

impl Error for WorldError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.cause)
    }
}

/// The system's words without the "(os error 2)" that std adds.
fn plain_cause(cause: &io::Error) -> String {
    let text = cause.to_string();
    match text.split_once(" (os error ") {
        Some((words, _)) => words.to_string(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_what_was_tried_where_and_why_and_keeps_its_cause() {
        let error = RealWorld.read(Path::new("/nowhere/at/all.schema")).expect_err("no such file");
        assert_eq!(error.to_string(), "cannot read /nowhere/at/all.schema: No such file or directory");
        let cause = error.source().and_then(|cause| cause.downcast_ref::<io::Error>()).expect("an io::Error");
        assert_eq!(cause.kind(), io::ErrorKind::NotFound);
    }

    /// Whatever one world does, the other must do too: the pipeline's tests run in memory.
    fn behaves_like_a_file_system(world: &dyn World, root: &Path) {
        let folder = root.join("a/b");
        assert!(!world.exists(&folder));
        world.create_directories(&folder).expect("create");
        world.create_directories(&folder).expect("creating twice is fine");
        assert!(world.is_directory(&folder) && world.is_directory(&root.join("a")));

        assert!(world.is_same_directory(&folder, &root.join("a/../a/./b")));
        assert!(!world.is_same_directory(&folder, root) && !world.is_same_directory(&root.join("no"), &root.join("no")));

        let file = folder.join("z.sql");
        world.write_whole(&file, b"one").expect("write");
        world.write_whole(&file, b"two").expect("replace");
        world.write_new(&folder.join("M.sql"), "é".as_bytes()).expect("write new");
        world.create_directories(&folder.join("c")).expect("create");
        let names: Vec<_> = world.list(&folder).expect("list").into_iter().map(|entry| (entry.name, entry.is_directory)).collect();
        assert_eq!(names, [("M.sql".into(), false), ("c".into(), true), ("z.sql".into(), false)]);
        assert_eq!(world.read_text(&file).expect("read"), "two");
        let mut pieces = String::new();
        world.open(&file).expect("open").read_to_string(&mut pieces).expect("read");
        assert_eq!(pieces, "two");
        assert!(world.open(&folder.join("missing")).is_err());

        let mut grown = Unfinished::begin(world, &folder.join("grown")).expect("begin");
        grown.write(b"a").and_then(|()| grown.write(b"b")).expect("write");
        assert!(!world.exists(&folder.join("grown")), "not before it is complete");
        grown.finish().expect("finish");
        assert_eq!(world.read_text(&folder.join("grown")).expect("read"), "ab");
        world.remove_file(&folder.join("grown")).expect("remove");
        let mut given_up = Unfinished::begin(world, &folder.join("given_up")).expect("begin");
        given_up.write(b"a").expect("write");
        drop(given_up);
        assert!(world.list(&folder).expect("list").iter().all(|entry| !entry.name.contains("given_up")), "nothing is left of it");

        let again = world.write_new(&file, b"three").expect_err("it stands already");
        assert_eq!(again.cause.kind(), io::ErrorKind::AlreadyExists);
        let orphan = world.write_new(&root.join("missing/x"), b"").expect_err("no such directory");
        assert_eq!(orphan.cause.kind(), io::ErrorKind::NotFound);
        let below_a_file = world.create_directories(&file.join("d")).expect_err("a file is no directory");
        assert_eq!(below_a_file.cause.kind(), io::ErrorKind::NotADirectory);

        let taken = world.rename_new(&file, &folder.join("M.sql")).expect_err("the name is taken");
        assert_eq!(taken.cause.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(world.read_text(&folder.join("M.sql")).expect("read"), "é");
        world.rename_new(&file, &folder.join("x.sql")).expect("rename to a free name");
        assert!(!world.exists(&file) && world.exists(&folder.join("x.sql")));
        world.rename_new(&folder.join("x.sql"), &file).expect("and back");

        world.remove_directory(&folder.join("c")).expect("an empty directory");
        let full = world.remove_directory(&folder).expect_err("a full directory stays");
        assert_eq!(full.cause.kind(), io::ErrorKind::DirectoryNotEmpty);

        let lock = world.lock(&folder.join("lock"), Duration::ZERO).expect("a free lock");
        let held = world.lock(&folder.join("lock"), Duration::from_millis(30)).err().expect("a held lock");
        assert_eq!(held.cause.kind(), io::ErrorKind::WouldBlock);
        drop(lock);
        world.lock(&folder.join("lock"), Duration::ZERO).map(drop).expect("free again");
        assert!(world.elapsed() <= world.elapsed());

        world.rename(&file, &folder.join("y.sql")).expect("rename");
        assert!(!world.exists(&file));
        world.remove_file(&folder.join("y.sql")).expect("remove");
        let gone = world.remove_file(&folder.join("y.sql")).expect_err("gone already");
        assert_eq!(gone.cause.kind(), io::ErrorKind::NotFound);
        assert!(world.list(&root.join("missing")).is_err() && world.sync_directory(&root.join("missing")).is_err());

        world.write_new(&folder.join("latin1"), b"caf\xe9").expect("write");
        let not_text = world.read_text(&folder.join("latin1")).expect_err("not UTF-8");
        assert!(not_text.to_string().ends_with("latin1: byte 3 is not UTF-8"), "{not_text}");
    }

    #[test]
    fn both_worlds_behave_alike() {
        let folder = tempfile::tempdir().expect("a temporary directory");
        behaves_like_a_file_system(&RealWorld, folder.path());
        behaves_like_a_file_system(&MemoryWorld::new(), Path::new("/project"));
    }
}
