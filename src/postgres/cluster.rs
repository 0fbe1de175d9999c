//! A throw-away PostgreSQL server of our own.
//!
//! Comes in: the binaries. Goes out: a running server that only we can reach, through a Unix socket.
//! Never happens: a network port, a server that outlives this process, data that anyone would miss (nothing is synced).

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use ::postgres::Config;

use super::cache::{provide_data_directory, run_failed};
use super::child;
use super::place::{Place, Run, wait_until};
use super::{Binaries, ServerError, Version};
use crate::world::World;

/// The superuser of every throw-away cluster.
pub const SUPERUSER: &str = "groundplan";

/// The plain role that owns a throw-away cluster's databases.
pub const OWNER: &str = "groundplan_owner";

/// Databases that a cluster brings along; the first proof needs no CREATE DATABASE.
pub(super) const FIRST_DATABASE: &str = "postgres";

const START_LIMIT: Duration = Duration::from_secs(60);

/// Where a cluster may work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClusterOptions {
    /// Directories to work in; the first that has room and is safe is taken.
    pub places: Vec<PathBuf>,
    /// How many connections the server takes at once. Each one more makes it start a little slower.
    pub connections: u32,
}

impl ClusterOptions {
    pub fn from_world(world: &dyn World) -> ClusterOptions {
        let temporary = world.variable("TMPDIR").map(PathBuf::from);
        let memory = cfg!(target_os = "linux").then(|| PathBuf::from("/dev/shm"));
        ClusterOptions { places: memory.into_iter().chain(temporary).chain([PathBuf::from("/tmp")]).collect(), connections: 24 }
    }
}

/// A running server. Dropping the last handle on it stops it and removes its files.
#[derive(Debug)]
pub struct Cluster {
    run: Arc<Run>,
    version: Version,
}

impl Cluster {
    pub fn start(binaries: &Binaries, options: &ClusterOptions) -> Result<Cluster, ServerError> {
        let place = Place::choose(&options.places)?;
        let run = place.new_run()?;
        provide_data_directory(binaries, &place, &run, false)?;
        if start_server(binaries, options, &place, &run).is_err() {
            // PostgreSQL's own checks may have found damage in what was copied. If it is something else, it shows again.
            run.stop_server();
            remove(&run.data())?;
            provide_data_directory(binaries, &place, &run, true)?;
            start_server(binaries, options, &place, &run)?;
        }
        Ok(Cluster { run, version: binaries.version })
    }

    pub fn version(&self) -> Version {
        self.version
    }

    /// Holds the socket, `.s.PGSQL.5432`: the `host` of a connection.
    pub fn socket_directory(&self) -> PathBuf {
        self.run.data()
    }

    /// How to reach one of its databases.
    pub fn config(&self, user: &str, database: &str) -> Config {
        let mut config = Config::new();
        config.host_path(self.socket_directory()).port(5432).user(user).dbname(database);
        config
    }

    /// As `psql` and `--server` take it.
    pub fn url(&self, user: &str, database: &str) -> String {
        format!("postgresql:///{database}?host={}&port=5432&user={user}", self.socket_directory().display())
    }

    /// Stops the server and removes its files, as dropping does, and says whether they are gone.
    pub fn stop(self) -> Result<(), ServerError> {
        self.end()
    }

    pub(super) fn end(&self) -> Result<(), ServerError> {
        self.run.end();
        match self.run.path.exists() {
            false => Ok(()),
            true => Err(ServerError::new(format!("the files of the throw-away PostgreSQL are still in {}", self.run.path.display()))),
        }
    }
}

fn remove(directory: &Path) -> Result<(), ServerError> {
    fs::remove_dir_all(directory).map_err(|cause| ServerError::file("remove", directory, cause))
}

/// A command that sees nothing of the person's environment but what finds libraries: no PG…, no locale, no time zone.
pub(super) fn quiet_command(program: &Path, run: &Run) -> Command {
    let mut command = Command::new(program);
    let kept: Vec<(&str, OsString)> =
        ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"].into_iter().filter_map(|name| Some((name, std::env::var_os(name)?))).collect();
    // TZ also spares initdb a search through all time zones.
    command.env_clear().envs(kept).env("LC_ALL", "C").env("TZ", "UTC");
    command.current_dir(&run.path).stdin(Stdio::null());
    command
}

