//! Requirements in a person's words, from end to end: `draft`, `generate --text`, `intent`, and the record that later runs go by.
//!
//! What exactly is read of a text is the business of tests/intent; here only that it comes, where it comes to stand, and that it stays.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "a test may touch files, and stops where it fails")]

mod common;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use common::{Run, STAMP, groundplan, run, tree};

const TEXT: &str = "A blog platform with users, posts and comments.";

fn with(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = groundplan(folder);
    command.args(arguments);
    run(command)
}

/// A run that must end so.
fn ends(folder: &Path, code: i32, arguments: &[&str]) -> Run {
    let found = with(folder, arguments);
    assert_eq!(found.code, Some(code), "{arguments:?}:\n{}", found.everything());
    found
}

fn piped(folder: &Path, arguments: &[&str], input: &[u8]) -> Run {
    let mut command = groundplan(folder);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // Whoever has read enough reads no more.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap().into()
}

/// A project whose requirements hold this text.
fn project(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write_intent(folder.path(), text);
    folder
}

fn write_intent(folder: &Path, text: &str) {
    fs::write(folder.join("blog.schema"), format!("project blog edition 2026\n\nintent \"\"\"\n{text}\n\"\"\"\n")).unwrap();
}

fn names(folder: &Path) -> Vec<String> {
    tree(folder).into_keys().collect()
}

// ---------------------------------------------------------------------------------------------------------------------
// draft

#[test]
fn a_text_its_file_and_standard_input_give_one_draft_that_generates() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let of_text = ends(folder, 0, &["draft", TEXT]);
    fs::write(folder.join("wishes.txt"), format!("\u{feff}{TEXT}")).unwrap();
    let of_file = ends(folder, 0, &["draft", "wishes.txt"]);
    assert_eq!((&of_text.stdout, of_file.code), (&of_file.stdout, Some(0)));
    for arguments in [&["draft"][..], &["draft", "-"], &["draft", "-", "-o", "-"]] {
        assert_eq!(piped(folder, arguments, TEXT.as_bytes()).stdout, of_text.stdout, "{arguments:?}");
    }
    for entity in ["entity User", "entity Post", "entity Comment"] {
        assert!(of_text.stdout.contains(entity), "{}", of_text.stdout);
        assert!(of_text.stderr.lines().any(|line| line.contains(entity) && line.contains('"')), "{}", of_text.stderr);
    }
    assert_eq!(names(folder), ["wishes.txt"], "nothing is written without -o");

    let written = ends(folder, 0, &["draft", TEXT, "-o", "blog.schema"]);
    assert_eq!((written.stdout.as_str(), fs::read_to_string(folder.join("blog.schema")).unwrap()), ("", of_text.stdout));
    assert!(written.stderr.contains("groundplan generate blog.schema"), "{}", written.stderr);
    ends(folder, 0, &["generate", "blog.schema", "--timestamp", STAMP]);
}

#[test]
fn sentences_from_which_nothing_was_read_are_named_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let colours = "The colours of the buttons must be friendly and warm";
    let left_out = "We do not need invoices. Everything else is out of scope. Thanks a lot for reading this! Dear friends, all the best.";
    let rule =
        "Everything should respond within two seconds at a time, whatever the weather does to the lines, and however many people are at it";
    let text =
        format!("We are a school in town. {TEXT} A post has a title.\n{colours}. {left_out} {rule}. Some rules to follow:\n- {colours}.");
    let found = ends(folder, 0, &["draft", &text]);
    let last = found.stdout.rsplit("\n\n").next().unwrap();
    let cut = "Everything should respond within two seconds at a time, whatever the weather does to the lines, and …";
    assert_eq!(last, format!("// Not read: “{colours}”\n// Not read: “{cut}”\n"), "{}", found.stdout);
    assert!(found.stderr.contains(&format!("Not read:\n    “{colours}”\n    “{cut}”\n")), "{}", found.stderr);
    assert!(!ends(folder, 0, &["draft", TEXT]).everything().contains("Not read"));

    // So many and no more.
    let many: String = (1..=11).map(|at| format!(" The wall number {at} in town should be painted.")).collect();
    let found = ends(folder, 0, &["draft", &format!("{TEXT}{many}")]);
    let named: Vec<&str> = found.stdout.lines().filter(|line| line.starts_with("// Not read: ")).collect();
    assert_eq!((named.len(), named.last()), (9, Some(&"// Not read: and 3 more")), "{}", found.stdout);

    // A record keeps them with the requirements, and holds.
    let project = project(&text);
    let generate = ["generate", "blog.schema", "--timestamp", STAMP];
    ends(project.path(), 0, &generate);
    let record = fs::read_to_string(project.path().join("blog.schema.lock")).unwrap();
    assert!(record.ends_with(last), "{record}");
    let again = ends(project.path(), 0, &["check", "blog.schema", "--locked"]);
    assert!(!again.everything().contains("intent-"), "{}", again.everything());
}

