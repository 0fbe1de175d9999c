//! The journal: what a run is about to publish, written before it does.
//!
//! Paths inside the project are relative to it, so that the next run understands them where the project was moved or is
//! mounted elsewhere; others are absolute.
//!
//! A journal is followed, so whoever writes one could have files removed and named. One that names anything but SQL files, requirements and their records of this
//! project, each with its own temporary name, is therefore refused, and so is one that replaces anything but a record.

use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{PublishError, STATE_FOLDER};
use crate::world::{World, WorldError, sha256_hex, temporary_name};

/// All paths are absolute here, and relative where possible in the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    pub entries: Vec<Entry>,
    /// Which did not stand before, the outermost first.
    pub created_folders: Vec<PathBuf>,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub path: PathBuf,
    /// In the same folder.
    pub temporary: PathBuf,
    pub sha256: String,
    pub length: u64,
    /// SHA-256 of the file that gives way; none where the name must be free.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
}

/// What the file holds. A journal of another version is not guessed at.
#[derive(Serialize, Deserialize)]
struct Document {
    version: u32,
    #[serde(flatten)]
    journal: Journal,
}

const VERSION: u32 = 1;

pub(super) fn path(root: &Path) -> PathBuf {
    root.join(STATE_FOLDER).join("journal.json")
}

impl Journal {
    pub fn write(&self, world: &dyn World, root: &Path) -> Result<(), PublishError> {
        let relative = |path: &Path| path.strip_prefix(root).unwrap_or(path).to_path_buf();
        let document = Document { version: VERSION, journal: self.with_paths(relative) };
        let path = path(root);
        let text = serde_json::to_string_pretty(&document).map_err(|error| {
            // A path that is not UTF-8.
            WorldError::new("write a journal to", &path, std::io::Error::new(ErrorKind::InvalidData, error))
        })?;
        Ok(world.write_whole(&path, text.as_bytes())?)
    }

    /// `None` when there is no journal: no run was interrupted. `folders` are those of this run, absolute.
    pub fn read(world: &dyn World, root: &Path, folders: &[PathBuf]) -> Result<Option<Journal>, PublishError> {
        let path = path(root);
        if !world.exists(&path) {
            return Ok(None);
        }
        let bytes = world.read(&path)?;
        let unreadable = |cause: String| PublishError::UnreadableJournal { path: path.clone(), cause };
        let document: Document = serde_json::from_slice(&bytes).map_err(|error| unreadable(error.to_string()))?;
        if document.version != VERSION {
            return Err(unreadable(format!("it has version {}, this groundplan knows {VERSION}", document.version)));
        }
        let journal = document.journal.with_paths(|path| root.join(path));
        match journal.foreign(root, folders) {
            Some(named) => Err(PublishError::ForeignJournal { path, named: named.to_path_buf() }),
            None => Ok(Some(journal)),
        }
    }

    /// What no run of this project would have written down.
    fn foreign(&self, root: &Path, folders: &[PathBuf]) -> Option<&Path> {
        let inside = |folder: &Path| {
            let below = |below: &Path| below.components().all(|part| matches!(part, Component::Normal(_)));
            folders.iter().any(|known| known == folder) || folder.strip_prefix(root).is_ok_and(below)
        };
        let ours = |entry: &Entry| {
            let name = entry.path.file_name().unwrap_or_default().to_string_lossy();
            let is_record = name.ends_with(".schema.lock");
            (is_record || entry.replaces.is_none() && (name.ends_with(".sql") || name.ends_with(".schema")))
                && entry.path.parent().is_some_and(inside)
                && entry.temporary == temporary_name(&entry.path)
        };
        let holds_one =
            |folder: &Path| self.entries.iter().any(|entry| entry.path.parent().is_some_and(|parent| parent.starts_with(folder)));
        let entry = self.entries.iter().find(|entry| !ours(entry));
        let folder = self.created_folders.iter().find(|folder| !holds_one(folder));
        entry
            .map(|entry| if entry.temporary == temporary_name(&entry.path) { &entry.path } else { &entry.temporary })
            .or(folder)
            .map(PathBuf::as_path)
    }

    pub fn remove(world: &dyn World, root: &Path) -> Result<(), WorldError> {
        world.remove_file(&path(root))?;
        world.sync_directory(&root.join(STATE_FOLDER))
    }

    /// Waits until the names of all files are on the disk. A folder that was removed has none.
    pub fn sync_folders(&self, world: &dyn World) -> Result<(), WorldError> {
        let mut folders: Vec<&Path> = self.entries.iter().filter_map(|entry| entry.path.parent()).collect();
        folders.dedup();
        folders.into_iter().filter(|folder| world.is_directory(folder)).try_for_each(|folder| world.sync_directory(folder))
    }

    fn with_paths(&self, map: impl Fn(&Path) -> PathBuf) -> Journal {
        let entry = |entry: &Entry| Entry { path: map(&entry.path), temporary: map(&entry.temporary), ..entry.clone() };
        Journal {
            entries: self.entries.iter().map(entry).collect(),
            created_folders: self.created_folders.iter().map(|folder| map(folder)).collect(),
        }
    }
}

impl Entry {
    /// Gives the file that is whole under its temporary name its own one.
    pub fn give_name(&self, world: &dyn World) -> Result<(), WorldError> {
        match self.replaces {
            Some(_) => world.rename(&self.temporary, &self.path),
            None => world.rename_new(&self.temporary, &self.path),
        }
    }

    /// Whether the file that is to give way stands there as it was.
    pub fn may_be_replaced(&self, world: &dyn World) -> bool {
        self.replaces.as_ref().is_some_and(|wanted| world.read(&self.path).is_ok_and(|bytes| sha256_hex(&bytes) == *wanted))
    }

    /// Whether what stands under this path is this file, whole.
    pub fn is_whole_at(&self, world: &dyn World, path: &Path) -> bool {
        world.read(path).is_ok_and(|bytes| bytes.len() as u64 == self.length && sha256_hex(&bytes) == self.sha256)
    }
}
