//! Same inputs, same bytes: the repository's own migrations/ and seeds/ come out again under any time zone, locale, folder, home,
//! user, number of cores, and without a network.
//!
//! A variant that this machine cannot try is shown as ignored, never as passed.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "a test may start processes, and stops where it fails")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use libtest_mimic::{Arguments, Failed, Trial};

use common::{STAMP, compare_trees, root, run, tree};

/// The account `nobody`, by the number that Debian, Fedora and most others give it.
const NOBODY: u32 = 65534;

fn main() {
    let root_user = succeeds(&["sh", "-c", "test \"$(id -u)\" = 0"]);
    let no_network: &[&str] = if root_user { &["unshare", "-n"] } else { &["unshare", "-rn"] };
    let mut without_network = no_network.to_vec();
    without_network.push("true");
    let trials = vec![
        trial("with_the_usual_surroundings", true, || generated(&[], &[], "")),
        trial("in_a_far_time_zone", true, || generated(&[], &[("TZ", "Pacific/Kiritimati")], "")),
        trial("in_a_time_zone_with_half_hours", true, || generated(&[], &[("TZ", "America/St_Johns")], "")),
        trial("in_another_locale", true, || generated(&[], &[("LC_ALL", "tr_TR.UTF-8"), ("LANG", "tr_TR.UTF-8")], "")),
        trial("in_the_plain_locale", true, || generated(&[], &[("LC_ALL", "C"), ("LANG", "C")], "")),
        trial("without_a_home", true, || generated(&[], &[("HOME", "")], "")),
        trial("with_another_home_and_name", true, || {
            generated(&[], &[("HOME", "/nonexistent"), ("USER", "somebody"), ("LOGNAME", "somebody")], "")
        }),
        trial("in_a_folder_with_spaces_and_umlauts", true, || generated(&[], &[], "Größe und Gewicht/it's here")),
        trial("with_a_stamp_from_outside_that_is_overruled", true, || generated(&[], &[("SOURCE_DATE_EPOCH", "1000000000")], "")),
        trial("with_variables_of_postgres", true, || {
            generated(&[], &[("PGTZ", "Asia/Tokyo"), ("PGDATESTYLE", "German"), ("PGPORT", "1")], "")
        }),
        trial("on_one_core", succeeds(&["taskset", "-c", "0", "true"]), || generated(&["taskset", "-c", "0"], &[], "")),
        trial("without_a_network", succeeds(&without_network), move || generated(no_network, &[], "")),
        trial("as_another_user", root_user && succeeds(&["setpriv", "--version"]), || {
            generated(&["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs"], &[("USER", "nobody")], "")
        }),
    ];
    let mut arguments = Arguments::from_args();
    arguments.test_threads = Some(arguments.test_threads.unwrap_or(4).min(4));
    // Another user may not reach the folder that the binary was built in. Copied before any other thread forks: a file that a fork
    // still holds open for writing cannot be run.
    let shared = tempfile::tempdir().unwrap();
    fs::set_permissions(shared.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let binary = shared.path().join("groundplan");
    fs::copy(env!("CARGO_BIN_EXE_groundplan"), &binary).unwrap();
    BINARY.set(binary).unwrap();
    let conclusion = libtest_mimic::run(&arguments, trials);
    drop(shared);
    conclusion.exit();
}

static BINARY: OnceLock<PathBuf> = OnceLock::new();

fn trial(name: &str, possible: bool, test: impl FnOnce() -> Result<(), Failed> + Send + 'static) -> Trial {
    Trial::test(name, test).with_ignored_flag(!possible)
}

fn succeeds(command: &[&str]) -> bool {
    let (program, arguments) = command.split_first().unwrap();
    Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Runs in a fresh folder, behind the words of `before`, and compares what is written with what the repository holds.
fn generated(before: &[&str], environment: &[(&str, &str)], inner: &str) -> Result<(), Failed> {
    let expected = repository_files();
    if expected.is_empty() {
        return Err("the repository's migrations/ and seeds/ are empty: `make regenerate` writes them".into());
    }
    let outer = tempfile::tempdir()?;
    let folder = outer.path().join(inner);
    fs::create_dir_all(folder.join("examples"))?;
    fs::copy(root().join("examples/blog.schema"), folder.join("examples/blog.schema"))?;
    if before.contains(&"--reuid=65534") {
        give_to_nobody(outer.path())?;
    }

    let mut words: Vec<PathBuf> = before.iter().map(PathBuf::from).collect();
    words.push(BINARY.get().unwrap().clone());
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]).args(["generate", "examples/blog.schema", "--timestamp", STAMP]);
    command.current_dir(&folder).stdin(Stdio::null()).env_remove("SOURCE_DATE_EPOCH").env("NO_COLOR", "1");
    command.envs(environment.iter().copied());
    let found = run(command);
    if found.code != Some(0) {
        return Err(format!("exit code {:?}:\n{}", found.code, found.everything()).into());
    }
    let written = tree(&folder).into_iter().filter(|(path, _)| path.starts_with("migrations/") || path.starts_with("seeds/")).collect();
    Ok(compare_trees(&expected, &written)?)
}

fn repository_files() -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for folder in ["migrations", "seeds"] {
        let files = tree(&root().join(folder)).into_iter().filter(|(name, _)| name.ends_with(".sql"));
        found.extend(files.map(|(name, bytes)| (format!("{folder}/{name}"), bytes)));
    }
    found
}

fn give_to_nobody(folder: &Path) -> Result<(), Failed> {
    std::os::unix::fs::chown(folder, Some(NOBODY), Some(NOBODY))?;
    for entry in fs::read_dir(folder)?.flatten() {
        let path = entry.path();
        if path.is_dir() {
            give_to_nobody(&path)?;
        } else {
            std::os::unix::fs::chown(&path, Some(NOBODY), Some(NOBODY))?;
        }
    }
    Ok(())
}