#[test]
fn a_file_that_stands_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("blog.schema"), "mine").unwrap();
    let refused = ends(folder.path(), 2, &["draft", TEXT, "-o", "blog.schema"]);
    assert!(refused.stderr.contains("stands already"), "{}", refused.stderr);
    assert_eq!(fs::read_to_string(folder.path().join("blog.schema")).unwrap(), "mine");
    ends(folder.path(), 2, &["draft", TEXT, "-o", "no/blog.schema"]);
    assert_eq!(names(folder.path()), ["blog.schema"]);
}

#[test]
fn quiet_says_nothing_and_json_is_one_document() {
    let folder = tempfile::tempdir().unwrap();
    let quiet = ends(folder.path(), 0, &["draft", TEXT, "--quiet"]);
    assert_eq!(quiet.stderr, "");
    let found = ends(folder.path(), 0, &["draft", TEXT, "--quiet", "--report", "json"]);
    let report: serde_json::Value = serde_json::from_str(&found.stdout).unwrap();
    let intent = &report["intents"][0];
    assert_eq!((&report["status"], &intent["found"], &intent["path"]), (&"drafted".into(), &"drafted".into(), &serde_json::Value::Null));
    assert_eq!(intent["schema"].as_str(), Some(quiet.stdout.as_str()));
    assert!(intent["read"].as_array().is_some_and(|read| read.iter().any(|said| said["what"] == "entity User")), "{intent}");
}

#[test]
fn what_is_no_wish_is_refused_with_its_code() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let large = vec![b'a'; 1_000_001];
    for (code, input) in [
        ("intent-empty", &b" \n"[..]),
        ("intent-empty", b""),
        ("intent-not-text", b"\x7fELF\x02\x01\0\0"),
        ("intent-not-text", b"caf\xe9 with users"),
        ("intent-too-large", &large),
        ("intent-unreadable", b"Please be quick."),
    ] {
        fs::write(folder.join("input"), input).unwrap();
        let of_file = ends(folder, 1, &["draft", "input", "-o", "out.schema"]);
        let given = piped(folder, &["draft"], input);
        for found in [of_file, given] {
            assert_eq!((found.code, found.stdout.as_str()), (Some(1), ""), "{}", found.stderr);
            assert!(found.stderr.starts_with(&format!("error[{code}]")), "{code}:\n{}", found.stderr);
        }
    }
    ends(folder, 1, &["draft", ""]);
    assert_eq!(names(folder), ["input"]);
}

// ---------------------------------------------------------------------------------------------------------------------
// generate --text

#[test]
fn in_one_go_the_requirements_are_kept_for_the_next_run() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let shown = ends(folder, 0, &["generate", "--text", TEXT, "--dry-run", "--name", "blog"]);
    assert!(shown.stdout.contains("blog.schema") && shown.stdout.contains("not written"), "{}", shown.stdout);
    assert_eq!(names(folder), Vec::<String>::new());

    let first = ends(folder, 0, &["generate", "--text", TEXT, "--name", "blog", "--timestamp", STAMP]);
    assert!(first.stdout.contains("requirements  blog.schema"), "{}", first.stdout);
    let written = names(folder);
    assert!(written.contains(&"blog.schema".to_string()), "{written:?}");
    assert!(written.contains(&format!("migrations/{STAMP}_blog.sql")), "{written:?}");
    assert_eq!(fs::read_to_string(folder.join("blog.schema")).unwrap(), ends(folder, 0, &["draft", TEXT, "-q"]).stdout);

    let second = ends(folder, 0, &["generate", "--report", "json"]);
    assert!(second.stdout.contains("\"status\": \"nothing-to-do\""), "{}", second.stdout);
    let before = tree(folder);
    let refused = ends(folder, 2, &["generate", "--text", "A depot platform with parcels and shelves.", "--name", "blog"]);
    assert!(refused.stderr.contains("blog.schema stands already"), "{}", refused.stderr);
    assert_eq!(before, tree(folder));
}

