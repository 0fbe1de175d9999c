//! PostgreSQL itself: finding it, running a throw-away server, talking to one.
//!
//! Comes in: installed binaries or the URL of a running server, then SQL text. Goes out: databases that are gone when
//! their handle is, rows, and failures that point into the text that was sent.
//! Never happens: a server or a temporary database that stays, a network port, a change to a database that is not ours.
//!
//! Words: a *cluster* is a server of our own with its data directory, thrown away at the end. A *server* is what a
//! proof runs on: a cluster, or a running server that a person named with `--server`. A *temporary database* is one
//! proof's database on a server.
//!
//! How nothing stays behind, whatever happens:
//!
//! | what ends the process | the server | its directory | a database on `--server` |
//! |---|---|---|---|
//! | return, error, panic | stopped by `Drop` | removed by `Drop` | dropped by `Drop` |
//! | Ctrl-C, SIGTERM, SIGHUP | stopped by [`interrupt`] | removed by [`interrupt`] | dropped by [`interrupt`] |
//! | SIGKILL, power | the kernel sends it SIGQUIT (Linux); else the next run's sweep | the next run's sweep: its lock file is free | the next run's sweep: its advisory lock is free |

#![expect(
    clippy::disallowed_methods,
    reason = "the one place that starts programs, and that keeps and sweeps the files of throw-away servers"
)]

mod binaries;
mod cache;
mod child;
mod cluster;
mod content;
mod error;
mod extensions;
mod impact;
pub mod interrupt;
mod introspect;
mod lookups;
mod place;
mod server;
mod session;

pub use binaries::{Binaries, SUPPORTED, Version, find_binaries};
pub use cluster::{Cluster, ClusterOptions, OWNER, SUPERUSER};
pub use content::{TableContent, column_fingerprint, content_fingerprint, row_counts};
pub use error::ServerError;
pub use extensions::{AvailableExtension, available_extensions, execute_script, execute_statement, is_for_superusers, needs_superuser};
pub use impact::{Standing, Touched, standing_tables, touched_tables};
pub use introspect::{introspect, introspect_in_transaction, sequences_in_transaction};
pub use lookups::read_lookups;
pub use server::{Server, TemporaryDatabase, database_of, is_connection};
pub use session::{FailureDetails, Notice, STATEMENT_LIMIT, Session, SqlFailure};
