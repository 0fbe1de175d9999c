//! The SQLite file itself. Every failure is an error here; [`super`] turns them into notes.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, OptionalExtension, params};

/// The layout of the tables, in `user_version`.
const LAYOUT: i64 = 1;

/// How long to wait for another process: its writes take a moment, and what the ledger saves is not worth more.
const PATIENCE: Duration = Duration::from_millis(100);

/// So many snapshots and runs are kept; the oldest go.
const KEPT_SNAPSHOTS: i64 = 64;
const KEPT_RUNS: i64 = 1000;

const TABLES: &str = "
    CREATE TABLE snapshot (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE,
        payload TEXT NOT NULL,
        checksum TEXT NOT NULL
    );
    CREATE TABLE run (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        record TEXT NOT NULL
    );
";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Read,
    /// Creates the file where it is absent.
    Write,
}

pub(super) struct Store {
    connection: Connection,
}

pub(super) enum Opened {
    Ready(Store),
    /// There is no file, and none is needed to read nothing.
    Absent,
    /// The layout is of a later version, which this one must not touch.
    Newer(i64),
}

impl Store {
    pub fn open(path: &Path, purpose: Purpose) -> rusqlite::Result<Opened> {
        if !path.exists() {
            if purpose == Purpose::Read {
                return Ok(Opened::Absent);
            }
            if let Some(folder) = path.parent() {
                // Should this fail, SQLite says why.
                let _ = fs::create_dir_all(folder);
            }
        }
        // SQLite opens a file that cannot be written read-only by itself.
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(PATIENCE)?;
        // What a power cut takes is worked out again; and a snapshot's checksum finds what it spoils.
        connection.pragma_update(None, "synchronous", "OFF")?;
        // No second file stays beside it, and a read-only folder can be read, unlike with WAL.
        connection.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
        let mut store = Store { connection };
        let found = store.layout()?;
        if found > LAYOUT {
            return Ok(Opened::Newer(found));
        }
        if found < LAYOUT {
            store.lay_out()?;
        }
        Ok(Opened::Ready(store))
    }

    fn layout(&self) -> rusqlite::Result<i64> {
        self.connection.pragma_query_value(None, "user_version", |row| row.get(0))
    }

    /// Starts anew: there is nothing in an older layout that cannot be worked out again.
    fn lay_out(&mut self) -> rusqlite::Result<()> {
        let transaction = self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let found: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
        // Another process may have been quicker.
        if found < LAYOUT {
            let old: Vec<String> = transaction
                .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            for table in old {
                transaction.execute_batch(&format!("DROP TABLE \"{}\"", table.replace('"', "\"\"")))?;
            }
            transaction.execute_batch(TABLES)?;
            transaction.pragma_update(None, "user_version", LAYOUT)?;
        }
        transaction.commit()
    }

    /// The payload and its checksum.
    pub fn snapshot(&mut self, key: &str) -> rusqlite::Result<Option<(String, String)>> {
        let mut statement = self.connection.prepare("SELECT payload, checksum FROM snapshot WHERE key = ?1")?;
        statement.query_row([key], |row| Ok((row.get(0)?, row.get(1)?))).optional()
    }

    pub fn keep_snapshot(&mut self, key: &str, payload: &str, checksum: &str) -> rusqlite::Result<()> {
        let transaction = self.connection.transaction()?;
        transaction
            .execute("INSERT OR REPLACE INTO snapshot (key, payload, checksum) VALUES (?1, ?2, ?3)", params![key, payload, checksum])?;
        transaction.execute("DELETE FROM snapshot WHERE sequence <= (SELECT max(sequence) FROM snapshot) - ?1", [KEPT_SNAPSHOTS])?;
        transaction.commit()
    }

    pub fn record_run(&mut self, record: &str) -> rusqlite::Result<()> {
        let transaction = self.connection.transaction()?;
        transaction.execute("INSERT INTO run (record) VALUES (?1)", [record])?;
        transaction.execute("DELETE FROM run WHERE sequence <= (SELECT max(sequence) FROM run) - ?1", [KEPT_RUNS])?;
        transaction.commit()
    }

    pub fn runs(&mut self) -> rusqlite::Result<Vec<String>> {
        let mut statement = self.connection.prepare("SELECT record FROM run ORDER BY sequence")?;
        statement.query_map([], |row| row.get(0))?.collect()
    }
}

/// Whether the file is no ledger at all, or no longer one: SQLite's own findings, and tables or values that are not ours.
pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    match error {
        rusqlite::Error::SqliteFailure(failure, _) => {
            matches!(failure.code, ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::Unknown)
        }
        rusqlite::Error::SqlInputError { .. }
        | rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::Utf8Error(..) => true,
        _ => false,
    }
}

/// Gives the damaged file another name, so that somebody may look at it and the next run starts anew.
pub(super) fn set_aside(path: &Path) -> io::Result<()> {
    let with_suffix = |suffix: &str| {
        let mut name = path.as_os_str().to_os_string();
        name.push(suffix);
        PathBuf::from(name)
    };
    // A journal that belongs to the damaged file would be played into the new one.
    match fs::remove_file(with_suffix("-journal")) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    fs::rename(path, with_suffix(".damaged"))
}
