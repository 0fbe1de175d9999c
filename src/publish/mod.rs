//! The only writer of output files.
//!
//! Comes in: rendered files with a [`Warrant`] for them, and what a run keeps beside the requirements. Goes out: one migration in its folder (two files, where its runner has
//! the way back in a file of its own), one seed in its folder, records of free text, or nothing. Never happens: SQL without a warrant, half a file, some of the files, an
//! overwritten file, but for a record that is replaced by a newer one.
//!
//! # How
//!
//! A [`Workspace`] holds the project's lock (`.groundplan/lock`), so that two runs never interleave. Then:
//!
//! 1. Refuse when a file of that name stands.
//! 2. Write the journal (`.groundplan/journal.json`): for each file its name, its temporary name beside it, its length and
//!    SHA-256, and which folders are about to be created. It is written whole and synced before anything else changes.
//! 3. Create the folders, write the files under their temporary names, sync both.
//! 4. Give each file its name by a rename that never overwrites: a way back before its migration, so that no migration stands without it,
//!    then the seed, and last what stands beside the requirements. Sync the folders. A record that stands is replaced in one step, if it is still the one that was read.
//! 5. Remove the journal.
//!
//! A run that fails on the way takes all of it back. A run that is killed leaves the journal to the next one, which acts by
//! what it finds ([`Recovery`]):
//!
//! - No file has its name yet: nobody has seen anything. It is withdrawn, temporaries, folders and journal; the next plan
//!   is made from the requirements as they are by then.
//! - One has its name, the other is whole under its temporary name: it was killed between the two renames. It is completed,
//!   because the first may already have been applied somewhere.
//! - One has its name, and somebody removed the other or took its name: what can be seen stays. A file that may have been
//!   applied is never deleted; the next plan adds what is missing.
//!
//! Temporaries that no journal knows (it was deleted by hand) are swept by their name. The lock is the project's: two projects
//! must not publish into one folder at the same time.

mod journal;
mod recovery;
#[cfg(test)]
mod tests;

use std::fmt;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

pub use recovery::Recovery;

use crate::proof::Warrant;
use crate::render::SqlFiles;
use crate::world::{Lock, World, WorldError, sha256_hex, temporary_name};
use journal::{Entry, Journal};

/// The folder of what Groundplan keeps for itself in a project.
pub const STATE_FOLDER: &str = ".groundplan";

/// How long a run waits for another one in the same project. A proof takes a second or two.
const PATIENCE: Duration = Duration::from_secs(10);

/// Where the two kinds of files go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    pub migrations: PathBuf,
    pub seeds: PathBuf,
}

impl Folders {
    fn absolute(&self, world: &dyn World) -> Result<[PathBuf; 2], WorldError> {
        Ok([absolute(world, &self.migrations)?, absolute(world, &self.seeds)?])
    }
}

/// A file beside the requirements: the record of a free text, or requirements that were drafted from one. No SQL, and so nothing to prove.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beside {
    pub path: PathBuf,
    pub text: String,
    /// SHA-256 of the file that stands there, which this one replaces; none for a file that must not stand yet.
    pub replaces: Option<String>,
}

/// Where the files came to stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    pub migration: Option<PathBuf>,
    /// The way back of the migration, where that is a file.
    pub down: Option<PathBuf>,
    pub seed: Option<PathBuf>,
}

impl Published {
    /// Where these files stand, or would.
    pub fn of(folders: &Folders, files: &SqlFiles) -> Published {
        let down = files.migration.as_ref().and_then(|file| file.down.as_ref());
        Published {
            migration: files.migration.as_ref().map(|file| folders.migrations.join(&file.name)),
            down: down.map(|file| folders.migrations.join(&file.name)),
            seed: files.seed.as_ref().map(|file| folders.seeds.join(&file.name)),
        }
    }
}

/// Why nothing was published. Every one leaves the folders as they were.
#[derive(Debug)]
pub enum PublishError {
    /// Another run holds the project's lock.
    Busy {
        lock: PathBuf,
    },
    /// A file of this name stands already.
    Taken {
        path: PathBuf,
    },
    /// A file beside requirements that are not the project's own. A run that is killed could not be recovered there.
    Outside {
        path: PathBuf,
    },
    /// What was to be replaced is another file by now.
    Changed {
        path: PathBuf,
    },
    /// The proof is of other bytes.
    NotProven {
        name: String,
    },
    /// The journal of a killed run cannot be read, so that nobody can tell which files it left.
    UnreadableJournal {
        path: PathBuf,
        cause: String,
    },
    /// A journal that no run of this project can have written as it is, and that is therefore not followed.
    ForeignJournal {
        path: PathBuf,
        named: PathBuf,
    },
    World(WorldError),
}

