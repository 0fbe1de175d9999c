//! A server to prove on, ours or one that a person named, and the temporary databases on it.
//!
//! Comes in: binaries, or the URL of `--server`. Goes out: empty databases that belong to a plain role.
//! Never happens: a statement against a database that is not ours (the URL's own one is used only to create and drop);
//! a temporary database that stays after its handle; a sweep of one that is in use.
//!
//! On a running server a database is named `temp_db_SCOPE_TIME_SESSION`. Whoever uses it holds an advisory lock on that
//! name, so a database whose lock is free was left behind. Advisory locks are local to the database of the connection
//! that takes them, so SCOPE is that database's number, and a sweep looks only at names of its own scope.

use std::str::FromStr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ::postgres::Config;

use super::binaries::{SUPPORTED, Version};
use super::cluster::{Cluster, ClusterOptions, FIRST_DATABASE, OWNER, SUPERUSER};
use super::interrupt::{self, Registered};
use super::session::{Elevation, MissingRoles, Session, SqlFailure};
use super::{Binaries, ServerError};
use crate::sql::quote_identifier;

/// A server to prove on. Clones share it; the last one to go stops a server of our own.
#[derive(Debug, Clone)]
pub struct Server {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    kind: Kind,
    version: Version,
    statement_limit: Duration,
    state: Mutex<State>,
}

#[derive(Debug)]
enum Kind {
    Own(Cluster),
    Running(Box<Running>),
}

#[derive(Debug)]
struct Running {
    config: Config,
    /// The number of the database that the maintenance connection is in.
    scope: u32,
    user: String,
    is_superuser: bool,
}

#[derive(Debug, Default)]
struct State {
    /// Creates and drops databases, and holds their advisory locks. A cluster's is opened when it is first needed.
    maintenance: Option<Session>,
    databases_made: u32,
}

/// How to reach the database of a URL.
pub(super) fn read_url(url: &str) -> Result<Config, ServerError> {
    Config::from_str(url).map_err(|cause| {
        ServerError::new("the URL of the server cannot be read")
            .because(cause)
            .help("It looks like postgres://USER@HOST:5432/DATABASE, or postgresql:///DATABASE?host=/var/run/postgresql&user=USER.")
    })
}

/// The name of the database in a URL, if it has one and can be read.
pub fn database_of(url: &str) -> Option<String> {
    read_url(url).ok()?.get_dbname().map(str::to_string)
}

/// Whether this is how libpq takes a connection: a URL, or `host=… dbname=…`.
pub fn is_connection(text: &str) -> bool {
    const KEYS: &[&str] = &["host", "hostaddr", "port", "dbname", "user", "password", "sslmode", "options", "application_name"];
    text.starts_with("postgres://")
        || text.starts_with("postgresql://")
        || text.split_once('=').is_some_and(|(key, _)| KEYS.contains(&key.trim())) && Config::from_str(text).is_ok()
}

impl Server {
    /// A throw-away cluster of our own.
    pub fn throw_away(binaries: &Binaries, options: &ClusterOptions, statement_limit: Duration) -> Result<Server, ServerError> {
        let cluster = Cluster::start(binaries, options)?;
        let version = cluster.version();
        Ok(Server::new(Kind::Own(cluster), version, statement_limit, State::default()))
    }

    /// A running server, by its URL. Drops what killed runs have left there.
    pub fn at_url(url: &str, statement_limit: Duration) -> Result<Server, ServerError> {
        let config = read_url(url)?;
        let mut maintenance = Session::connect(&config, statement_limit)?;
        let (version, running) = examine(&mut maintenance, config).map_err(refused("cannot examine the server"))?;
        if !version.is_supported() {
            let (oldest, newest) = (SUPPORTED.start(), SUPPORTED.end());
            return Err(ServerError::new(format!("the server is PostgreSQL {version}; Groundplan knows {oldest} to {newest}"))
                .help("Name another server with --server, or leave the option out to use a throw-away one."));
        }
        sweep(&mut maintenance, running.scope).map_err(refused("cannot look for databases that were left behind"))?;
        let state = State { maintenance: Some(maintenance), databases_made: 0 };
        Ok(Server::new(Kind::Running(Box::new(running)), version, statement_limit, state))
    }

