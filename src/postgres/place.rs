//! Where throw-away clusters keep their files, and how nothing of them stays.
//!
//! Comes in: directories to choose from. Goes out: a run directory, locked for as long as its
//! process lives. Never happens: a file of another user is trusted (/dev/shm and /tmp are writable for all), a
//! directory of a living process is removed.
//!
//! ```text
//! /dev/shm/groundplan-UID/    0700, or 0711 for root, whose servers run as another user
//!     lock                    held while run directories are swept or created
//!     cache-…/                initialised data directories, see `cache`
//!     run-PID-N/lock          held by the process; when it is free, the process is gone
//!     run-PID-N/data/         the server's data directory and its socket
//!     run-PID-N/server.log
//! ```

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Child;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use super::ServerError;
use super::child::{self, User};
use super::interrupt::{self, Registered};

/// A cluster, its cache and a few databases more fit into this many bytes.
const ROOM: u64 = 256 << 20;

/// `sun_path` holds 108 bytes on Linux and 104 elsewhere, a closing NUL among them.
const SOCKET_PATH_LIMIT: usize = if cfg!(target_os = "linux") { 107 } else { 103 };

/// The longest that a run directory adds to it.
const SOCKET_IN_PLACE: &str = "/run-4194304-9999/data/.s.PGSQL.5432";

/// How long a server may take to stop before it is killed. PostgreSQL itself gives its processes 5 s.
const STOP_LIMIT: Duration = Duration::from_secs(7);
/// So long its files may resist being removed.
const REMOVAL_LIMIT: Duration = Duration::from_secs(5);

/// A directory of this user, checked.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub path: PathBuf,
    /// Whom servers run as, when we are root.
    pub server_user: Option<User>,
}

impl Place {
    /// In the first of these directories that serves.
    pub(super) fn choose(candidates: &[PathBuf]) -> Result<Place, ServerError> {
        let mut refusals: Vec<String> = Vec::new();
        for parent in candidates {
            match Place::in_directory(parent) {
                Ok(place) => return Ok(place),
                Err(refusal) => refusals.push(format!("{}: {refusal}", parent.display())),
            }
        }
        Err(ServerError::new("there is no place for a throw-away PostgreSQL")
            .because(refusals.join("; "))
            .help("Free 256 MB in /dev/shm or /tmp, or name a directory of your own with a short path: TMPDIR=DIRECTORY."))
    }

    fn in_directory(parent: &Path) -> Result<Place, String> {
        let uid = child::effective_uid();
        let path = parent.join(format!("groundplan-{uid}"));
        if path.as_os_str().len() + SOCKET_IN_PLACE.len() > SOCKET_PATH_LIMIT {
            return Err("the path is too long for a Unix socket".to_string());
        }
        if !path.is_absolute() {
            return Err("the path is relative".to_string());
        }
        let server_user = (uid == 0).then(unprivileged_user);
        if let Some(user) = server_user
            && !parent.ancestors().all(|above| fs::metadata(above).is_ok_and(|found| found.mode() & 0o001 != 0))
        {
            return Err(format!("user {}, whom the server runs as, cannot reach it", user.uid));
        }
        let free = child::free_bytes(parent).map_err(|cause| cause.to_string())?;
        if free < ROOM {
            return Err(format!("{} MB free, {} MB needed", free >> 20, ROOM >> 20));
        }
        let mode = if uid == 0 { 0o711 } else { 0o700 };
        make_private_directory(&path, uid, mode).map_err(|cause| cause.to_string())?;
        Ok(Place { path, server_user })
    }

    /// Sweeps, then makes a run directory. Both under the lock: else a sweep could take a directory that is not locked yet.
    pub(super) fn new_run(&self) -> Result<Arc<Run>, ServerError> {
        let _lock = locked(&self.path.join("lock"))?;
        sweep(&self.path);
        let pid = std::process::id();
        let mode = if self.server_user.is_some() { 0o711 } else { 0o700 };
        for number in 0u32.. {
            let path = self.path.join(format!("run-{pid}-{number}"));
            match DirBuilder::new().mode(mode).create(&path) {
                Ok(()) => return Run::begin(path, mode),
                // Ours from a moment ago, or of a process with our number in another container that shares this place.
                Err(cause) if cause.kind() == io::ErrorKind::AlreadyExists => {}
                Err(cause) => return Err(ServerError::file("create", &path, cause)),
            }
        }
        Err(ServerError::new("all names for run directories are taken"))
    }
}

