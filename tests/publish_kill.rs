//! Publishing under SIGKILL, on a real disk: whenever the process dies, the next one finds both files of a run or none.
//!
//! The test starts this same program again as a child that publishes one run after the other, and kills it at moments
//! spread over the time that a few runs take. (That every single step is covered is shown in memory, in src/publish/tests.rs;
//! this shows that a disk behaves as that memory does.)

#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "a test starts itself again and looks at the disk")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use groundplan::proof::{Unverified, Warrant};
use groundplan::publish::{Folders, Workspace, publish};
use groundplan::render::{SqlFile, SqlFiles};
use groundplan::world::RealWorld;

const PROJECT: &str = "GROUNDPLAN_TEST_PUBLISH_INTO";
const KILLS: u64 = 60;

fn folders(project: &Path) -> Folders {
    Folders { migrations: project.join("migrations"), seeds: project.join("data/seeds") }
}

/// Long enough that a write takes more than one page.
fn text(kind: &str, number: usize) -> String {
    format!("-- {kind} {number}\n").repeat(1_000)
}

fn file(kind: &str, number: usize) -> Option<SqlFile> {
    Some(SqlFile { name: format!("{number:06}_a.sql"), text: text(kind, number), ..SqlFile::default() })
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Publishes until it is killed.
fn publish_for_ever(project: &Path) {
    let folders = folders(project);
    for number in names(&folders.migrations).len().. {
        let (workspace, _) = Workspace::open(&RealWorld, project, &folders).expect("the lock is free");
        let files = SqlFiles { migration: file("migration", number), seed: file("seed", number) };
        let unverified = Unverified::because_the_user_asked();
        publish(&workspace, &folders, &files, &[], Warrant::Unverified(&unverified)).expect("published");
    }
}

#[test]
fn killed_at_many_moments_there_are_both_files_or_none() {
    if let Some(project) = std::env::var_os(PROJECT) {
        return publish_for_ever(&PathBuf::from(project));
    }
    let folder = tempfile::tempdir().expect("a temporary directory");
    let project = folder.path();
    let folders = folders(project);
    let mut unfinished = 0;
    for kill in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", "killed_at_many_moments_there_are_both_files_or_none"])
            .env(PROJECT, project)
            .stdout(Stdio::null())
            .spawn()
            .expect("the child starts");
        // Counted from a run that is at work, however long the child took to start; in no step with its work.
        for _ in 0..10_000 {
            if Workspace::is_unfinished(&RealWorld, project) {
                break;
            }
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(Duration::from_micros((kill * 7_919) % 20_000));
        child.kill().expect("killed");
        let status = child.wait().expect("ended");
        assert_eq!(status.code(), None, "the child ended by itself, so something is wrong with it");

        unfinished += u32::from(Workspace::is_unfinished(&RealWorld, project));
        Workspace::open(&RealWorld, project, &folders).map(drop).expect("recovered");
        let migrations = names(&folders.migrations);
        assert_eq!(migrations, names(&folders.seeds), "kill {kill}");
        for (number, name) in migrations.iter().enumerate() {
            assert_eq!(*name, format!("{number:06}_a.sql"), "kill {kill}");
            let read = |folder: &Path| fs::read_to_string(folder.join(name)).expect("a whole file");
            assert_eq!(read(&folders.migrations), text("migration", number), "kill {kill}");
            assert_eq!(read(&folders.seeds), text("seed", number), "kill {kill}");
        }
        assert_eq!(names(&project.join(".groundplan")), [".gitignore", "lock"], "kill {kill}");
    }
    assert!(unfinished > 0, "no kill met a run at its work: the moments are badly chosen");
}