#[test]
fn a_text_joins_the_requirements_that_stand() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("a.schema"), "project shop edition 2026\nentity User { email email unique }\n").unwrap();
    fs::write(folder.join("wish.txt"), "A shop platform with users and parcels.").unwrap();
    ends(folder, 0, &["generate", "--text", "wish.txt", "--timestamp", STAMP]);
    let added: Vec<String> = names(folder).into_iter().filter(|name| name.ends_with(".schema") && name != "a.schema").collect();
    let [added] = &added[..] else { panic!("{added:?}") };
    let text = fs::read_to_string(folder.join(added)).unwrap();
    assert!(text.contains("entity Parcel") && !text.contains("entity User") && !text.contains("project "), "{text}");
    ends(folder, 0, &["generate", "--check"]);
    let before = tree(folder);
    let refused = ends(folder, 1, &["generate", "--text", "A shop platform with users and parcels."]);
    assert!(refused.stderr.contains("error[intent-nothing-new]"), "{}", refused.stderr);
    assert_eq!(before, tree(folder));
}

#[test]
fn one_text_after_the_other_finds_a_file_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("a.schema"), "project shop edition 2026\nentity User { email email unique }\n").unwrap();
    for (text, file, entity) in [
        ("Each parcel has a weight and belongs to a user.", "requirements.schema", "entity Parcel"),
        ("Each shelf has a height.", "requirements_2.schema", "entity Shelf"),
        ("Each lorry has a colour.", "requirements_3.schema", "entity Lorry"),
    ] {
        ends(folder, 0, &["generate", "--text", text, "--no-verify"]);
        assert!(fs::read_to_string(folder.join(file)).unwrap().contains(entity), "{file}");
    }
}

#[test]
fn a_text_beside_an_intent_leaves_its_record_as_the_next_run_wants_it() {
    let project = project(TEXT);
    let folder = project.path();
    ends(folder, 0, &["generate", "--no-verify", "--timestamp", STAMP]);
    ends(folder, 0, &["generate", "--text", "Each parcel has a weight and belongs to a user.", "--no-verify"]);
    assert!(fs::read_to_string(folder.join("requirements.schema")).unwrap().contains("entity Parcel"));
    ends(folder, 0, &["check", "--locked"]);
    ends(folder, 0, &["generate", "--check", "--locked"]);
}

// ---------------------------------------------------------------------------------------------------------------------
// intent and its record

#[cfg(unix)]
#[test]
fn what_is_no_file_is_no_record_and_no_model() {
    let project = project(TEXT);
    let folder = project.path();
    std::os::unix::fs::symlink("nowhere", folder.join("blog.schema.lock")).unwrap();
    for command in ["check", "generate"] {
        let refused = ends(folder, 1, &[command]);
        assert!(refused.stderr.contains("blog.schema.lock cannot be used: it is a link that leads to no file"), "{}", refused.stderr);
        assert!(refused.stderr.contains("help: Remove it"), "{}", refused.stderr);
    }
    let made = std::process::Command::new("mkfifo").arg(folder.join("pipe.gguf")).status().unwrap();
    assert!(made.success());
    let refused = ends(folder, 3, &["model", "check", "pipe.gguf"]);
    assert!(refused.stderr.contains("pipe.gguf is no regular file"), "{}", refused.stderr);
}

#[test]
fn the_record_is_written_with_the_files_and_later_runs_go_by_it() {
    let project = project(TEXT);
    let folder = project.path();
    for arguments in
        [&["check"][..], &["plan"], &["generate", "--dry-run"], &["generate", "--check"], &["diff", "blog.schema", "blog.schema"]]
    {
        let found = with(folder, arguments);
        assert!(found.stderr.contains("blog.schema.lock does not stand"), "{arguments:?}:\n{}", found.everything());
        assert_eq!(names(folder), ["blog.schema"], "{arguments:?}");
    }
    for arguments in [&["check", "--locked"][..], &["plan", "--locked"], &["generate", "--locked"]] {
        assert!(ends(folder, 1, arguments).stderr.contains("error[intent-locked]"), "{arguments:?}");
        assert_eq!(names(folder), ["blog.schema"], "{arguments:?}");
    }
    let first = ends(folder, 0, &["generate", "--timestamp", STAMP]);
    assert!(first.stdout.contains("record  blog.schema.lock"), "{}", first.stdout);
    let written = tree(folder);
    assert!(written.contains_key("blog.schema.lock"), "{:?}", written.keys());
    for arguments in [&["check", "--locked"][..], &["plan", "--locked"], &["generate", "--locked"], &["generate", "--check"], &["generate"]]
    {
        let found = ends(folder, 0, arguments);
        assert!(!found.stderr.contains("intent-"), "{arguments:?}:\n{}", found.stderr);
        assert_eq!(written, tree(folder), "{arguments:?}");
    }
    let report: serde_json::Value = serde_json::from_str(&ends(folder, 0, &["check", "--report", "json"]).stdout).unwrap();
    assert_eq!(report["requirements"], serde_json::json!(["blog.schema", "blog.schema.lock"]));
    assert_eq!((&report["intents"][0]["found"], &report["intents"][0]["reader"]), (&"recorded".into(), &"rules 1".into()));
}