fn make_private_directory(path: &Path, uid: u32, mode: u32) -> io::Result<()> {
    match DirBuilder::new().mode(mode).create(path) {
        Err(cause) if cause.kind() != io::ErrorKind::AlreadyExists => return Err(cause),
        _ => {}
    }
    let found = fs::symlink_metadata(path)?;
    if !found.is_dir() || found.uid() != uid {
        return Err(io::Error::other(format!("{} stands there and is not a directory of ours", path.display())));
    }
    // A umask, or an earlier hand, may have made it another. Only the owner can have swapped it since the check.
    fs::set_permissions(path, Permissions::from_mode(mode))
}

/// `postgres`, else `nobody`: both are in the file, directory services or not.
fn unprivileged_user() -> User {
    let users = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let find = |name: &str| {
        users.lines().find_map(|line| {
            let fields: Vec<&str> = line.split(':').collect();
            let [user, _, uid, gid, ..] = fields[..] else { return None };
            // macOS writes nobody's number as -2.
            let number = |text: &str| text.parse::<i64>().ok().map(|number| number as u32);
            (user == name).then_some(User { uid: number(uid)?, gid: number(gid)? }).filter(|user| user.uid != 0)
        })
    };
    find("postgres").or_else(|| find("nobody")).unwrap_or(User { uid: 65_534, gid: 65_534 })
}

/// Opens, or makes, a lock file and waits for it. The lock ends with the file, that is, with the process at the latest.
pub(super) fn locked(path: &Path) -> Result<File, ServerError> {
    let lock = || {
        let file = open_lock(path)?;
        file.lock()?;
        Ok(file)
    };
    lock().map_err(|cause| ServerError::file("lock", path, cause))
}

pub(super) fn open_lock(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path)
}

/// One run's directory, and its server while it has one. Whoever drops the last handle stops the one and removes the other.
#[derive(Debug)]
pub(super) struct Run {
    pub path: PathBuf,
    state: Mutex<RunState>,
    /// Taken out when the run has ended, so that an interrupt finds nothing to do.
    registered: Mutex<Option<Registered>>,
}

#[derive(Debug)]
struct RunState {
    server: Option<Child>,
    lock: Option<File>,
}

impl Run {
    fn begin(path: PathBuf, mode: u32) -> Result<Arc<Run>, ServerError> {
        let begin = || {
            fs::set_permissions(&path, Permissions::from_mode(mode))?;
            let lock = open_lock(&path.join("lock"))?;
            lock.try_lock().map_err(io::Error::from)?;
            Ok(lock)
        };
        let lock = begin().map_err(|cause| ServerError::file("lock", &path, cause))?;
        let state = Mutex::new(RunState { server: None, lock: Some(lock) });
        let run = Arc::new(Run { path, state, registered: Mutex::new(None) });
        let weak: Weak<Run> = Arc::downgrade(&run);
        let registered = interrupt::on_interrupt(move || {
            if let Some(run) = weak.upgrade() {
                run.end();
            }
        });
        *run.registered.lock().unwrap_or_else(PoisonError::into_inner) = Some(registered);
        Ok(run)
    }

    pub(super) fn data(&self) -> PathBuf {
        self.path.join("data")
    }

    pub(super) fn log(&self) -> PathBuf {
        self.path.join("server.log")
    }