impl fmt::Display for PublishError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PublishError::Busy { lock } => {
                let seconds = PATIENCE.as_secs();
                write!(
                    out,
                    "another run is at work in this project ({} was held for {seconds} seconds); try again when it has ended",
                    lock.display()
                )
            }
            PublishError::Taken { path } => {
                write!(out, "{} stands already and is never overwritten; give this run another --name or --timestamp", path.display())
            }
            PublishError::Outside { path } => {
                write!(
                    out,
                    "{} would stand outside of the project's folder; run in its folder, or name that with --project",
                    path.display()
                )
            }
            PublishError::Changed { path } => {
                write!(out, "{} was changed while this run was at work; run again", path.display())
            }
            PublishError::NotProven { name } => write!(out, "{name} is not the file that was proven; nothing was written"),
            PublishError::UnreadableJournal { path, cause } => write!(
                out,
                "a run was interrupted, and its journal {} cannot be read ({cause}); look at the newest files of the migrations and seeds folders, \
                 then delete the journal",
                path.display()
            ),
            PublishError::ForeignJournal { path, named } => write!(
                out,
                "the journal {} names {}, which is no file that a run here would write, so it is not followed; after an interrupted run with \
                 other --migrations or --seeds, give the same once more, else look at the journal and delete it",
                path.display(),
                named.display()
            ),
            PublishError::World(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for PublishError {}

impl From<WorldError> for PublishError {
    fn from(error: WorldError) -> PublishError {
        PublishError::World(error)
    }
}

/// A project in which this run is the only one, and in which no earlier run has left anything half done.
pub struct Workspace<'a> {
    world: &'a dyn World,
    /// Absolute.
    root: PathBuf,
    _lock: Lock,
}

/// What one file becomes.
struct Output<'f> {
    /// Absolute.
    path: PathBuf,
    text: &'f str,
    /// The bytes that stand there and give way.
    replaces: Option<Vec<u8>>,
}

impl<'a> Workspace<'a> {
    /// Takes the lock, then completes or withdraws what a killed run left. To be called before the folders are read.
    pub fn open(world: &'a dyn World, root: &Path, folders: &Folders) -> Result<(Workspace<'a>, Recovery), PublishError> {
        let root = absolute(world, root)?;
        let state = root.join(STATE_FOLDER);
        create_state_folder(world, &root, &state)?;
        let path = state.join("lock");
        let lock = world.lock(&path, PATIENCE).map_err(|error| match error.cause.kind() {
            ErrorKind::WouldBlock => PublishError::Busy { lock: path },
            _ => PublishError::World(error),
        })?;
        let workspace = Workspace { world, root, _lock: lock };
        let folders = folders.absolute(world)?;
        let recovery = recovery::recover(world, &workspace.root, &folders)?;
        recovery::sweep(world, &state)?;
        folders.iter().try_for_each(|folder| recovery::sweep(world, folder))?;
        Ok((workspace, recovery))
    }

    /// Whether a killed run left something in this project. Needs no lock: for runs that only read.
    pub fn is_unfinished(world: &dyn World, root: &Path) -> bool {
        world.exists(&journal::path(root))
    }

    /// What a killed run left in this project and what the next run that writes will do about it, in a sentence. Needs no lock.
    pub fn unfinished(world: &dyn World, root: &Path, folders: &Folders) -> Option<String> {
        let outlook = absolute(world, root).map_err(PublishError::World).and_then(|root| {
            let folders = folders.absolute(world)?;
            recovery::outlook(world, &root, &folders)
        });
        outlook.unwrap_or_else(|error| Some(error.to_string()))
    }
}

/// From the root, without `.` parts.
fn absolute(world: &dyn World, path: &Path) -> Result<PathBuf, WorldError> {
    Ok(world.current_directory()?.join(path).components().collect())
}

/// The state folder ignores itself in git, so that no project need know of it.
fn create_state_folder(world: &dyn World, root: &Path, state: &Path) -> Result<(), WorldError> {
    if !world.is_directory(state) {
        world.create_directories(state)?;
        world.sync_directory(root)?;
    }
    let ignore = state.join(".gitignore");
    if world.exists(&ignore) {
        return Ok(());
    }
    match world.write_new(&ignore, b"*\n") {
        // Another run was quicker.
        Err(error) if error.cause.kind() == ErrorKind::AlreadyExists => Ok(()),
        result => result,
    }
}