    fn new(kind: Kind, version: Version, statement_limit: Duration, state: State) -> Server {
        Server { shared: Arc::new(Shared { kind, version, statement_limit, state: Mutex::new(state) }) }
    }

    pub fn version(&self) -> Version {
        self.shared.version
    }

    /// `throw-away PostgreSQL 15.18` or `PostgreSQL 15.18 of --server`.
    pub fn description(&self) -> String {
        match self.shared.kind {
            Kind::Own(_) => format!("throw-away PostgreSQL {}", self.shared.version),
            Kind::Running(_) => format!("PostgreSQL {} of --server", self.shared.version),
        }
    }

    /// Stops a server of our own and looks whether its files are gone; a running one is only left. Dropping does it
    /// too, but in silence.
    pub fn stop(self) -> Result<(), ServerError> {
        self.shared.state().maintenance = None;
        match &self.shared.kind {
            Kind::Own(cluster) => cluster.end(),
            Kind::Running(_) => Ok(()),
        }
    }

    /// What a person should know about proving on this server.
    pub fn notes(&self) -> Vec<String> {
        let Kind::Running(running) = &self.shared.kind else { return Vec::new() };
        let mut notes = vec![
            "Roles belong to the whole server, not to a database: a role that is created or altered during the proof is \
             created or altered there for everyone, and stays when the temporary database is gone."
                .to_string(),
        ];
        if !running.is_superuser {
            notes.push(format!(
                "The proof runs as {}, who is no superuser there: statements that need one (roles, untrusted extensions) are refused.",
                running.user
            ));
        }
        notes
    }

    /// An empty database that belongs to a plain role.
    pub fn database(&self) -> Result<TemporaryDatabase, ServerError> {
        match &self.shared.kind {
            Kind::Own(_) => self.database_on_cluster(),
            Kind::Running(running) => self.database_on_running(running),
        }
    }

    fn database_on_cluster(&self) -> Result<TemporaryDatabase, ServerError> {
        let number = {
            let mut state = self.shared.state();
            state.databases_made += 1;
            state.databases_made
        };
        let (name, ending) = match number {
            1 => (FIRST_DATABASE.to_string(), Ending::WithCluster),
            _ => (format!("temp_db_{number}"), Ending::Drop),
        };
        let database = self.handle(name, OWNER, ending);
        if matches!(database.ending, Ending::Drop) {
            // Nothing is synced here, so copying files takes half the time of writing a log of them; 14 knows no other way.
            let strategy = if self.version().major >= 15 { " STRATEGY file_copy" } else { "" };
            let create = format!("CREATE DATABASE {} OWNER {OWNER} TEMPLATE template0{strategy}", database.name);
            self.shared.maintain(|session| session.execute(&create)).map_err(|error| error.lead("cannot create a temporary database"))?;
        }
        Ok(database)
    }