    /// Takes a server or an `initdb` over, to stop it at the end. One that still runs is stopped first.
    pub(super) fn keep(&self, server: Child) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(mut before) = state.server.replace(server) {
            stop(&mut before);
        }
        if state.lock.is_none() {
            // An interrupt came between: the run has ended, so the server must too.
            if let Some(mut late) = state.server.take() {
                stop(&mut late);
            }
        }
    }

    /// How the process ended, if it did; what was wrong is an error.
    pub(super) fn ended(&self) -> Option<Result<(), String>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match state.server.as_mut().map(Child::try_wait) {
            Some(Ok(None)) => None,
            Some(Ok(Some(status))) if status.success() => Some(Ok(())),
            Some(Ok(Some(status))) => Some(Err(status.to_string())),
            Some(Err(cause)) => Some(Err(cause.to_string())),
            None => Some(Err("it was stopped".to_string())),
        }
    }

    pub(super) fn stop_server(&self) {
        if let Some(mut server) = self.state.lock().unwrap_or_else(PoisonError::into_inner).server.take() {
            stop(&mut server);
        }
    }

    /// Stops the server and removes the directory. What cannot be removed now, the next sweep removes.
    pub(super) fn end(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(mut server) = state.server.take() {
            stop(&mut server);
        }
        if let Some(lock) = state.lock.take() {
            // A server process that ends a little later may still have written a file.
            wait_until(REMOVAL_LIMIT, || {
                let _ = fs::remove_dir_all(&self.path);
                !self.path.exists()
            });
            drop(lock);
        }
    }
}

impl Drop for Run {
    fn drop(&mut self) {
        self.end();
    }
}

/// Immediate shutdown: the data is thrown away, so nothing is worth a checkpoint.
fn stop(server: &mut Child) {
    // Once it is waited for, its number may be another process's.
    if !matches!(server.try_wait(), Ok(None)) {
        return;
    }
    let _ = child::signal(server.id(), child::QUIT);
    if !wait_until(STOP_LIMIT, || !matches!(server.try_wait(), Ok(None))) {
        let _ = server.kill();
        let _ = server.wait();
    }
}

/// Looks again and again, seldomer at first, then every 2 ms: a run waits for the start and the end of a server, some 40 ms each.
pub(super) fn wait_until(limit: Duration, mut is_so: impl FnMut() -> bool) -> bool {
    let start = Instant::now();
    let mut pause = Duration::from_micros(500);
    loop {
        if is_so() {
            return true;
        }
        if start.elapsed() > limit {
            return false;
        }
        std::thread::sleep(pause);
        pause = (pause * 5 / 4).min(Duration::from_millis(2));
    }
}

/// Removes run directories whose process is gone, and stops a server that is still in one. The caller holds the place's lock.
/// Errors are no reason to stop: what stays is tried again by the next run.
fn sweep(place: &Path) {
    let Ok(entries) = fs::read_dir(place) else { return };
    for entry in entries.flatten() {
        if !entry.file_name().to_string_lossy().starts_with("run-") {
            continue;
        }
        let run = entry.path();
        if !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        // A process killed between creating the directory and the file leaves no file; opening makes one.
        let Ok(lock) = open_lock(&run.join("lock")) else { continue };
        if lock.try_lock().is_ok() {
            stop_abandoned_server(&run.join("data"));
            // An initdb whose parent was killed ends in order within moments; without its files it would crash and leave
            // shared memory behind.
            wait_until(Duration::from_secs(2), || !is_in_use(&run));
            let _ = fs::remove_dir_all(&run);
        }
    }
}

fn stop_abandoned_server(data: &Path) {
    let Ok(status) = fs::read_to_string(data.join("postmaster.pid")) else { return };
    let Some(pid) = status.lines().next().and_then(|line| line.trim().parse::<u32>().ok()) else { return };
    if !is_server_of(pid, data) {
        return;
    }
    let _ = child::signal(pid, child::QUIT);
    if !wait_until(STOP_LIMIT, || !is_server_of(pid, data)) {
        let _ = child::signal(pid, child::KILL);
        wait_until(Duration::from_secs(1), || !is_server_of(pid, data));
    }
}

/// Process numbers are given out again: it is our server only if it works in that directory.
#[cfg(target_os = "linux")]
fn is_server_of(pid: u32, data: &Path) -> bool {
    fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|directory| directory == data)
}

