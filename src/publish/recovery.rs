//! What the next run does with what a killed run left. The rules stand in [`super`].

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::PublishError;
use super::journal::{Entry, Journal};
use crate::world::{TEMPORARY_SUFFIX, World, WorldError};

/// What was found and done. People are told of all but the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recovery {
    NothingToDo,
    /// The files that now stand, as the killed run had proven them.
    Completed(Vec<PathBuf>),
    /// Nobody had seen a file yet; nothing of that run remains.
    Withdrawn,
    /// Some files can be seen, and others are lost: somebody removed them, or took their names.
    Incomplete {
        standing: Vec<PathBuf>,
        lost: Vec<PathBuf>,
    },
}

impl Recovery {
    /// One sentence for people.
    pub fn note(&self) -> Option<String> {
        let list = |paths: &[PathBuf]| paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
        match self {
            Recovery::NothingToDo => None,
            Recovery::Completed(paths) => Some(format!("an interrupted run was completed: {}", list(paths))),
            Recovery::Withdrawn => Some("an interrupted run was withdrawn; it had published nothing".to_string()),
            Recovery::Incomplete { standing, lost } => Some(format!(
                "an interrupted run could not be completed: {} stands, {} is lost and will be planned again",
                list(standing),
                list(lost)
            )),
        }
    }
}

pub(super) fn recover(world: &dyn World, root: &Path, folders: &[PathBuf]) -> Result<Recovery, PublishError> {
    let Some(journal) = Journal::read(world, root, folders)? else { return Ok(Recovery::NothingToDo) };
    let recovery = match due(&states(world, &journal)) {
        Due::Nothing => Recovery::Completed(paths(&journal.entries)),
        Due::Withdrawal => {
            remove_folders(world, &journal, remove_temporaries(world, &journal)?)?;
            Recovery::Withdrawn
        }
        Due::Completion => complete(world, &journal)?,
    };
    journal.sync_folders(world)?;
    Journal::remove(world, root)?;
    Ok(recovery)
}

/// What [`recover`] would do, for those who only look. `None` when no run was interrupted.
pub(super) fn outlook(world: &dyn World, root: &Path, folders: &[PathBuf]) -> Result<Option<String>, PublishError> {
    let Some(journal) = Journal::read(world, root, folders)? else { return Ok(None) };
    let states = states(world, &journal);
    let list = |wanted: fn(&State) -> bool| {
        let paths = journal.entries.iter().zip(&states).filter(|(_, state)| wanted(state));
        let shown = |path: &Path| path.strip_prefix(root).unwrap_or(path).display().to_string();
        paths.map(|(entry, _)| shown(&entry.path)).collect::<Vec<_>>().join(", ")
    };
    let (standing, waiting, lost) =
        (list(|state| state.is_ours()), list(|state| *state == State::Written), list(|state| *state == State::Lost));
    Ok(Some(match due(&states) {
        Due::Nothing => {
            format!("an interrupted run had published all that it was to ({standing}); the next `generate` removes its journal")
        }
        Due::Withdrawal => "an interrupted run had published nothing yet; the next `generate` removes what it left".to_string(),
        Due::Completion if lost.is_empty() => {
            format!("an interrupted run published {standing} and not yet {waiting}; the next `generate` completes it")
        }
        Due::Completion => format!("an interrupted run published {standing}, and {lost} is lost; the next `generate` plans that again"),
    }))
}

/// What the states of a journal's files ask for.
enum Due {
    /// Killed just before the journal went; whatever was done to the files since is their owner's business.
    Nothing,
    /// Nobody has seen a file.
    Withdrawal,
    Completion,
}

fn due(states: &[State]) -> Due {
    if states.iter().all(|state| *state == State::Named) {
        Due::Nothing
    } else if states.iter().all(|state| !state.is_ours()) {
        Due::Withdrawal
    } else {
        Due::Completion
    }
}

fn states(world: &dyn World, journal: &Journal) -> Vec<State> {
    journal.entries.iter().map(|entry| State::of(world, entry)).collect()
}

/// Which of an entry's two names stand, and with what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// The file has its name (and may have been edited since), and no temporary is left.
    Named,
    /// The file has both names: killed in the middle of a rename that takes two steps.
    NamedTwice,
    /// Whole under its temporary name; the name is free.
    Written,
    /// Anything else.
    Lost,
}