    fn database_on_running(&self, running: &Running) -> Result<TemporaryDatabase, ServerError> {
        let failed = |error: MaintenanceError| {
            let denied = error.is_denied();
            let error = error.lead("cannot create a temporary database");
            if denied { error.help(format!("Let the user create databases: ALTER ROLE \"{}\" CREATEDB;", running.user)) } else { error }
        };
        let suffix = self.shared.maintain(|session| lock_new_name(session, running.scope)).map_err(failed)?;
        let cleaner = {
            let (config, suffix) = (running.config.clone(), suffix.clone());
            interrupt::on_interrupt(move || {
                if let Ok(mut session) = Session::connect(&config, Duration::from_secs(10)) {
                    let _ = drop_database(&mut session, &suffix);
                }
            })
        };
        // As superuser a proof would see through row-level security, so a plain role takes its place.
        let owner = if running.is_superuser { format!("temp_owner_{suffix}") } else { running.user.clone() };
        // From here on the handle cleans up, whatever fails.
        let database = self.handle(format!("temp_db_{suffix}"), &owner, Ending::DropAndUnlock { suffix, _cleaner: cleaner });
        self.shared
            .maintain(|session| {
                if running.is_superuser {
                    session.execute(&format!("CREATE ROLE {owner} NOLOGIN"))?;
                    session.execute(&format!("CREATE DATABASE {} OWNER {owner} TEMPLATE template0", database.name))
                } else {
                    session.execute(&format!("CREATE DATABASE {} TEMPLATE template0", database.name))
                }
            })
            .map_err(failed)?;
        Ok(database)
    }

    fn handle(&self, name: String, owner: &str, ending: Ending) -> TemporaryDatabase {
        TemporaryDatabase { server: Arc::clone(&self.shared), name, owner: owner.to_string(), ending, is_gone: false }
    }
}

/// Why the maintenance connection did not do what it was asked.
enum MaintenanceError {
    Connection(ServerError),
    Refused(SqlFailure),
}

impl MaintenanceError {
    fn is_denied(&self) -> bool {
        matches!(self, MaintenanceError::Refused(failure) if failure.sqlstate == "42501")
    }

