//! Killed at any moment, a run leaves nothing behind that the next one does not put right.
//!
//! A clean run is measured; then runs are killed (SIGKILL) at moments spread over its time, and at the instant in which their first
//! output appears. After each: no server of it lives on, no file under a final name is half written, and the next run ends with
//! exactly the clean result and has swept what was left. 25 moments in `make test`, 200 in `make soak`.
//! The exact points between two writes are tested in `publish`, in a world that breaks off after each.

#![cfg(target_os = "linux")]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may start and kill processes, and stops where it fails"
)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use common::{compare_trees, groundplan, root, run, soaking, tree};

type Tree = BTreeMap<String, Vec<u8>>;

/// 2026-01-01 00:00:00 UTC. Not `--timestamp`: that is refused where the killed run was already done.
const EPOCH: &str = "1767225600";

/// Each waits mostly for PostgreSQL, so a few at once save time.
const WORKERS: usize = 3;

#[derive(Debug, Clone, Copy)]
enum Moment {
    After(Duration),
    /// As soon as this many names stand in the output folders, temporary ones included.
    NamesStand(usize),
}

#[test]
fn a_killed_run_leaves_nothing_that_the_next_one_does_not_put_right() {
    let folder = project();
    let started = Instant::now();
    let first = run(generate(folder.path()));
    let whole = started.elapsed();
    assert_eq!(first.code, Some(0), "the clean run fails:\n{}", first.everything());
    let clean = tree(folder.path());
    assert!(clean.contains_key("blog.schema.lock"), "the clean run wrote no record: {:?}", clean.keys());
    assert!(clean.keys().any(|path| path.starts_with("migrations/")), "the clean run wrote no migration: {:?}", clean.keys());

    let moments = moments(whole);
    let (next, killed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Some(moment) = moments.get(next.fetch_add(1, Ordering::SeqCst)) {
                    let in_time = kill_and_recover(*moment, &clean);
                    killed.fetch_add(usize::from(in_time), Ordering::SeqCst);
                }
            });
        }
    });
    let killed = killed.into_inner();
    println!("{killed} of {} runs were still at work when they were killed", moments.len());
    assert!(killed * 2 >= moments.len(), "only {killed} of {} runs were still at work: the moments tell too little", moments.len());
}

fn moments(whole: Duration) -> Vec<Moment> {
    let (by_time, by_name) = if soaking() { (200, 12) } else { (25, 3) };
    let spread = (0..by_time).map(|number| Moment::After(whole * (2 * number + 1) / (2 * by_time)));
    spread.chain((0..by_name).map(|number| Moment::NamesStand(1 + number % 4))).collect()
}

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    // With a free text, whose record is published with the files.
    let text = fs::read_to_string(root().join("examples/blog.schema")).unwrap();
    fs::write(folder.path().join("blog.schema"), text + "\nintent \"A blog platform with users, posts and comments.\"\n").unwrap();
    folder
}

fn generate(folder: &Path) -> Command {
    let mut command = groundplan(folder);
    command.args(["generate", "blog.schema"]).env("SOURCE_DATE_EPOCH", EPOCH);
    command
}

/// Whether the run was still at work when the signal came.
fn kill_and_recover(moment: Moment, clean: &Tree) -> bool {
    let folder = project();
    let mut child = generate(folder.path()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    wait_for(moment, folder.path(), &mut child);
    let in_time = child.try_wait().unwrap().is_none();
    let process = child.id();
    child.kill().unwrap();
    child.wait().unwrap();

    assert_no_server_lives_on(process, moment);
    let left = tree(folder.path());
    let is_output = |path: &str| (path.ends_with(".sql") || path.ends_with(".lock")) && !path.contains("/.") && !path.starts_with('.');
    for (path, bytes) in left.iter().filter(|(path, _)| is_output(path)) {
        assert_eq!(Some(bytes), clean.get(path), "killed {moment:?}: {path} is half written or new");
    }

    let next = run(generate(folder.path()));
    assert_eq!(next.code, Some(0), "killed {moment:?}, the next run fails:\n{}\nIt found: {:?}", next.everything(), left.keys());
    if let Err(wrong) = compare_trees(clean, &tree(folder.path())) {
        panic!("killed {moment:?}, the next run ends otherwise than a clean one:{wrong}");
    }
    let journal = folder.path().join(".groundplan/journal.json");
    assert!(!journal.exists(), "killed {moment:?}, the next run left the journal");
    assert_eq!(run_directories(process), Vec::<PathBuf>::new(), "killed {moment:?}, the next run did not sweep");
    in_time
}

fn wait_for(moment: Moment, folder: &Path, child: &mut Child) {
    match moment {
        Moment::After(time) => thread::sleep(time),
        Moment::NamesStand(wanted) => {
            let names = |name: &str| fs::read_dir(folder.join(name)).map_or(0, |entries| entries.count());
            while names("migrations") + names("seeds") < wanted && child.try_wait().unwrap().is_none() {
                std::hint::spin_loop();
            }
        }
    }
}

/// Its servers get a signal from the kernel when it dies; they need a moment to follow it.
fn assert_no_server_lives_on(process: u32, moment: Moment) {
    let patience = Instant::now() + Duration::from_secs(10);
    loop {
        let living = servers_of(process);
        if living.is_empty() {
            return;
        }
        assert!(Instant::now() < patience, "killed {moment:?}: these servers live on: {living:?}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// Processes that work in a run directory of `process`: a server's processes all have their data directory as working directory.
fn servers_of(process: u32) -> Vec<String> {
    let mark = format!("/run-{process}-");
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").unwrap().flatten() {
        let path = entry.path();
        let arguments = fs::read(path.join("cmdline")).map(|bytes| String::from_utf8_lossy(&bytes).replace('\0', " ")).unwrap_or_default();
        let directory = fs::read_link(path.join("cwd")).map(|link| link.display().to_string()).unwrap_or_default();
        if arguments.contains(&mark) || directory.contains(&mark) {
            found.push(format!("{} {arguments}in {directory}", entry.file_name().to_string_lossy()));
        }
    }
    found
}

/// `/dev/shm/groundplan-UID/run-PID-N`, and the like in the other places where Groundplan works.
fn run_directories(process: u32) -> Vec<PathBuf> {
    let places = [PathBuf::from("/dev/shm"), std::env::temp_dir(), PathBuf::from("/tmp")];
    let mut found = Vec::new();
    for place in places {
        for own in fs::read_dir(place)
            .into_iter()
            .flatten()
            .flatten()
            .filter(|entry| entry.file_name().to_string_lossy().starts_with("groundplan-"))
        {
            let runs = fs::read_dir(own.path()).into_iter().flatten().flatten();
            found.extend(runs.map(|entry| entry.path()).filter(|path| path.to_string_lossy().contains(&format!("/run-{process}-"))));
        }
    }
    found
}