#[test]
fn what_is_written_beside_a_record_makes_it_stale_or_wins() {
    let project = project(TEXT);
    let folder = project.path();
    ends(folder, 0, &["generate", "--no-verify", "--timestamp", STAMP]);
    let read = fs::read_to_string(folder.join("blog.schema")).unwrap();
    let lock = || fs::read_to_string(folder.join("blog.schema.lock")).unwrap();
    assert!(lock().contains("entity User {") && lock().contains("enum PostStatus"), "{}", lock());
    // The names of types, too; and what is renamed is what the text speaks of.
    for (more, comes, goes) in [
        ("enum PostStatus { draft live }", "status       PostStatus", "enum PostStatus"),
        ("entity Person was User { name person_name; email email unique }", "author -> Person", "entity User"),
        ("removed entity Comment", "entity Post {", "entity Comment"),
        ("namespace auth { entity User { email email unique } }", "author       -> auth.User", "entity User"),
    ] {
        fs::write(folder.join("blog.schema"), format!("{read}\n{more}\n")).unwrap();
        let locked = ends(folder, 1, &["check", "--locked"]);
        assert!(locked.stderr.contains("error[intent-locked]"), "{more}:\n{}", locked.stderr);
        fs::remove_dir_all(folder.join("migrations")).unwrap();
        ends(folder, 0, &["generate", "--no-verify", "--timestamp", STAMP]);
        assert!(lock().contains(comes) && !lock().contains(goes), "{more}:\n{}", lock());
        ends(folder, 0, &["check", "--locked"]);
    }
}

#[test]
fn the_order_in_which_files_are_named_changes_no_record() {
    let project = project("A library platform with members and books.");
    let folder = project.path();
    fs::write(folder.join("a.schema"), "intent \"A member has a nickname. Each loan is of one book and has a due date.\"\n").unwrap();
    ends(folder, 0, &["generate", "a.schema", "blog.schema", "--no-verify", "--timestamp", STAMP]);
    ends(folder, 0, &["check", "blog.schema", "a.schema", "--locked"]);
}

#[test]
fn a_changed_text_is_read_anew_and_what_changes_is_shown() {
    let project = project(TEXT);
    let folder = project.path();
    ends(folder, 0, &["generate", "--timestamp", STAMP]);
    let before = tree(folder);
    write_intent(folder, "A blog platform with users, posts, comments and parcels.");
    let refused = ends(folder, 1, &["check", "--locked"]);
    assert!(refused.stderr.contains("out of date, because the text changed"), "{}", refused.stderr);
    ends(folder, 0, &["plan"]);
    assert_eq!(tree(folder)["blog.schema.lock"], before["blog.schema.lock"]);

    let found = ends(folder, 0, &["generate"]);
    assert!(found.stdout.contains("read anew, because the text changed"), "{}", found.stdout);
    assert!(found.stdout.lines().any(|line| line.trim_start().starts_with("+ entity Parcel")), "{}", found.stdout);
    assert!(!found.stdout.contains("+ entity User"), "{}", found.stdout);
    let after = tree(folder);
    assert_ne!(after["blog.schema.lock"], before["blog.schema.lock"]);
    assert_eq!(
        after.len(),
        before.len() + 1 + after.keys().filter(|name| name.starts_with("seeds/")).count()
            - before.keys().filter(|name| name.starts_with("seeds/")).count()
    );
    ends(folder, 0, &["generate", "--check", "--locked"]);
}