/// Publishes all of it or nothing.
pub fn publish(
    workspace: &Workspace,
    folders: &Folders,
    files: &SqlFiles,
    beside: &[Beside],
    warrant: Warrant,
) -> Result<Published, PublishError> {
    let mut outputs = outputs(workspace, folders, files, warrant)?;
    for file in beside {
        outputs.push(beside_output(workspace, file, &outputs)?);
    }
    if outputs.is_empty() {
        return Ok(Published::default());
    }
    let (world, root) = (workspace.world, workspace.root.as_path());
    let entries = outputs.iter().map(|output| Entry {
        path: output.path.clone(),
        temporary: temporary_name(&output.path),
        sha256: sha256_hex(output.text.as_bytes()),
        length: output.text.len() as u64,
        replaces: output.replaces.as_deref().map(sha256_hex),
    });
    let journal = Journal { entries: entries.collect(), created_folders: missing_folders(world, &outputs) };
    journal.write(world, root)?;
    if let Err(error) = carry_out(world, &journal, &outputs) {
        // Should this fail too, the journal stays and the next run does it.
        let replaced: Vec<Option<&[u8]>> = outputs.iter().map(|output| output.replaces.as_deref()).collect();
        let _ = recovery::take_back(world, root, &journal, &replaced);
        return Err(error);
    }
    // The files are out. A journal that cannot be removed is found finished by the next run.
    let _ = Journal::remove(world, root);
    Ok(Published::of(folders, files))
}

/// In the order in which they get their names: a way back, its migration, the seed. A seed without its migration would be worse than the
/// reverse, and so would a migration without its way back.
fn outputs<'f>(workspace: &Workspace, folders: &Folders, files: &'f SqlFiles, warrant: Warrant) -> Result<Vec<Output<'f>>, PublishError> {
    let pairs = [(&folders.migrations, &files.migration), (&folders.seeds, &files.seed)];
    let mut outputs: Vec<Output<'f>> = Vec::new();
    for (folder, file) in pairs.into_iter().filter_map(|(folder, file)| Some((folder, file.as_ref()?))) {
        if let Warrant::Proven(proof) = warrant
            && !proof.covers(file)
        {
            return Err(PublishError::NotProven { name: file.name.clone() });
        }
        let down = file.down.iter().map(|down| (&down.name, down.text.as_str()));
        for (name, text) in down.chain([(&file.name, file.text.as_str())]) {
            let path = absolute(workspace.world, folder)?.join(name);
            // Two in one folder under one name would be one file.
            if workspace.world.exists(&path) || outputs.iter().any(|other| other.path == path) {
                return Err(PublishError::Taken { path });
            }
            outputs.push(Output { path, text, replaces: None });
        }
    }
    Ok(outputs)
}

fn beside_output<'f>(workspace: &Workspace, file: &'f Beside, others: &[Output<'_>]) -> Result<Output<'f>, PublishError> {
    let world = workspace.world;
    let path = absolute(world, &file.path)?;
    let is_below = |below: &Path| below.components().all(|part| matches!(part, Component::Normal(_)));
    if !path.strip_prefix(&workspace.root).is_ok_and(is_below) {
        return Err(PublishError::Outside { path });
    }
    let standing = world.exists(&path).then(|| world.read(&path)).transpose()?;
    match (&standing, &file.replaces) {
        _ if others.iter().any(|other| other.path == path) => return Err(PublishError::Taken { path }),
        (Some(_), None) => return Err(PublishError::Taken { path }),
        (Some(bytes), Some(wanted)) if sha256_hex(bytes) == *wanted => {}
        (None, None) => {}
        (_, Some(_)) => return Err(PublishError::Changed { path }),
    }
    Ok(Output { path, text: &file.text, replaces: standing })
}

/// The folders that do not stand yet, the outermost first.
fn missing_folders(world: &dyn World, outputs: &[Output<'_>]) -> Vec<PathBuf> {
    let mut missing: Vec<PathBuf> = Vec::new();
    for Output { path, .. } in outputs {
        let above: Vec<&Path> = path.ancestors().skip(1).take_while(|folder| !world.exists(folder)).collect();
        for folder in above.into_iter().rev() {
            if !missing.iter().any(|known| known == folder) {
                missing.push(folder.to_path_buf());
            }
        }
    }
    missing
}

fn carry_out(world: &dyn World, journal: &Journal, outputs: &[Output<'_>]) -> Result<(), PublishError> {
    for folder in &journal.created_folders {
        world.create_directories(folder)?;
        world.sync_directory(folder.parent().unwrap_or(folder))?;
    }
    for (entry, output) in journal.entries.iter().zip(outputs) {
        world.write_new(&entry.temporary, output.text.as_bytes())?;
    }
    journal.sync_folders(world)?;
    for entry in &journal.entries {
        entry.give_name(world).map_err(|error| match error.cause.kind() {
            ErrorKind::AlreadyExists => PublishError::Taken { path: entry.path.clone() },
            _ => PublishError::World(error),
        })?;
    }
    Ok(journal.sync_folders(world)?)
}