/// Whether a process that we may look at works in this directory.
#[cfg(target_os = "linux")]
fn is_in_use(directory: &Path) -> bool {
    let Ok(processes) = fs::read_dir("/proc") else { return false };
    processes.flatten().any(|process| fs::read_link(process.path().join("cwd")).is_ok_and(|cwd| cwd.starts_with(directory)))
}

#[cfg(not(target_os = "linux"))]
fn is_in_use(_directory: &Path) -> bool {
    false
}

#[cfg(not(target_os = "linux"))]
fn is_server_of(pid: u32, data: &Path) -> bool {
    let output = std::process::Command::new("/bin/ps").args(["-ww", "-o", "command=", "-p", &pid.to_string()]).output();
    output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains(&*data.to_string_lossy()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_of_someone_else_and_a_link_are_not_trusted() {
        let folder = tempfile::tempdir().expect("a temporary directory");
        let uid = child::effective_uid();
        let place = folder.path().join(format!("groundplan-{uid}"));
        std::os::unix::fs::symlink("/tmp", &place).expect("link");
        let refusal = Place::in_directory(folder.path()).expect_err("a link");
        assert!(refusal.contains("is not a directory of ours"), "{refusal}");
        fs::remove_file(&place).expect("remove");
        let other = make_private_directory(folder.path(), uid + 1, 0o700).expect_err("of someone else");
        assert!(other.to_string().contains("is not a directory of ours"), "{other}");
        fs::create_dir(&place).expect("create");
        fs::set_permissions(&place, Permissions::from_mode(0o777)).expect("open it to all");
        Place::in_directory(folder.path()).expect("ours, and closed again");
        let mode = fs::metadata(&place).expect("metadata").permissions().mode() & 0o777;
        assert_eq!(mode, if uid == 0 { 0o711 } else { 0o700 });
    }

    #[test]
    fn a_path_too_long_for_a_socket_is_passed_over() {
        let folder = tempfile::tempdir().expect("a temporary directory");
        let deep = folder.path().join("d".repeat(60));
        fs::create_dir(&deep).expect("create");
        assert_eq!(Place::in_directory(&deep).expect_err("too long"), "the path is too long for a Unix socket");
    }

    #[test]
    fn a_sweep_removes_what_is_abandoned_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a temporary directory");
        for name in ["run-1-0/data", "run-2-0", "run-3-0", "cache-x"] {
            fs::create_dir_all(folder.path().join(name)).expect("create");
        }
        let held = open_lock(&folder.path().join("run-3-0/lock")).expect("open");
        held.lock().expect("lock");
        // A process that lives and is no server of ours.
        fs::write(folder.path().join("run-1-0/data/postmaster.pid"), format!("{}\n", std::process::id())).expect("write");
        sweep(folder.path());
        let mut left: Vec<String> = fs::read_dir(folder.path())
            .expect("list")
            .map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned())
            .collect();
        left.sort();
        assert_eq!(left, ["cache-x", "run-3-0"]);
    }
    #[test]
    #[cfg(target_os = "linux")]
    fn a_sweep_stops_the_server_that_still_runs_in_an_abandoned_directory() {
        let folder = tempfile::tempdir().expect("a temporary directory");
        let data = folder.path().join("run-1-0/data");
        fs::create_dir_all(&data).expect("create");
        // What the sweep knows of a server: its number in postmaster.pid, and where it works.
        // A shell's background job ignores SIGQUIT, and so would its children.
        let mut server =
            std::process::Command::new("env").args(["--default-signal=QUIT", "sleep", "60"]).current_dir(&data).spawn().expect("sleep");
        let is_sleep = |number: u32| fs::read_to_string(format!("/proc/{number}/comm")).is_ok_and(|name| name.trim() == "sleep");
        while !is_sleep(server.id()) {
            std::thread::sleep(Duration::from_millis(2));
        }
        fs::write(data.join("postmaster.pid"), format!("{}\n{}\n", server.id(), data.display())).expect("write");
        sweep(folder.path());
        let status = server.try_wait().expect("a status").expect("it has ended");
        assert_eq!(std::os::unix::process::ExitStatusExt::signal(&status), Some(child::QUIT));
        assert!(!folder.path().join("run-1-0").exists());
    }
}
