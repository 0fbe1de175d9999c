//! A world in memory, for tests: no disk, a clock that stands still, an environment of the test's choosing.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::{Entry, Lock, NewFile, World, WorldError};

/// Files and directories as values. Relative paths start at `/project`.
#[derive(Debug, Default)]
pub struct MemoryWorld {
    state: Mutex<State>,
    locks: Arc<Mutex<BTreeSet<PathBuf>>>,
}

/// Lets go of a lock when dropped.
struct HeldLock {
    path: PathBuf,
    locks: Arc<Mutex<BTreeSet<PathBuf>>>,
}

impl Drop for HeldLock {
    fn drop(&mut self) {
        self.locks.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.path);
    }
}

#[derive(Debug, Default)]
struct State {
    now: i64,
    variables: BTreeMap<String, String>,
    nodes: BTreeMap<PathBuf, Node>,
    /// How many changes are still carried out; `None`: all.
    changes_left: Option<usize>,
    /// The change in which the process died has been met: a write in it got half way.
    broken_off: bool,
}

#[derive(Debug, Clone)]
enum Node {
    Directory,
    File(Vec<u8>),
}

const HOME: &str = "/project";

impl MemoryWorld {
    /// An empty `/project`; the clock says 2026-01-02 03:04:05 UTC.
    pub fn new() -> MemoryWorld {
        let world = MemoryWorld::default();
        {
            let mut state = world.state();
            state.now = 1_767_323_045;
            state.nodes.insert(PathBuf::from("/"), Node::Directory);
            state.nodes.insert(PathBuf::from(HOME), Node::Directory);
        }
        world
    }

    /// With this file, and the directories above it.
    pub fn with_file(self, path: &str, contents: &str) -> MemoryWorld {
        let path = absolute(Path::new(path));
        {
            let mut state = self.state();
            for above in path.ancestors().skip(1) {
                state.nodes.entry(above.to_path_buf()).or_insert(Node::Directory);
            }
            state.nodes.insert(path, Node::File(contents.as_bytes().to_vec()));
        }
        self
    }

    /// With this file of any bytes.
    pub fn with_bytes(self, path: &str, contents: &[u8]) -> MemoryWorld {
        let world = self.with_file(path, "");
        world.state().nodes.insert(absolute(Path::new(path)), Node::File(contents.to_vec()));
        world
    }

    pub fn with_variable(self, name: &str, value: &str) -> MemoryWorld {
        self.state().variables.insert(name.to_string(), value.to_string());
        self
    }

    pub fn set_now(&self, now: i64) {
        self.state().now = now;
    }

    /// Lets this many more changes happen and fails every later one, as if the process were killed there:
    /// how a test sees what the next run finds. A write in which it dies leaves half a file. `None` lifts it, which is the next run.
    pub fn break_off_after(&self, changes: Option<usize>) {
        let mut state = self.state();
        state.changes_left = changes;
        state.broken_off = false;
    }

    /// Every directory, by path.
    pub fn directories(&self) -> Vec<String> {
        let state = self.state();
        let directories = state.nodes.iter().filter(|(_, node)| matches!(node, Node::Directory));
        directories.map(|(path, _)| path.display().to_string()).collect()
    }

    /// Every file with its contents as text, by path: what a test compares.
    pub fn files(&self) -> Vec<(String, String)> {
        let state = self.state();
        let files = state.nodes.iter().filter_map(|(path, node)| match node {
            Node::File(contents) => Some((path.display().to_string(), String::from_utf8_lossy(contents).into_owned())),
            Node::Directory => None,
        });
        files.collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn die_in_the_middle_of_writing(&self, path: &Path, contents: &[u8]) {
        let mut state = self.state();
        let path = absolute(path);
        if state.changes_left == Some(0) && !state.broken_off && !state.nodes.contains_key(&path) {
            let stands = path.parent().is_some_and(|parent| state.nodes.contains_key(parent));
            if stands {
                state.nodes.insert(path, Node::File(contents[..contents.len() / 2].to_vec()));
            }
        }
    }

    fn change(
        &self,
        tried: &'static str,
        path: &Path,
        change: impl FnOnce(&mut BTreeMap<PathBuf, Node>, PathBuf) -> io::Result<()>,
    ) -> Result<(), WorldError> {
        let mut state = self.state();
        match &mut state.changes_left {
            Some(0) => {
                state.broken_off = true;
                return Err(WorldError::new(tried, path, ErrorKind::Interrupted.into()));
            }
            Some(left) => *left -= 1,
            None => {}
        }
        change(&mut state.nodes, absolute(path)).map_err(|cause| WorldError::new(tried, path, cause))
    }
}

/// A file that more is written to.
struct GrowingFile<'world> {
    world: &'world MemoryWorld,
    path: PathBuf,
}

