//! What is cleaned up when a person presses Ctrl-C, or a system sends SIGTERM or SIGHUP.
//!
//! Comes in: cleaners, from whoever owns a server, a directory or a temporary database. Goes out: the process ends by
//! that same signal, after the cleaners ran. Never happens: work inside a signal handler: a thread waits for the
//! signal and cleans up in the ordinary way. (SIGKILL cannot be seen: there the child's end signal and the next run's
//! sweep serve.)

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use super::child::EndSignals;
use crate::world::{RealWorld, World};

type Cleaner = Box<dyn Fn() + Send>;

static CLEANERS: Mutex<(u64, BTreeMap<u64, Cleaner>)> = Mutex::new((0, BTreeMap::new()));

static IS_UNDER_WAY: AtomicBool = AtomicBool::new(false);

/// Waits for the end of the process if an interrupt is under way, and returns at once if not. `main` calls this before
/// it reports an error: when the interrupt has stopped the server, whoever talks to it sees a broken connection, and
/// that is nothing to tell a person who pressed Ctrl-C.
pub fn wait_if_under_way() {
    while IS_UNDER_WAY.load(Ordering::SeqCst) {
        std::thread::park();
    }
}

/// Starts the thread that waits. `main` calls this once, before any other thread is started: threads inherit what is blocked.
/// Without the call the signals end the process at once, which is safe too, but leaves a directory to the next run's sweep.
pub fn install() -> io::Result<()> {
    let signals = EndSignals::block()?;
    std::thread::Builder::new().name("interrupt".to_string()).spawn(move || {
        let number = signals.wait();
        IS_UNDER_WAY.store(true, Ordering::SeqCst);
        // Newest first: a database before its server, a server before its directory.
        let cleaners = std::mem::take(&mut CLEANERS.lock().unwrap_or_else(PoisonError::into_inner).1);
        for cleaner in cleaners.into_values().rev() {
            cleaner();
        }
        signals.end_with(number)
    })?;
    Ok(())
}

/// Holds a cleaner in the list; dropping it takes the cleaner out.
#[derive(Debug)]
pub struct Registered(u64);

/// Has a file removed on an interrupt that is not complete until this is dropped.
pub fn remove_on_interrupt(path: PathBuf) -> Registered {
    on_interrupt(move || drop(RealWorld.remove_file(&path)))
}

/// Has `cleaner` run on an interrupt. It must be able to run while the owner is at work in another thread.
pub(super) fn on_interrupt(cleaner: impl Fn() + Send + 'static) -> Registered {
    let mut cleaners = CLEANERS.lock().unwrap_or_else(PoisonError::into_inner);
    cleaners.0 += 1;
    let number = cleaners.0;
    cleaners.1.insert(number, Box::new(cleaner));
    Registered(number)
}

impl Drop for Registered {
    fn drop(&mut self) {
        let removed = CLEANERS.lock().unwrap_or_else(PoisonError::into_inner).1.remove(&self.0);
        // Dropped after the lock is released: a cleaner may hold things whose own drop comes here.
        drop(removed);
    }
}