    fn lead(self, message: &str) -> ServerError {
        match self {
            MaintenanceError::Connection(error) => error,
            MaintenanceError::Refused(failure) => ServerError::new(message).because(failure),
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs something on the maintenance connection, which is opened when there is none.
    fn maintain<T>(&self, work: impl FnOnce(&mut Session) -> Result<T, SqlFailure>) -> Result<T, MaintenanceError> {
        let mut state = self.state();
        let session = match &mut state.maintenance {
            Some(session) => session,
            none => none.insert(self.connect(None).map_err(MaintenanceError::Connection)?),
        };
        work(session).map_err(MaintenanceError::Refused)
    }

    /// As the most that we may be on this server; into the maintenance database if none is named.
    fn connect(&self, database: Option<&str>) -> Result<Session, ServerError> {
        let config = match &self.kind {
            Kind::Own(cluster) => cluster.config(SUPERUSER, database.unwrap_or(FIRST_DATABASE)),
            Kind::Running(running) => {
                let mut config = running.config.clone();
                if let Some(database) = database {
                    config.dbname(database);
                }
                config
            }
        };
        Session::connect(&config, self.statement_limit)
    }
}

/// A database for one proof. Dropping the handle drops it.
#[derive(Debug)]
pub struct TemporaryDatabase {
    server: Arc<Shared>,
    name: String,
    owner: String,
    ending: Ending,
    is_gone: bool,
}

#[derive(Debug)]
enum Ending {
    /// The database that a cluster brings along goes when the cluster goes.
    WithCluster,
    Drop,
    /// And its owner, and then the advisory lock is let go.
    DropAndUnlock {
        suffix: String,
        _cleaner: Registered,
    },
}

impl TemporaryDatabase {
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The plain role that owns it.
    pub fn owner(&self) -> &str {
        &self.owner
    }

    pub fn version(&self) -> Version {
        self.server.version
    }

    /// A connection as the plain owner. Its role becomes a superuser for the moment in which an untrusted extension is created.
    pub fn session(&self) -> Result<Session, ServerError> {
        let elevation = || OwnerElevation { server: Arc::clone(&self.server), owner: self.owner.clone() };
        match &self.server.kind {
            Kind::Own(cluster) => {
                let session = Session::connect(&cluster.config(&self.owner, &self.name), self.server.statement_limit)?;
                Ok(session.with_elevation(elevation()).with_roles(self.roles()))
            }
            Kind::Running(running) => {
                let mut session = self.server.connect(Some(&self.name))?;
                if running.is_superuser {
                    let become_owner = format!("SET SESSION AUTHORIZATION {}", self.owner);
                    session.execute(&become_owner).map_err(refused("cannot act as the database's owner"))?;
                    return Ok(session.with_elevation(elevation()));
                }
                Ok(session)
            }
        }
    }

    /// A connection as superuser, for roles and untrusted extensions. On a running server: as the user of its URL,
    /// who may be less (then [`Server::notes`] says so).
    pub fn superuser_session(&self) -> Result<Session, ServerError> {
        let session = self.server.connect(Some(&self.name))?;
        Ok(match self.server.kind {
            Kind::Own(_) => session.with_roles(self.roles()),
            Kind::Running(_) => session,
        })
    }

    fn roles(&self) -> OwnRoles {
        OwnRoles { server: Arc::clone(&self.server), owner: self.owner.clone() }
    }

    /// Drops it and looks whether it is gone. The one that a cluster brought along goes with the cluster.
    pub fn close(mut self) -> Result<(), ServerError> {
        self.end().map_err(|error| error.lead("cannot drop the temporary database"))?;
        if matches!(self.ending, Ending::WithCluster) {
            return Ok(());
        }
        let found = self.server.maintain(|session| session.query("SELECT 1 FROM pg_database WHERE datname = $1", &[&self.name]));
        match found.map_err(|error| error.lead("cannot look for the temporary database"))?.is_empty() {
            true => Ok(()),
            false => Err(ServerError::new(format!("the temporary database {} is still there", self.name))),
        }
    }

    fn end(&mut self) -> Result<(), MaintenanceError> {
        if self.is_gone {
            return Ok(());
        }
        self.is_gone = true;
        match &self.ending {
            Ending::WithCluster => Ok(()),
            Ending::Drop => self.server.maintain(|session| session.execute(&drop_statement(&self.name))),
            Ending::DropAndUnlock { suffix, .. } => {
                let dropped = self.server.maintain(|session| drop_and_unlock(session, suffix));
                if dropped.is_ok() {
                    return dropped;
                }
                // The connection may have been cut. The lock went with it; a new one still finds the database.
                self.server.state().maintenance = None;
                self.server.maintain(|session| drop_database(session, suffix))
            }
        }
    }
}

/// The owner of a temporary database is a role of our own, which nobody else has.
struct OwnerElevation {
    server: Arc<Shared>,
    owner: String,
}

impl Elevation for OwnerElevation {
    fn set(&self, superuser: bool) -> Result<(), SqlFailure> {
        let alter = format!("ALTER ROLE {} {}", self.owner, if superuser { "SUPERUSER" } else { "NOSUPERUSER" });
        match self.server.maintain(|session| session.execute(&alter)) {
            Ok(()) => Ok(()),
            Err(MaintenanceError::Refused(failure)) => Err(failure),
            // There was no connection to make it one; then PostgreSQL refuses the statement itself.
            Err(MaintenanceError::Connection(_)) => Ok(()),
        }
    }
}

/// Roles on a server of our own. The owner is a member of each, so that it may give things to them and still has them.
struct OwnRoles {
    server: Arc<Shared>,
    owner: String,
}

impl MissingRoles for OwnRoles {
    fn make(&self, names: &[String]) -> Result<(), SqlFailure> {
        let role = |name: &String| {
            let name = quote_identifier(name);
            format!("CREATE ROLE {name} NOLOGIN; GRANT {name} TO {};", self.owner)
        };
        let make: String = names.iter().map(role).collect();
        match self.server.maintain(|session| session.execute(&make)) {
            Err(MaintenanceError::Refused(failure)) => Err(failure),
            // There was no connection to make them; then PostgreSQL refuses the statement itself.
            Ok(()) | Err(MaintenanceError::Connection(_)) => Ok(()),
        }
    }
}

impl Drop for TemporaryDatabase {
    fn drop(&mut self) {
        // Nobody is left to tell; the next run's sweep finds what stays.
        let _ = self.end();
    }
}

fn refused(message: &'static str) -> impl Fn(SqlFailure) -> ServerError {
    move |failure| ServerError::new(message).because(failure)
}

fn examine(session: &mut Session, config: Config) -> Result<(Version, Running), SqlFailure> {
    let sql = "SELECT current_setting('server_version_num')::int, \
               (SELECT oid FROM pg_database WHERE datname = current_database()), \
               current_user::text, \
               (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)";
    let rows = session.query(sql, &[])?;
    let row = rows.first();
    let number: i32 = row.map_or(0, |row| row.get(0));
    let running = Running {
        config,
        scope: row.map_or(0, |row| row.get(1)),
        user: row.map_or_else(String::new, |row| row.get(2)),
        is_superuser: row.is_some_and(|row| row.get(3)),
    };
    Ok((Version::from_number(u32::try_from(number).unwrap_or(0)), running))
}

/// A name that no one else uses: the server's clock, and the number of this session, which no living one shares.
fn lock_new_name(session: &mut Session, scope: u32) -> Result<String, SqlFailure> {
    let sql = "SELECT to_hex((extract(epoch FROM clock_timestamp()) * 1000000)::bigint) || '_' || pg_backend_pid()";
    let unique: String = session.query(sql, &[])?.first().map_or_else(String::new, |row| row.get(0));
    let suffix = format!("{scope}_{unique}");
    session.execute(&format!("SELECT pg_advisory_lock({})", lock_key(&suffix)))?;
    Ok(suffix)
}

/// SQL for the number that the advisory lock is taken on.
fn lock_key(suffix: &str) -> String {
    format!("hashtextextended('temp_db_{suffix}', 0)")
}

fn drop_statement(name: &str) -> String {
    // FORCE ends sessions that are still in it; since 13.
    format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")
}

/// Drops the database and the owner that was made for it.
fn drop_database(session: &mut Session, suffix: &str) -> Result<(), SqlFailure> {
    session.execute(&drop_statement(&format!("temp_db_{suffix}")))?;
    let owner = format!("temp_owner_{suffix}");
    // Looked up first: DROP ROLE IF EXISTS of no role is still denied to a user who may not drop any.
    match session.query("SELECT 1 FROM pg_roles WHERE rolname = $1", &[&owner])?.is_empty() {
        true => Ok(()),
        false => session.execute(&format!("DROP ROLE {owner}")),
    }
}

fn drop_and_unlock(session: &mut Session, suffix: &str) -> Result<(), SqlFailure> {
    drop_database(session, suffix)?;
    session.execute(&format!("SELECT pg_advisory_unlock({})", lock_key(suffix)))
}

/// Drops what killed runs left: names of ours, in this scope, whose lock is free.
fn sweep(session: &mut Session, scope: u32) -> Result<(), SqlFailure> {
    let pattern = format!("{scope}_[0-9a-f]+_[0-9]+");
    let sql = format!(
        "SELECT substr(datname, 9) FROM pg_database WHERE datname ~ '^temp_db_{pattern}$' \
         UNION SELECT substr(rolname, 12) FROM pg_roles WHERE rolname ~ '^temp_owner_{pattern}$' ORDER BY 1"
    );
    let suffixes: Vec<String> = session.query(&sql, &[])?.iter().map(|row| row.get(0)).collect();
    for suffix in suffixes {
        let free = session.query(&format!("SELECT pg_try_advisory_lock({})", lock_key(&suffix)), &[])?;
        if free.first().is_some_and(|row| row.get(0)) {
            // One that belongs to another user stays; it is no hindrance, and that user's next run removes it.
            let dropped = drop_and_unlock(session, &suffix);
            if dropped.is_err() {
                session.execute(&format!("SELECT pg_advisory_unlock({})", lock_key(&suffix)))?;
            }
        }
    }
    Ok(())
}