impl io::Write for GrowingFile<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.world.change("write", &self.path, |nodes, path| match nodes.get_mut(&path) {
            Some(Node::File(contents)) => {
                contents.extend_from_slice(bytes);
                Ok(())
            }
            _ => Err(ErrorKind::NotFound.into()),
        });
        written.map(|()| bytes.len()).map_err(|error| error.cause)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl NewFile for GrowingFile<'_> {
    fn sync(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl World for MemoryWorld {
    fn now(&self) -> i64 {
        self.state().now
    }

    /// Stands still.
    fn elapsed(&self) -> Duration {
        Duration::ZERO
    }

    fn variable(&self, name: &str) -> Option<String> {
        self.state().variables.get(name).filter(|value| !value.is_empty()).cloned()
    }

    fn current_directory(&self) -> Result<PathBuf, WorldError> {
        Ok(PathBuf::from(HOME))
    }

    fn read(&self, path: &Path) -> Result<Vec<u8>, WorldError> {
        let found = match self.state().nodes.get(&absolute(path)) {
            Some(Node::File(contents)) => Ok(contents.clone()),
            Some(Node::Directory) => Err(ErrorKind::IsADirectory),
            None => Err(ErrorKind::NotFound),
        };
        found.map_err(|kind| WorldError::new("read", path, kind.into()))
    }

    fn open(&self, path: &Path) -> Result<Box<dyn io::Read + Send + '_>, WorldError> {
        Ok(Box::new(io::Cursor::new(self.read(path)?)))
    }

    fn list(&self, directory: &Path) -> Result<Vec<Entry>, WorldError> {
        let state = self.state();
        let parent = absolute(directory);
        must_be_directory(&state.nodes, &parent).map_err(|cause| WorldError::new("list", directory, cause))?;
        let children = state.nodes.iter().filter(|(path, _)| path.parent() == Some(&parent));
        let mut entries: Vec<Entry> = children
            .map(|(path, node)| {
                let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                Entry { path: directory.join(&name), name, is_directory: matches!(node, Node::Directory) }
            })
            .collect();
        entries.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(entries)
    }

    fn exists(&self, path: &Path) -> bool {
        self.state().nodes.contains_key(&absolute(path))
    }

    fn is_directory(&self, path: &Path) -> bool {
        matches!(self.state().nodes.get(&absolute(path)), Some(Node::Directory))
    }

    fn oddity(&self, _: &Path) -> Option<&'static str> {
        None
    }

    fn is_same_directory(&self, one: &Path, other: &Path) -> bool {
        self.is_directory(one) && absolute(one) == absolute(other)
    }

    fn create_directories(&self, directory: &Path) -> Result<(), WorldError> {
        self.change("create the directory", directory, |nodes, path| {
            if path.ancestors().any(|above| matches!(nodes.get(above), Some(Node::File(_)))) {
                return Err(ErrorKind::NotADirectory.into());
            }
            for above in path.ancestors() {
                nodes.entry(above.to_path_buf()).or_insert(Node::Directory);
            }
            Ok(())
        })
    }

    fn write_new(&self, path: &Path, contents: &[u8]) -> Result<(), WorldError> {
        self.die_in_the_middle_of_writing(path, contents);
        self.change("write", path, |nodes, path| {
            must_be_directory(nodes, path.parent().unwrap_or(Path::new("/")))?;
            if nodes.contains_key(&path) {
                return Err(ErrorKind::AlreadyExists.into());
            }
            nodes.insert(path, Node::File(contents.to_vec()));
            Ok(())
        })
    }

    fn begin_file(&self, path: &Path) -> Result<Box<dyn NewFile + '_>, WorldError> {
        self.write_new(path, &[])?;
        Ok(Box::new(GrowingFile { world: self, path: path.to_path_buf() }))
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), WorldError> {
        self.change("rename a new file to", to, |nodes, to| {
            must_be_directory(nodes, to.parent().unwrap_or(Path::new("/")))?;
            if matches!(nodes.get(&to), Some(Node::Directory)) {
                return Err(ErrorKind::IsADirectory.into());
            }
            let from = absolute(from);
            match nodes.get(&from).cloned() {
                Some(file @ Node::File(_)) => {
                    nodes.remove(&from);
                    nodes.insert(to, file);
                    Ok(())
                }
                Some(Node::Directory) => Err(ErrorKind::Unsupported.into()),
                None => Err(ErrorKind::NotFound.into()),
            }
        })
    }

    /// Two changes, as on a disk: the second name, then the end of the first.
    fn rename_new(&self, from: &Path, to: &Path) -> Result<(), WorldError> {
        self.change("rename a new file to", to, |nodes, to| {
            must_be_directory(nodes, to.parent().unwrap_or(Path::new("/")))?;
            if nodes.contains_key(&to) {
                return Err(ErrorKind::AlreadyExists.into());
            }
            let file = nodes.get(&absolute(from)).cloned().ok_or(ErrorKind::NotFound)?;
            nodes.insert(to, file);
            Ok(())
        })?;
        self.remove_file(from)
    }

    fn remove_directory(&self, directory: &Path) -> Result<(), WorldError> {
        self.change("remove the directory", directory, |nodes, path| {
            must_be_directory(nodes, &path)?;
            if nodes.keys().any(|node| node.parent() == Some(&path)) {
                return Err(ErrorKind::DirectoryNotEmpty.into());
            }
            nodes.remove(&path);
            Ok(())
        })
    }

    fn lock(&self, path: &Path, _patience: Duration) -> Result<Lock, WorldError> {
        if !self.exists(path) {
            self.write_new(path, b"")?;
        }
        let path_held = absolute(path);
        if !self.locks.lock().unwrap_or_else(PoisonError::into_inner).insert(path_held.clone()) {
            return Err(WorldError::new("lock", path, ErrorKind::WouldBlock.into()));
        }
        Ok(Lock { _held: Box::new(HeldLock { path: path_held, locks: Arc::clone(&self.locks) }) })
    }

    fn remove_file(&self, path: &Path) -> Result<(), WorldError> {
        self.change("remove", path, |nodes, path| match nodes.get(&path) {
            Some(Node::File(_)) => {
                nodes.remove(&path);
                Ok(())
            }
            Some(Node::Directory) => Err(ErrorKind::IsADirectory.into()),
            None => Err(ErrorKind::NotFound.into()),
        })
    }

    fn sync_directory(&self, directory: &Path) -> Result<(), WorldError> {
        self.change("sync the directory", directory, |nodes, path| must_be_directory(nodes, &path))
    }
}

