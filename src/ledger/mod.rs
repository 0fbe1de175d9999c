//! What earlier runs worked out, so that this one need not: a file that may be missing.
//!
//! Comes in: a hash of a chain of files with what they make; a record of what a run did. Goes out: what is known of the longest part of
//! a chain. Never happens: an error. A ledger that is missing, locked, read-only, of another version or damaged
//! changes how long a run takes, and nothing that it writes; at most it leaves a note ([`Ledger::notes`]).
//!
//! The file is opened when it is first asked, and created when there is something to keep.
//!
//! A snapshot is read only if its checksum is right: bits that fell over must not become a catalog. Its key must name everything that
//! it depends on beside its own shape ([`FORMAT`]) and this program's version: the files, and the server where one took part.

#![expect(clippy::disallowed_methods, reason = "keeps a file of its own, in the project's .groundplan folder")]

mod store;
#[cfg(test)]
mod tests;

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::world::sha256_hex;
use store::{Opened, Purpose, Store};

/// The shape of what snapshots hold. To be raised when a catalog changes its form or its meaning, or when static replay makes another one of
/// the same files: older snapshots are then never found again.
const FORMAT: u32 = 2;

/// The ledger's file in the state folder.
pub const FILE_NAME: &str = "ledger.sqlite";

/// What a run did, for the person who looks for it later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRecord {
    /// The files' stamp.
    pub stamp: String,
    /// SHA-256 over the requirements and the files that stood.
    pub inputs: String,
    pub outputs: Vec<OutputRecord>,
    pub verdict: Verdict,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutputRecord {
    /// As the run was told it, relative where it was.
    pub path: String,
    pub sha256: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    Proven,
    Refused,
    /// `--no-verify`
    Unverified,
    NothingToDo,
}

/// The ledger of one project, or nothing that behaves like an empty one.
pub struct Ledger {
    path: PathBuf,
    store: RefCell<Option<Store>>,
    /// It could not be used; it is not tried again.
    given_up: Cell<bool>,
    notes: RefCell<Vec<String>>,
}

impl Ledger {
    /// Costs nothing until it is asked.
    pub fn at(path: impl Into<PathBuf>) -> Ledger {
        Ledger { path: path.into(), store: RefCell::default(), given_up: Cell::new(false), notes: RefCell::default() }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether there may be something in it.
    pub fn is_there(&self) -> bool {
        !self.given_up.get() && self.path.exists()
    }

    /// What this chain of files makes, if an earlier run has kept it.
    pub fn snapshot<T: DeserializeOwned>(&self, chain: &str) -> Option<T> {
        let key = snapshot_key(chain);
        let (payload, checksum) = self.with_store(Purpose::Read, |store| store.snapshot(&key))??;
        if checksum != checksum_of(&key, &payload) {
            self.note("a snapshot is damaged and was not used");
            return None;
        }
        serde_json::from_str(&payload).ok()
    }

    /// What is known of the longest part of a chain, and how long that part is.
    pub fn longest<T: DeserializeOwned>(&self, chains: &[String]) -> Option<(usize, T)> {
        let found = |(at, chain): (usize, &String)| Some((at + 1, self.snapshot(chain)?));
        chains.iter().enumerate().rev().take_while(|_| !self.given_up.get()).find_map(found)
    }

    /// Keeps what this chain of files makes.
    pub fn keep_snapshot<T: Serialize>(&self, chain: &str, made: &T) {
        let key = snapshot_key(chain);
        let Ok(payload) = serde_json::to_string(made) else { return };
        let checksum = checksum_of(&key, &payload);
        self.with_store(Purpose::Write, |store| store.keep_snapshot(&key, &payload, &checksum));
    }

    pub fn record_run(&self, run: &RunRecord) {
        let Ok(text) = serde_json::to_string(run) else { return };
        self.with_store(Purpose::Write, |store| store.record_run(&text));
    }

    /// The runs that were recorded, the newest last.
    pub fn runs(&self) -> Vec<RunRecord> {
        let texts = self.with_store(Purpose::Read, |store| store.runs()).unwrap_or_default();
        texts.iter().filter_map(|text| serde_json::from_str(text).ok()).collect()
    }

    /// Why the ledger was of no use, for people who wonder about the time. Each said once.
    pub fn notes(&self) -> Vec<String> {
        self.notes.borrow().clone()
    }

    /// Does something with the store, unless it is not to be had. Any failure is a note, and the end of the ledger in this run.
    fn with_store<T>(&self, purpose: Purpose, work: impl FnOnce(&mut Store) -> rusqlite::Result<T>) -> Option<T> {
        if self.given_up.get() {
            return None;
        }
        let mut slot = self.store.borrow_mut();
        if slot.is_none() {
            match Store::open(&self.path, purpose) {
                Ok(Opened::Ready(store)) => *slot = Some(store),
                Ok(Opened::Absent) => return None,
                Ok(Opened::Newer(version)) => return self.give_up(&format!("it was written by a newer groundplan (version {version})")),
                Err(error) => return self.give_up_for(&error),
            }
        }
        match work(slot.as_mut()?) {
            Ok(value) => Some(value),
            Err(error) => {
                *slot = None;
                self.give_up_for(&error)
            }
        }
    }

    fn give_up_for<T>(&self, error: &rusqlite::Error) -> Option<T> {
        if store::is_damage(error) {
            let outcome = match store::set_aside(&self.path) {
                Ok(()) => "it was set aside; the next run starts a new one",
                Err(_) => "it could not be set aside; delete it to start a new one",
            };
            return self.give_up(&format!("it is damaged ({error}); {outcome}"));
        }
        self.give_up(&error.to_string())
    }

    fn give_up<T>(&self, why: &str) -> Option<T> {
        self.given_up.set(true);
        self.note(&format!("the ledger {} was not used: {why}", self.path.display()));
        None
    }

    fn note(&self, text: &str) {
        let mut notes = self.notes.borrow_mut();
        if !notes.iter().any(|note| note == text) {
            notes.push(text.to_string());
        }
    }
}

fn snapshot_key(chain: &str) -> String {
    format!("{FORMAT}:{}:{chain}", env!("CARGO_PKG_VERSION"))
}

/// The key takes part, so that a payload under a wrong key is found out too.
fn checksum_of(key: &str, payload: &str) -> String {
    sha256_hex(format!("{key}\0{payload}").as_bytes())
}