fn start_server(binaries: &Binaries, options: &ClusterOptions, place: &Place, run: &Run) -> Result<(), ServerError> {
    let data = run.data();
    let log_path = run.log();
    let log = File::create(&log_path).map_err(|cause| ServerError::file("create", &log_path, cause))?;
    let also = log.try_clone().map_err(|cause| ServerError::file("create", &log_path, cause))?;
    let mut command = quiet_command(&binaries.program("postgres"), run);
    command.arg("-D").arg(&data).stdout(log).stderr(also);
    for setting in settings(binaries.version, options, &data) {
        command.arg("-c").arg(setting);
    }
    let shown = match place.server_user {
        Some(user) => format!("{} as user {}", binaries.program("postgres").display(), user.uid),
        None => binaries.program("postgres").display().to_string(),
    };
    let server = child::spawn(command, place.server_user, child::QUIT).map_err(|cause| run_failed("postgres", &shown, cause))?;
    run.keep(server);
    wait_for(run, &data, &log_path)
}

fn settings(version: Version, options: &ClusterOptions, data: &Path) -> Vec<String> {
    let mut settings: Vec<String> = [
        "listen_addresses=",
        "unix_socket_permissions=0700",
        "port=5432",
        // Nothing here is worth a wait for a disk.
        "fsync=off",
        "full_page_writes=off",
        "synchronous_commit=off",
        "wal_level=minimal",
        "max_wal_senders=0",
        "max_wal_size=256MB",
        "checkpoint_timeout=1h",
        // A transaction that creates a thousand tables holds a lock on each, its indexes and its sequence.
        "max_locks_per_transaction=1024",
        "shared_buffers=32MB",
        "huge_pages=off",
        // In the data directory, and so swept with it, instead of in /dev/shm.
        "dynamic_shared_memory_type=mmap",
        // Fewer processes start faster and do nothing at moments of their own choosing.
        "autovacuum=off",
        "max_worker_processes=0",
        "max_parallel_workers=0",
        "max_parallel_workers_per_gather=0",
        "max_logical_replication_workers=0",
        "restart_after_crash=off",
        "jit=off",
        "TimeZone=UTC",
        "log_timezone=UTC",
        "log_min_messages=warning",
        "log_line_prefix=",
        "lc_messages=C",
    ]
    .map(str::to_string)
    .to_vec();
    settings.push(format!("max_connections={}", options.connections));
    settings.push(format!("unix_socket_directories={}", data.display()));
    if version.major >= 18 {
        // The default starts three processes.
        settings.push("io_method=sync".to_string());
    }
    settings
}

/// The server itself writes `ready` into the eighth line of postmaster.pid once it takes connections.
fn wait_for(run: &Run, data: &Path, log: &Path) -> Result<(), ServerError> {
    let mut ended = None;
    let is_ready = || {
        let status = fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
        status.lines().nth(7).is_some_and(|line| line.trim() == "ready")
    };
    let settled = wait_until(START_LIMIT, || {
        ended = run.ended();
        ended.is_some() || is_ready()
    });
    match ended {
        Some(status) => {
            let status = status.err().unwrap_or_else(|| "it ended at once".to_string());
            Err(ServerError::new(format!("the throw-away PostgreSQL did not start ({status})")).because(last_lines(log)))
        }
        None if settled => Ok(()),
        None => {
            Err(ServerError::new(format!("the throw-away PostgreSQL was not ready after {} s", START_LIMIT.as_secs()))
                .because(last_lines(log)))
        }
    }
}

/// What a program said last, for an error.
pub(super) fn last_lines(log: &Path) -> String {
    let bytes = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    match &lines[lines.len().saturating_sub(8)..] {
        [] => "it said nothing".to_string(),
        last => last.join("\n"),
    }
}