impl State {
    fn of(world: &dyn World, entry: &Entry) -> State {
        if entry.replaces.is_some() {
            let written = || entry.may_be_replaced(world) && entry.is_whole_at(world, &entry.temporary);
            return match entry.is_whole_at(world, &entry.path) {
                true => State::Named,
                false if written() => State::Written,
                false => State::Lost,
            };
        }
        match (world.exists(&entry.path), world.exists(&entry.temporary)) {
            (true, false) => State::Named,
            (true, true) if entry.is_whole_at(world, &entry.path) && entry.is_whole_at(world, &entry.temporary) => State::NamedTwice,
            (false, true) if entry.is_whole_at(world, &entry.temporary) => State::Written,
            _ => State::Lost,
        }
    }

    fn is_ours(self) -> bool {
        matches!(self, State::Named | State::NamedTwice)
    }
}

/// Gives every whole file its name.
fn complete(world: &dyn World, journal: &Journal) -> Result<Recovery, PublishError> {
    let (mut standing, mut lost) = (Vec::new(), Vec::new());
    for entry in &journal.entries {
        match State::of(world, entry) {
            State::Named => {}
            State::NamedTwice => world.remove_file(&entry.temporary)?,
            State::Written => entry.give_name(world)?,
            State::Lost => {
                remove_if_there(world, &entry.temporary)?;
                lost.push(entry.path.clone());
                continue;
            }
        }
        standing.push(entry.path.clone());
    }
    Ok(if lost.is_empty() { Recovery::Completed(standing) } else { Recovery::Incomplete { standing, lost } })
}

/// What a run that fails does with its own work, while it holds the lock.
pub(super) fn take_back(world: &dyn World, root: &Path, journal: &Journal, replaced: &[Option<&[u8]>]) -> Result<(), WorldError> {
    // The names first, the last given first: were this cut off, what is left must not look like a finished run.
    for (entry, replaced) in journal.entries.iter().zip(replaced).rev() {
        // While the temporary stands, what has the name is somebody else's.
        if !world.exists(&entry.temporary) && entry.is_whole_at(world, &entry.path) {
            match replaced {
                Some(bytes) => world.write_whole(&entry.path, bytes)?,
                None => world.remove_file(&entry.path)?,
            }
        }
    }
    remove_folders(world, journal, remove_temporaries(world, journal)?)?;
    journal.sync_folders(world)?;
    Journal::remove(world, root)
}

/// A witness that the temporaries are gone, without which the folders would not be empty.
struct TemporariesGone;

fn remove_temporaries(world: &dyn World, journal: &Journal) -> Result<TemporariesGone, WorldError> {
    journal.entries.iter().try_for_each(|entry| remove_if_there(world, &entry.temporary))?;
    Ok(TemporariesGone)
}

/// Removes the folders that the run created, innermost first, unless somebody has put something into them.
fn remove_folders(world: &dyn World, journal: &Journal, _: TemporariesGone) -> Result<(), WorldError> {
    for folder in journal.created_folders.iter().rev().filter(|folder| world.is_directory(folder)) {
        match world.remove_directory(folder) {
            Err(error) if error.cause.kind() == ErrorKind::DirectoryNotEmpty => {}
            result => result?,
        }
    }
    Ok(())
}

fn remove_if_there(world: &dyn World, path: &Path) -> Result<(), WorldError> {
    match world.remove_file(path) {
        Err(error) if matches!(error.cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(()),
        result => result,
    }
}

/// Removes temporaries that no journal knows. To be called under the lock and after [`recover`].
pub(super) fn sweep(world: &dyn World, folder: &Path) -> Result<(), WorldError> {
    if !world.is_directory(folder) {
        return Ok(());
    }
    let entries = world.list(folder)?;
    let left = entries.iter().filter(|entry| !entry.is_directory && entry.name.starts_with('.') && entry.name.ends_with(TEMPORARY_SUFFIX));
    left.into_iter().try_for_each(|entry| world.remove_file(&entry.path))
}

fn paths(entries: &[Entry]) -> Vec<PathBuf> {
    entries.iter().map(|entry| entry.path.clone()).collect()
}
