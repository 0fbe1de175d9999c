//! The system calls that std does not offer, each behind a safe function. All unsafe code of the crate is here.
//!
//! Comes in: a command to start, a process to signal, a path to measure. Goes out: a child that cannot outlive us.
//! Never happens: an allocation, a lock or a panic between fork and exec.

#![allow(unsafe_code, reason = "std has no setgroups, prctl, statvfs, kill or sigwait")]

use std::ffi::CString;
use std::io;
use std::mem::MaybeUninit;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, OnceLock, PoisonError};

/// Whom a child runs as. PostgreSQL refuses to run as root.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct User {
    pub uid: u32,
    pub gid: u32,
}

pub(super) const QUIT: i32 = libc::SIGQUIT;
pub(super) const KILL: i32 = libc::SIGKILL;

/// The user that we act as.
pub(super) fn effective_uid() -> u32 {
    // SAFETY: takes nothing, touches no memory and cannot fail.
    unsafe { libc::geteuid() }
}

/// Bytes that we may still write to the file system that holds this path.
pub(super) fn free_bytes(path: &Path) -> io::Result<u64> {
    let path = CString::new(path.as_os_str().as_bytes())?;
    let mut found = MaybeUninit::<libc::statvfs>::uninit();
    // SAFETY: `path` ends in NUL and lives through the call; `found` is as large as the struct that is filled in.
    let result = unsafe { libc::statvfs(path.as_ptr(), found.as_mut_ptr()) };
    if result != 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: statvfs returned 0, so it has filled the struct in.
    let found = unsafe { found.assume_init() };
    #[allow(clippy::unnecessary_cast, reason = "the fields are 32 bits wide on some systems")]
    Ok((found.f_bavail as u64).saturating_mul(found.f_frsize as u64))
}