#[test]
fn a_text_that_means_the_same_still_gets_its_record() {
    let project = project(TEXT);
    let folder = project.path();
    ends(folder, 0, &["generate", "--timestamp", STAMP]);
    let before = tree(folder);
    write_intent(folder, "A blog platform with users, posts and comments!");
    let found = ends(folder, 0, &["generate"]);
    assert!(found.stdout.contains("Nothing to do"), "{}", found.stdout);
    let mut after = tree(folder);
    assert_ne!(after.insert("blog.schema.lock".into(), before["blog.schema.lock"].clone()), before.get("blog.schema.lock").cloned());
    after.insert("blog.schema".into(), before["blog.schema"].clone());
    assert_eq!(after, before, "no other file");
    ends(folder, 0, &["check", "--locked"]);
}

#[test]
fn what_is_written_beside_a_text_belongs_to_its_reading() {
    let project = project(TEXT);
    let folder = project.path();
    ends(folder, 0, &["generate", "--timestamp", STAMP]);
    fs::write(folder.join("more.schema"), "entity Tag { name varchar(40) unique }\n").unwrap();
    let refused = ends(folder, 1, &["check", "--locked"]);
    assert!(refused.stderr.contains("because what is written beside it changed"), "{}", refused.stderr);
    fs::write(folder.join("more.schema"), "// nothing\n").unwrap();
    ends(folder, 0, &["check", "--locked"]);
    let text = fs::read_to_string(folder.join("blog.schema")).unwrap();
    fs::write(folder.join("blog.schema"), format!("{text}\nsettings {{ archetypes off }}\n")).unwrap();
    let refused = ends(folder, 1, &["check", "--locked"]);
    assert!(refused.stderr.contains("because the setting `archetypes`, which was on changed"), "{}", refused.stderr);
}

#[test]
fn a_record_keeps_when_another_system_checks_it_out_and_moves_with_its_requirements() {
    let project = project(TEXT);
    let folder = project.path();
    ends(folder, 0, &["generate", "--timestamp", STAMP]);
    let record = fs::read_to_string(folder.join("blog.schema.lock")).unwrap();
    assert!(!record.contains('\r') && !record.contains("blog.schema"), "{record}");
    fs::write(folder.join("blog.schema.lock"), record.replace('\n', "\r\n")).unwrap();
    ends(folder, 0, &["check", "--locked"]);
    ends(folder, 0, &["generate"]);
    assert!(fs::read_to_string(folder.join("blog.schema.lock")).unwrap().contains('\r'), "it holds, so it is left alone");
    fs::rename(folder.join("blog.schema"), folder.join("site.schema")).unwrap();
    fs::rename(folder.join("blog.schema.lock"), folder.join("site.schema.lock")).unwrap();
    ends(folder, 0, &["generate", "--check", "--locked"]);
}

#[test]
fn a_run_that_fails_keeps_no_record() {
    let project = project(TEXT);
    let folder = project.path();
    let text = fs::read_to_string(folder.join("blog.schema")).unwrap();
    fs::write(folder.join("blog.schema"), format!("{text}\nsql broken \"\"\"select 1 / 0\"\"\" undo \"\"\"select 1\"\"\"\n")).unwrap();
    let failed = with(folder, &["generate"]);
    assert_ne!(failed.code, Some(0), "{}", failed.everything());
    assert_eq!(names(folder), ["blog.schema"]);
}

#[test]
fn a_record_of_requirements_elsewhere_is_not_written() {
    let elsewhere = project(TEXT);
    let here = tempfile::tempdir().unwrap();
    let path = elsewhere.path().join("blog.schema");
    let refused = ends(here.path(), 3, &["generate", path.to_str().unwrap()]);
    assert!(refused.stderr.contains("outside of the project's folder"), "{}", refused.stderr);
    assert_eq!((names(here.path()), names(elsewhere.path())), (Vec::new(), vec!["blog.schema".to_string()]));
    ends(here.path(), 0, &["generate", path.to_str().unwrap(), "--dry-run"]);
}

#[test]
fn fmt_lays_the_requirements_out_and_the_record_holds() {
    let project = project(TEXT);
    let folder = project.path();
    fs::write(folder.join("blog.schema"), format!("project   blog edition 2026\nintent   \"\"\"\n{TEXT}\n\"\"\"\n")).unwrap();
    ends(folder, 0, &["generate", "--timestamp", STAMP]);
    ends(folder, 0, &["fmt"]);
    assert_eq!(
        fs::read_to_string(folder.join("blog.schema")).unwrap(),
        format!("project blog edition 2026\nintent \"\"\"\n{TEXT}\n\"\"\"\n")
    );
    ends(folder, 0, &["check", "--locked"]);
}
