//! Settings on top of what stands: they govern what is new, and one that would make anew what stands is an error at its line.
//!
//! Comes in: requirements under one setting, then under another. Goes out: what the second run says and writes.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "a test may touch files, and stops where it fails")]

mod common;

use std::fs;
use std::path::Path;

use common::{Run, groundplan, run, tree};

const REST: &str = "entity Post {\n  title varchar(1..80) unique\n  status State = draft\n  no timestamps\n}\nenum State { draft sent }\n";

fn generate(folder: &Path, settings: &str, rest: &str) -> Run {
    let text = format!("project posts edition 2026\nsettings {{ {settings} }}\n{rest}");
    fs::write(folder.join("posts.schema"), text).unwrap();
    let mut command = groundplan(folder);
    command.args(["generate", "--quiet"]);
    run(command)
}

#[test]
fn a_setting_that_would_make_anew_what_stands_is_an_error_at_its_line_and_says_what_to_write() {
    for (first, second, column) in [
        ("enums native", "enums table", "public.posts.status"),
        ("enums native", "enums check", "public.posts.status"),
        ("enums table", "enums native", "public.posts.status"),
        ("enums table", "enums check", "public.posts.status"),
        ("enums check", "enums native", "public.posts.status"),
        ("enums check", "enums table", "public.posts.status"),
        ("strings varchar", "strings text", "public.posts.title"),
        ("strings text", "strings varchar", "public.posts.title"),
        ("keys bigserial", "keys identity", "public.posts.id"),
        ("keys identity", "keys bigserial", "public.posts.id"),
        ("keys bigserial", "keys uuid", "public.posts.id"),
        ("keys uuid", "keys bigserial", "public.posts.id"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let made = generate(folder.path(), first, REST);
        assert_eq!(made.code, Some(0), "{first}: {}", made.everything());
        let before = tree(&folder.path().join("migrations"));
        let found = generate(folder.path(), second, REST);
        assert_eq!(found.code, Some(1), "{first}, then {second}: {}", found.everything());
        let told = found.everything();
        let said = format!("error[setting-of-what-stands]: `{second}` governs what is new: {column} stands as `{first}` makes it");
        assert!(told.contains(&said), "{told}");
        assert!(told.contains("posts.schema:2:") && told.contains(&format!("Write `{first}` in the settings")), "{told}");
        assert_eq!(told.matches("error[").count(), 1, "{told}");
        assert_eq!(before, tree(&folder.path().join("migrations")), "{first}, then {second}");
    }
}

#[test]
fn a_setting_that_is_taken_out_is_missed_at_the_field() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(generate(folder.path(), "enums check", REST).code, Some(0));
    let told = generate(folder.path(), "", REST).everything();
    assert!(told.contains("posts.schema:5:3") && told.contains("nothing says `enums check`"), "{told}");
}

#[test]
fn a_field_that_is_meant_otherwise_is_a_change_and_no_matter_of_settings() {
    let before = "entity Post {\n  title text unique\n  status varchar(20) = \"draft\"\n  no timestamps\n}\n";
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(generate(folder.path(), "", before).code, Some(0));
    let found = generate(folder.path(), "strings varchar; enums native", REST);
    assert_eq!(found.code, Some(0), "{}", found.everything());
    assert_eq!(tree(&folder.path().join("migrations")).len(), 2);
}