fn must_be_directory(nodes: &BTreeMap<PathBuf, Node>, path: &Path) -> io::Result<()> {
    match nodes.get(path) {
        Some(Node::Directory) => Ok(()),
        Some(Node::File(_)) => Err(ErrorKind::NotADirectory.into()),
        None => Err(ErrorKind::NotFound.into()),
    }
}

/// The path from the root, with `.` and `..` worked out.
fn absolute(path: &Path) -> PathBuf {
    let mut whole = PathBuf::from("/");
    for part in Path::new(HOME).join(path).components() {
        match part {
            Component::Normal(name) => whole.push(name),
            Component::ParentDir => {
                whole.pop();
            }
            Component::RootDir | Component::CurDir | Component::Prefix(_) => {}
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_write_that_is_broken_off_leaves_the_old_file_or_the_new_one() {
        for changes in 0..=3 {
            let world = MemoryWorld::new().with_file("seeds/a.sql", "old");
            world.break_off_after(Some(changes));
            let written = world.write_whole(Path::new("seeds/a.sql"), b"new");
            assert_eq!(written.is_ok(), changes == 3);
            world.break_off_after(None);
            let expected = if changes < 2 { "old" } else { "new" };
            assert_eq!(world.read_text(Path::new("seeds/a.sql")).expect("read"), expected, "after {changes} changes");
            world.write_whole(Path::new("seeds/a.sql"), b"next").expect("the next run is not in its own way");
            assert_eq!(world.files(), [("/project/seeds/a.sql".to_string(), "next".to_string())]);
        }
    }

    #[test]
    fn the_clock_and_the_environment_are_the_tests() {
        let world = MemoryWorld::new().with_variable("SOURCE_DATE_EPOCH", "7").with_variable("EMPTY", "");
        assert_eq!(world.variable("SOURCE_DATE_EPOCH").as_deref(), Some("7"));
        assert_eq!(world.variable("EMPTY"), None);
        assert_eq!(world.variable("HOME"), None);
        world.set_now(9);
        assert_eq!(world.now(), 9);
    }
}