/// Sends a signal to a process that is our child and not yet waited for, or that was checked to be ours.
pub(super) fn signal(pid: u32, signal: i32) -> io::Result<()> {
    // 0 and negative numbers mean whole groups of processes: never ours to signal.
    let pid = libc::pid_t::try_from(pid).ok().filter(|pid| *pid > 1).ok_or(io::ErrorKind::InvalidInput)?;
    // SAFETY: passes two numbers; no memory is involved.
    match unsafe { libc::kill(pid, signal) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

/// Starts a command as this user (`None`: as we are), in a process group of its own, so that Ctrl-C reaches only us,
/// and on Linux such that it receives `end_signal` when this process ends, in whatever way. Elsewhere a server that
/// a killed process left behind is found and stopped by the next run's sweep.
pub(super) fn spawn(mut command: Command, user: Option<User>, end_signal: i32) -> io::Result<Child> {
    command.process_group(0);
    let parent = std::process::id();
    let prepare = move || prepare_child(user, end_signal, parent);
    // SAFETY: the closure runs between fork and exec of a process with several threads, where only async-signal-safe
    // functions may be called. `prepare_child` makes system calls on values that it owns, and nothing else.
    unsafe { command.pre_exec(prepare) };
    spawn_from_keeper(command)
}

fn prepare_child(user: Option<User>, end_signal: i32, parent: u32) -> io::Result<()> {
    let check = |result: libc::c_int| if result == 0 { Ok(()) } else { Err(io::Error::last_os_error()) };
    let mut none = MaybeUninit::<libc::sigset_t>::uninit();
    // SAFETY: system calls on numbers, a null list of length 0 (allowed by setgroups) and a signal set that
    // sigemptyset fills in before it is read; all are async-signal-safe.
    unsafe {
        // We may have blocked signals (see `interrupt`); a mask survives exec.
        check(libc::sigemptyset(none.as_mut_ptr()))?;
        check(libc::sigprocmask(libc::SIG_SETMASK, none.as_ptr(), std::ptr::null_mut()))?;
        // What we were told to ignore (a shell script's `groundplan … &` ignores SIGQUIT) survives exec too: PostgreSQL
        // would lose an end signal that comes before it has set its own handlers, and run on.
        for number in [libc::SIGQUIT, libc::SIGTERM, libc::SIGINT, libc::SIGHUP] {
            if libc::signal(number, libc::SIG_DFL) == libc::SIG_ERR {
                return Err(io::Error::last_os_error());
            }
        }
        if let Some(user) = user {
            // In this order: after setuid the other two are no longer permitted.
            check(libc::setgroups(0, std::ptr::null()))?;
            check(libc::setgid(user.gid))?;
            check(libc::setuid(user.uid))?;
        }
    }
    tie_to_parent(end_signal, parent)
}

#[cfg(target_os = "linux")]
fn tie_to_parent(end_signal: i32, parent: u32) -> io::Result<()> {
    // SAFETY: system calls on numbers, async-signal-safe. After setuid, which would clear the setting (prctl(2)).
    unsafe {
        if libc::prctl(libc::PR_SET_PDEATHSIG, end_signal as libc::c_ulong, 0, 0, 0) != 0 {
            return Err(io::Error::last_os_error());
        }
        // Had the parent ended before the call above, no signal would ever come.
        if libc::getppid() as u32 != parent {
            libc::_exit(1);
        }
    }
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn tie_to_parent(_end_signal: i32, _parent: u32) -> io::Result<()> {
    Ok(())
}

type Order = (Command, Sender<io::Result<Child>>);

/// Forks in a thread that lives as long as the process. Linux sends a child's end signal when the *thread* that forked
/// it ends, so a server that a test's thread started would die with that test, under the feet of all others.
fn spawn_from_keeper(command: Command) -> io::Result<Child> {
    static KEEPER: OnceLock<Mutex<Option<Sender<Order>>>> = OnceLock::new();
    let lost = || io::Error::other("the thread that starts processes is gone");
    let keeper = KEEPER.get_or_init(|| Mutex::new(start_keeper().ok()));
    let (answer, child) = channel();
    let orders = keeper.lock().unwrap_or_else(PoisonError::into_inner);
    orders.as_ref().ok_or_else(lost)?.send((command, answer)).map_err(|_| lost())?;
    drop(orders);
    child.recv().map_err(|_| lost())?
}

fn start_keeper() -> io::Result<Sender<Order>> {
    let (orders, inbox) = channel::<Order>();
    std::thread::Builder::new().name("process keeper".to_string()).spawn(move || {
        for (mut command, answer) in inbox {
            // Nobody waits any more only if the asking thread is gone; then the child must go too.
            if let Err(unwanted) = answer.send(command.spawn())
                && let Ok(mut child) = unwanted.0
            {
                let _ = child.kill();
                let _ = child.wait();
            }
        }
    })?;
    Ok(orders)
}

/// The signals by which a person or a system asks a program to end, without those that we were told to ignore (nohup).
#[derive(Clone, Copy)]
pub(super) struct EndSignals {
    set: libc::sigset_t,
}

impl EndSignals {
    /// Blocks them in this thread and in all that it starts from now on; [`EndSignals::wait`] receives them instead.
    pub(super) fn block() -> io::Result<EndSignals> {
        let mut set = MaybeUninit::<libc::sigset_t>::uninit();
        // SAFETY: sigemptyset fills `set` in before anything reads it; `old` is filled in by sigaction when that
        // returns 0 and read only then. Null pointers stand where the functions allow them.
        unsafe {
            libc::sigemptyset(set.as_mut_ptr());
            for number in [libc::SIGINT, libc::SIGTERM, libc::SIGHUP] {
                let mut old = MaybeUninit::<libc::sigaction>::uninit();
                if libc::sigaction(number, std::ptr::null(), old.as_mut_ptr()) == 0 && old.assume_init().sa_sigaction != libc::SIG_IGN {
                    libc::sigaddset(set.as_mut_ptr(), number);
                }
            }
            match libc::pthread_sigmask(libc::SIG_BLOCK, set.as_ptr(), std::ptr::null_mut()) {
                0 => Ok(EndSignals { set: set.assume_init() }),
                error => Err(io::Error::from_raw_os_error(error)),
            }
        }
    }

    /// Waits for one of them.
    pub(super) fn wait(&self) -> i32 {
        let mut number = 0;
        // SAFETY: both point to values that live through the call. It fails only for a set with an invalid signal.
        unsafe { libc::sigwait(&self.set, &mut number) };
        number
    }

    /// Ends the process as if the signal had never been blocked, so that a shell sees how it ended.
    pub(super) fn end_with(&self, number: i32) -> ! {
        // SAFETY: system calls on numbers and on our own set. The signal's action is the default one, which ends the
        // process; _exit stands for the case that it was delivered elsewhere.
        unsafe {
            libc::pthread_sigmask(libc::SIG_UNBLOCK, &self.set, std::ptr::null_mut());
            libc::raise(number);
            libc::_exit(128 + number)
        }
    }
}
