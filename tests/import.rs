//! What stands, as requirements that mean the same.
//!
//! `tests/imports/NAME/source.sql` is what stands; `expected.schema` what `import` writes of it and `expected.txt` what it says. Then the truth: generated on top of
//! what stands, the requirements plan nothing; generated into an empty project, they make the same catalog. `make accept` writes the expected files anew.
//!
//! `make corpus CORPUS=folder` does the same with `schemas/NAME/pg15_dump.sql` and with the migrations in `histories/NAME/` in that folder, prints how much of each became
//! language, and wants at least 95 of 100 over all of them.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "a test may touch files, and stops where it fails")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use groundplan::postgres::{Cluster, ClusterOptions, STATEMENT_LIMIT, SUPERUSER, Session, find_binaries};
use groundplan::world::RealWorld;
use libtest_mimic::{Arguments, Conclusion, Failed, Trial};

use common::{STAMP, accepting, difference, groundplan, names, root, run, tree, write};

/// By kind: how many were said, and how many stand.
type Shares = Arc<Mutex<BTreeMap<String, (usize, usize)>>>;

fn main() {
    let mut arguments = Arguments::from_args();
    // Each starts several servers.
    arguments.test_threads = Some(arguments.test_threads.unwrap_or(2).min(2));
    let folder = root().join("tests/imports");
    let mut trials: Vec<Trial> = names(&folder)
        .into_iter()
        .map(|name| {
            let case = folder.join(&name);
            Trial::test(name, move || case_of(&case))
        })
        .collect();
    trials.push(Trial::test("own_requirements_come_back", own_requirements));
    trials.push(Trial::test("a_file_that_stands_is_not_overwritten", nothing_is_overwritten));
    trials.push(Trial::test("what_cannot_be_written_is_said_before_the_work", outputs));
    trials.push(Trial::test("of_a_database_its_name_is_taken_and_no_password", of_a_database));
    trials.push(Trial::test("what_could_not_be_said_is_written_all_the_same_and_ends_with_4", said_otherwise));
    trials.push(Trial::test("a_role_that_a_server_of_others_lacks_is_named_with_what_to_do", roles_of_others));
    let shares = Shares::default();
    if let Some(corpus) = std::env::var_os("GROUNDPLAN_CORPUS").map(PathBuf::from) {
        for name in names(&corpus.join("schemas")) {
            let (path, shares) = (corpus.join("schemas").join(&name).join("pg15_dump.sql"), Arc::clone(&shares));
            trials.push(Trial::test(format!("corpus/schemas/{name}"), move || of_corpus(&path, &shares)));
        }
        for name in names(&corpus.join("histories")) {
            let (path, shares) = (corpus.join("histories").join(&name), Arc::clone(&shares));
            trials.push(Trial::test(format!("corpus/histories/{name}"), move || of_corpus(&path, &shares)));
        }
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    over_all(&shares, &conclusion);
    conclusion.exit();
}

/// At least 95 of 100 of each kind in the language.
fn over_all(shares: &Shares, conclusion: &Conclusion) {
    let shares = shares.lock().unwrap();
    for (kind, (said, all)) in shares.iter() {
        println!("{kind:<14} {said:>6} of {all:>6} in the language ({:.1} %)", 100.0 * *said as f64 / (*all).max(1) as f64);
    }
    let short = |said: usize, all: usize| said * 100 < all * 95;
    if conclusion.num_failed == 0 && shares.values().any(|(said, all)| short(*said, *all)) {
        panic!("less than 95 of 100 of a kind became language");
    }
}

struct Imported {
    schema: String,
    /// On standard error.
    said: String,
}

fn import(source: &Path) -> Result<Imported, Failed> {
    let work = tempfile::tempdir()?;
    let mut command = groundplan(work.path());
    command.arg("import").arg(source).args(["--output", "app.schema"]);
    let done = run(command);
    if done.code != Some(0) || !done.stdout.is_empty() {
        return Err(format!("import ends with {:?}:\n{}", done.code, done.everything()).into());
    }
    Ok(Imported { schema: fs::read_to_string(work.path().join("app.schema"))?, said: done.stderr })
}

/// On top of what stands nothing is planned; in an empty project the same catalog comes about.
fn means_the_same(source: &Path, schema: &str) -> Result<(), Failed> {
    let on_top = tempfile::tempdir()?;
    let migrations = on_top.path().join("migrations");
    if source.is_dir() {
        write(&migrations, &tree(source));
    } else {
        fs::create_dir(&migrations)?;
        fs::copy(source, migrations.join("20200101000000_all.sql"))?;
    }
    fs::write(on_top.path().join("app.schema"), schema)?;
    let before = tree(on_top.path());
    let mut command = groundplan(on_top.path());
    command.args(["generate", "app.schema", "--check"]);
    let done = run(command);
    if done.code != Some(0) || !done.stdout.contains("agree") {
        return Err(format!("on top of what stands, generate --check ends with {:?}:\n{}", done.code, done.everything()).into());
    }
    if done.stderr.contains("left-alone") {
        return Err(format!("something that stands is not said:\n{}", done.stderr).into());
    }
    // Advice that amounts to renaming what stands is noise.
    let singular = schema.contains("tables   singular") && done.stderr.contains("becomes plural by itself");
    if singular || schema.contains("defaults postgres") && done.stderr.contains("[written-name-case]") {
        return Err(format!("the names that stand are held against the requirements:\n{}", done.stderr).into());
    }
    if tree(on_top.path()) != before {
        return Err("generate --check changed the folder".into());
    }

    let empty = tempfile::tempdir()?;
    fs::write(empty.path().join("app.schema"), schema)?;
    let mut command = groundplan(empty.path());
    command.args(["generate", "app.schema", "--timestamp", STAMP]);
    let done = run(command);
    if done.code != Some(0) {
        return Err(format!("in an empty project, generate ends with {:?}:\n{}", done.code, done.everything()).into());
    }
    let mut command = groundplan(empty.path());
    command.arg("diff").arg(source).arg("migrations");
    let done = run(command);
    // What is ignored stands in one of both alone.
    let ignored = |line: &str| {
        let name = line.strip_prefix("DROP TABLE ").and_then(|rest| rest.strip_suffix(';')).map(|name| name.trim_start_matches("public."));
        name.is_some_and(|name| schema.lines().any(|line| line.starts_with("ignore ") && line.contains(&format!("\"{name}\""))))
    };
    let differs = done.stdout.lines().any(|line| !["", "BEGIN;", "COMMIT;"].contains(&line) && !ignored(line));
    if done.code != Some(0) || differs {
        return Err(format!("an empty project comes out otherwise ({:?}):\n{}", done.code, done.everything()).into());
    }
    Ok(())
}

fn case_of(folder: &Path) -> Result<(), Failed> {
    let source = folder.join("source.sql");
    let imported = import(&source)?;
    for (name, text) in [("expected.schema", &imported.schema), ("expected.txt", &imported.said)] {
        let path = folder.join(name);
        if accepting() {
            fs::write(&path, text)?;
            continue;
        }
        let expected = fs::read_to_string(&path).map_err(|_| format!("{} does not stand; `make accept` writes it", path.display()))?;
        if expected != *text {
            return Err(format!("{name} differs:\n{}", difference(&expected, text)).into());
        }
    }
    means_the_same(&source, &imported.schema)
}

/// The project's own example, which its own practices made: entities, semantic types and time columns come back as they were.
fn own_requirements() -> Result<(), Failed> {
    let migrations = root().join("migrations");
    let imported = import(&migrations)?;
    for line in ["email ", "slug ", "-> User", "enum PostStatus"] {
        if !imported.schema.contains(line) {
            return Err(format!("`{line}` did not come back:\n{}", imported.schema).into());
        }
    }
    for word in ["defaults postgres", "created_at", "\nsql ", "::"] {
        if imported.schema.contains(word) {
            return Err(format!("`{word}` should not have come:\n{}", imported.schema).into());
        }
    }
    means_the_same(&migrations, &imported.schema)
}

fn nothing_is_overwritten() -> Result<(), Failed> {
    let work = tempfile::tempdir()?;
    fs::write(work.path().join("a.sql"), "create table a (id int);")?;
    fs::write(work.path().join("app.schema"), "// mine\n")?;
    let mut command = groundplan(work.path());
    command.args(["import", "a.sql", "-o", "app.schema"]);
    let done = run(command);
    if done.code != Some(2) || fs::read_to_string(work.path().join("app.schema"))? != "// mine\n" {
        return Err(format!("{:?}: {}", done.code, done.everything()).into());
    }
    Ok(())
}

fn outputs() -> Result<(), Failed> {
    let work = tempfile::tempdir()?;
    fs::write(work.path().join("a.sql"), "create table a (id int);")?;
    fs::create_dir(work.path().join("empty"))?;
    for (arguments, code, told) in [
        (&["import", "a.sql", "-o", "nowhere/app.schema"][..], 2, "There is no folder nowhere"),
        (&["import", "mysql://me:s3cret@host/shop"], 2, "begins with mysql://"),
        (&["import", "empty"], 0, "no table stands there"),
        (&["import", "a.sql", "-o", "-"], 0, "project a edition 2026"),
    ] {
        let mut command = groundplan(work.path());
        command.args(arguments);
        let done = run(command);
        if done.code != Some(code) || !done.everything().contains(told) || done.everything().contains("s3cret") {
            return Err(format!("{arguments:?} ends with {:?}:\n{}", done.code, done.everything()).into());
        }
    }
    let left: Vec<String> = tree(work.path()).into_keys().collect();
    if left != ["a.sql"] {
        return Err(format!("import left {left:?}").into());
    }
    Ok(())
}

/// A server that is not ours to fill: the tests' own stands in for it.
fn server_of_others() -> Result<Cluster, Failed> {
    let path = std::env::var("PATH").unwrap_or_default();
    let binaries = find_binaries(None, Some(&path), None)?;
    Ok(Cluster::start(&binaries, &ClusterOptions::from_world(&RealWorld))?)
}

fn of_a_database() -> Result<(), Failed> {
    let cluster = server_of_others()?;
    Session::connect(&cluster.config(SUPERUSER, "postgres"), STATEMENT_LIMIT)?.execute("CREATE TABLE tags (id bigserial PRIMARY KEY)")?;
    let url = format!("{}&password=s3cret", cluster.url(SUPERUSER, "postgres"));
    let words = format!("host={} port=5432 user={SUPERUSER} dbname=postgres password=s3cret", cluster.socket_directory().display());
    for source in [url, words] {
        let work = tempfile::tempdir()?;
        let mut command = groundplan(work.path());
        command.args(["import", &source]);
        let done = run(command);
        let right = done.stdout.starts_with("project postgres edition 2026\n") && done.stdout.contains("entity Tag");
        if done.code != Some(0) || !right || done.everything().contains("s3cret") {
            return Err(format!("{:?}: {}", done.code, done.everything()).into());
        }
    }
    Ok(())
}

/// An operator family has no statements in the catalog, so that the class in it cannot be made.
fn said_otherwise() -> Result<(), Failed> {
    let work = tempfile::tempdir()?;
    let source = "create table a (id int primary key);\ncreate operator family odd using btree;\n\
                  create operator class odd_ops for type int using btree family odd as operator 1 <, function 1 btint4cmp(int, int);\n";
    fs::write(work.path().join("a.sql"), source)?;
    let mut command = groundplan(work.path());
    command.args(["import", "a.sql", "-o", "app.schema"]);
    let done = run(command);
    let schema = fs::read_to_string(work.path().join("app.schema"))?;
    let told = ["do not yet mean what stands (exit code 4)", "operator class: public.odd_ops using btree", "operator_class_odd_ops"];
    if done.code != Some(4) || !schema.contains("entity A") || told.iter().any(|told| !done.stderr.contains(told)) {
        return Err(format!("{:?}: {}\n{schema}", done.code, done.everything()).into());
    }
    Ok(())
}

fn roles_of_others() -> Result<(), Failed> {
    let cluster = server_of_others()?;
    let work = tempfile::tempdir()?;
    let migrations = work.path().join("migrations");
    fs::create_dir(&migrations)?;
    fs::write(migrations.join("20200101000000_a.sql"), "create table a (id bigserial primary key);\ngrant select on a to \"The App\";")?;
    fs::write(work.path().join("app.schema"), "entity A { name text }\n")?;
    let mut command = groundplan(work.path());
    command.args(["plan", "--server", &cluster.url(SUPERUSER, "postgres")]);
    let done = run(command);
    let told = ["role \"The App\" does not exist", "CREATE ROLE \"The App\" NOLOGIN;", "leave out --server"];
    if done.code != Some(1) || told.iter().any(|told| !done.stderr.contains(told)) {
        return Err(format!("{:?}: {}", done.code, done.everything()).into());
    }
    Ok(())
}

fn of_corpus(source: &Path, shares: &Shares) -> Result<(), Failed> {
    // What stands beside a history is none of it, and some ask the owner of their database for extensions.
    let work = tempfile::tempdir()?;
    let source = if source.is_dir() { history(source, work.path())? } else { source.to_path_buf() };
    let imported = import(&source)?;
    let (mut kinds, mut lines) = (BTreeMap::new(), Vec::new());
    for line in imported.said.lines() {
        lines.push(line.chars().take(160).collect::<String>());
        if let Some((kind, numbers)) = line.split_once("  ").filter(|_| line.contains(" in the language")) {
            let numbers: Vec<usize> = numbers.split_whitespace().filter_map(|word| word.parse().ok()).collect();
            if let [said, all, ..] = numbers.as_slice() {
                kinds.insert(kind.to_string(), (*said, *all));
            }
        }
    }
    if kinds.is_empty() {
        return Err(format!("no share is printed:\n{}", imported.said).into());
    }
    println!("{}\n  {}", source.display(), lines.join("\n  "));
    means_the_same(&source, &imported.schema)?;
    let mut shares = shares.lock().unwrap();
    for (kind, (said, all)) in kinds {
        let sum = shares.entry(kind).or_default();
        *sum = (sum.0 + said, sum.1 + all);
    }
    Ok(())
}

/// A copy of the migrations alone. Extensions that no file creates come first in the first of them.
fn history(folder: &Path, into: &Path) -> Result<PathBuf, Failed> {
    let is_beside = |path: &str| path == "ORDER.txt" || path.starts_with("final_");
    let mut files: BTreeMap<String, Vec<u8>> = tree(folder).into_iter().filter(|(path, _)| !is_beside(path)).collect();
    let order = fs::read_to_string(folder.join("ORDER.txt"))?;
    let first = order.lines().next().unwrap_or_default().trim().trim_start_matches("./").to_string();
    let dump = tree(folder).into_iter().find(|(path, _)| path.starts_with("final_"));
    let dump = dump.map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let all: String = files.values().map(|bytes| String::from_utf8_lossy(bytes).to_lowercase()).collect();
    let wanted = dump
        .lines()
        .filter_map(|line| line.strip_prefix("CREATE EXTENSION IF NOT EXISTS "))
        .filter_map(|rest| rest.split_whitespace().next());
    let missing: Vec<&str> = wanted
        .filter(|name| {
            !all.contains(&format!("create extension if not exists {}", name.to_lowercase()))
                && !all.contains(&format!("create extension {}", name.to_lowercase()))
        })
        .collect();
    if !missing.is_empty() {
        let text = files.get_mut(&first).ok_or_else(|| format!("{first} does not stand"))?;
        println!("{}: {first} creates {} first, which no file does", folder.display(), missing.join(", "));
        let create: String = missing.iter().map(|name| format!("CREATE EXTENSION IF NOT EXISTS {name};\n")).collect();
        text.splice(0..0, create.into_bytes());
    }
    let into = into.join("migrations");
    write(&into, &files);
    Ok(into)
}
