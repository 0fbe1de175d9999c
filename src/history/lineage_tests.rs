//! What teams do to files that have run, and what they are told.

use super::lineage::{broken, builds_on_mark};
use super::{History, HistoryFile, HistoryKind};
use crate::convention::{DownPart, Part};

fn file(version: &str, text: &str) -> HistoryFile {
    let path = format!("migrations/{version}_a.sql");
    HistoryFile { version: version.to_string(), name: "a".to_string(), ..HistoryFile::by_itself(&path, text.to_string()) }
}

/// Written by a person.
fn hand(version: &str) -> HistoryFile {
    file(version, &format!("CREATE TABLE h{version} (n integer);\n"))
}

/// Changes the text, all of which is executed.
fn rewrite(file: &mut HistoryFile, change: impl Fn(&str) -> String) {
    file.text = change(&file.text);
    file.parts = HistoryFile::by_itself("", file.text.clone()).parts;
}

fn seed(version: &str) -> HistoryFile {
    HistoryFile { kind: HistoryKind::Seed, path: format!("seeds/{version}_a.sql"), ..file(version, "SELECT 1;") }
}

fn history(entries: &[HistoryFile]) -> History {
    History { entries: entries.to_vec(), ..History::default() }
}

/// As `generate` would write it on top of those.
fn generated(version: &str, before: &[HistoryFile]) -> HistoryFile {
    let mark = builds_on_mark(&history(before)).map_or(String::new(), |mark| format!("{mark}\n"));
    file(version, &format!("-- title\n--\n{mark}\nBEGIN;\nCREATE TABLE t{version} (n integer);\nCOMMIT;\n"))
}

/// One on top of the other.
fn all_generated(versions: &[&str], on: &[HistoryFile]) -> Vec<HistoryFile> {
    let mut all = on.to_vec();
    for version in versions {
        all.push(generated(version, &all));
    }
    all
}

fn said(entries: &[HistoryFile]) -> String {
    broken(&history(entries)).map_or(String::new(), |found| format!("{}: {}", found.code, found.message))
}

fn help(entries: &[HistoryFile]) -> String {
    broken(&history(entries)).and_then(|found| found.help).unwrap_or_default()
}

/// Does the one edit that the help asks for.
fn accepted(entries: &[HistoryFile]) -> Vec<HistoryFile> {
    let found = broken(&history(entries)).expect("something is wrong");
    let help = found.help.expect("help");
    let (_, line) = help.split_once("write `").expect("the right line");
    let (line, _) = line.split_once('`').expect("its end");
    let path = found.message.split(':').next().expect("the place");
    let mut entries = entries.to_vec();
    let file = entries.iter_mut().find(|file| file.path == path).expect("the file");
    rewrite(file, |text| {
        let lines = text.lines().map(|old| if old.starts_with("-- groundplan:builds-on ") { line } else { old });
        lines.collect::<Vec<_>>().join("\n")
    });
    entries
}

/// Adds the migration of one line that the help speaks of.
fn accepted_by_a_new_file(entries: &[HistoryFile]) -> Vec<HistoryFile> {
    let help = help(entries);
    let (_, line) = help.split_once("add a migration with the line `").expect("the next line");
    let mut entries = entries.to_vec();
    entries.push(file("99", line.split('`').next().expect("its end")));
    entries
}

#[test]
fn files_that_build_on_each_other_are_sound_in_any_checkout() {
    let mut all = all_generated(&["2", "3"], &[hand("1")]);
    assert_eq!(said(&all), "");
    for file in &mut all {
        rewrite(file, |text| format!("\u{feff}{}\r\n", text.replace('\n', "\r\n")));
        file.path = file.path.replace("migrations", "db");
    }
    assert_eq!(said(&all), "");
    // What has no version runs after all others, and seeds make no schema.
    let last = HistoryFile { version: String::new(), ..file("", "SELECT 1;") };
    all.insert(1, seed("1"));
    all.push(last);
    assert_eq!(said(&all), "");
    assert_eq!(builds_on_mark(&history(&[])), None);
    assert_eq!(builds_on_mark(&history(&[file("1", "-- nothing yet\n")])), None);
}

#[test]
fn a_late_file_below_generated_ones_gets_a_later_version_and_nothing_is_deleted() {
    let all = all_generated(&["2", "3", "4", "5", "6"], &[hand("1")]);
    let mut late = all.clone();
    late.insert(1, file("15", "CREATE TABLE late (n integer);"));
    let wrong = "migrations/6_a.sql:3: this migration was made without migrations/15_a.sql, which is of another branch or came in later";
    assert_eq!(said(&late), format!("history-of-two-branches: {wrong}"));
    let help = help(&late);
    assert!(help.starts_with("If migrations/15_a.sql has run nowhere yet, give it a later version than migrations/6_a.sql. If "), "{help}");
    assert!(!help.contains("delete"), "{help}");
    // Both ways that it names end it.
    let moved = [all, vec![file("7", "CREATE TABLE late (n integer);")]].concat();
    assert_eq!(said(&moved), "");
    assert_eq!(said(&accepted(&late)), "");
    assert_eq!(said(&accepted_by_a_new_file(&late)), "");
    // Among files of people it is found as well.
    let base = [hand("1"), hand("2"), hand("3")];
    let mut late = all_generated(&["4", "5"], &base);
    late.insert(1, file("15", "CREATE TABLE late (n integer);"));
    assert!(said(&late).contains("5_a.sql:3: this migration was made without migrations/15_a.sql"), "{}", said(&late));
}

#[test]
fn what_no_database_sees_is_no_change() {
    let all = all_generated(&["2", "3", "4"], &[hand("1")]);
    let changed = |change: &dyn Fn(&mut HistoryFile)| {
        let mut all = all.clone();
        change(&mut all[0]);
        change(&mut all[1]);
        said(&all)
    };
    assert_eq!(changed(&|file| rewrite(file, |text| format!("-- NOT VERIFIED\n{text}-- the end"))), "");
    assert_eq!(changed(&|file| rewrite(file, |text| text.replace("-- title\n", ""))), "");
    assert_eq!(changed(&|file| rewrite(file, |text| text.replace('\n', "  \n\n"))), "");
    assert_eq!(changed(&|file| file.path = file.path.replace("_a", "_of_another_name")), "");
    assert_eq!(changed(&|file| file.name = "of_another_name".to_string()), "");
    assert_eq!(changed(&|file| file.version = format!("{}0", file.version)), "");
    assert!(changed(&|file| rewrite(file, |text| text.replace("integer", "bigint"))).starts_with("history-changed: "));
    // A file that does nothing may come and go.
    let mut more = all.clone();
    more.insert(1, file("15", "-- nothing\n;"));
    assert_eq!(said(&more), "");
}

#[test]
fn one_edit_accepts_a_change_however_many_marks_it_made_wrong() {
    let mut all = all_generated(&["2", "3", "4", "5"], &[hand("1")]);
    rewrite(&mut all[1], |text| text.replace("integer", "bigint"));
    assert_eq!(
        said(&all),
        "history-changed: migrations/5_a.sql:3: the migrations before this one are not those that it was made on: migrations/2_a.sql was changed, or \
         others that stood beside it were taken away"
    );
    assert!(help(&all).starts_with("Bring back what stood there"), "{}", help(&all));
    let accepted_once = accepted(&all);
    assert_eq!(said(&accepted_once), "");
    assert_eq!(said(&accepted_by_a_new_file(&all)), "");
    // What is generated next vouches for all, and the next change is found.
    let mut further = all_generated(&["6"], &accepted_once);
    assert_eq!(said(&further), "");
    rewrite(&mut further[0], |text| text.replace("integer", "bigint"));
    assert!(said(&further).contains("6_a.sql:3: "), "{}", said(&further));
    // The newest right mark vouches for wrong ones below it.
    let on_top = [all.clone(), vec![generated("6", &all)]].concat();
    assert_eq!(said(&on_top), "");
}

#[test]
fn a_squash_is_not_called_a_change_of_the_file_that_it_made() {
    let all = all_generated(&["2", "3", "4", "5"], &[]);
    let squashed = [file("4", "CREATE TABLE t2 (n integer); CREATE TABLE t3 (n integer); CREATE TABLE t4 (n integer);"), all[3].clone()];
    assert_eq!(
        said(&squashed),
        "history-changed: migrations/5_a.sql:3: the migrations before this one are not those that it was made on: migrations/4_a.sql was changed, or \
         others that stood beside it were taken away"
    );
    assert_eq!(said(&accepted(&squashed)), "");
    // With nothing before it there is nothing to build on.
    assert_eq!(said(&all[3..]), "");
    assert_eq!(said(&all[1..2]), "");
}

#[test]
fn a_change_is_looked_for_since_the_newest_right_mark() {
    let mut all = all_generated(&["4", "5"], &[hand("1"), hand("2"), hand("3")]);
    let others = [hand("6"), hand("7")];
    all.extend(others);
    all = all_generated(&["8", "9"], &all);
    let without_7 = [&all[..6], &all[7..]].concat();
    let suspects = "from migrations/5_a.sql to migrations/6_a.sql, a file was changed, taken away or put in";
    // The mark of 8 cannot be told, and what is wrong is below it.
    assert!(said(&without_7[..7]).ends_with(suspects), "{}", said(&without_7));
    assert!(said(&without_7).contains("9_a.sql:3: ") && said(&without_7).ends_with(suspects), "{}", said(&without_7));
}

#[test]
fn of_two_branches_the_newest_is_made_anew_with_its_seed() {
    let base = [hand("1")];
    let (ours, theirs) = (generated("2", &base), generated("3", &base));
    let [base] = base;
    let merged = [base.clone(), seed("1"), ours.clone(), seed("2"), theirs.clone(), seed("3")];
    let wrong = "migrations/3_a.sql:3: this migration was made without migrations/2_a.sql, which is of another branch or came in later";
    // The first of a project has no mark, and `2` stands on it.
    assert_eq!(said(&merged), format!("history-of-two-branches: {wrong}"));
    let help = help(&merged);
    let delete = "If migrations/3_a.sql has run nowhere yet, delete it together with seeds/3_a.sql and generate again. If the files fit";
    assert!(help.starts_with(delete), "{help}");
    let down = DownPart { path: "migrations/3_a.down.sql".to_string(), text: String::new(), part: Part::default() };
    let with_a_file_beside_it = [base.clone(), ours.clone(), HistoryFile { down: Some(down), ..theirs.clone() }, seed("3")];
    let help = self::help(&with_a_file_beside_it);
    assert!(help.contains("delete it together with migrations/3_a.down.sql and seeds/3_a.sql and generate again"), "{help}");
    let again = generated("3", &[base.clone(), ours.clone()]);
    assert_eq!(said(&[base.clone(), ours.clone(), again]), "");
    assert_eq!(said(&accepted(&merged)), "");
    // Below others it is not said to delete anything.
    let with_a_later = [base, ours, theirs, hand("4")];
    assert!(said(&with_a_later).contains(wrong));
    assert!(!self::help(&with_a_later).contains("delete"), "{}", self::help(&with_a_later));
    assert_eq!(said(&accepted(&with_a_later)), "");
    assert_eq!(said(&accepted_by_a_new_file(&with_a_later)), "");
}

#[test]
fn any_number_of_files_of_another_branch_is_named_also_where_they_are_mixed() {
    let base = [hand("1")];
    let ours = all_generated(&["20", "30", "40", "50"], &base);
    let theirs = all_generated(&["60"], &base);
    let merged = [ours.clone(), theirs[1..].to_vec()].concat();
    let all_four = "migrations/20_a.sql, migrations/30_a.sql, migrations/40_a.sql and migrations/50_a.sql, which are of another branch or came in later";
    assert!(said(&merged).ends_with(&format!("60_a.sql:3: this migration was made without {all_four}")), "{}", said(&merged));
    // Six are not all written out.
    let ours = all_generated(&["20", "30", "40", "50", "51", "52"], &base);
    let merged = [ours.clone(), theirs[1..].to_vec()].concat();
    assert!(said(&merged).contains("migrations/50_a.sql and 2 more, which are"), "{}", said(&merged));
    // In turn, with files of people among them.
    let mut ours = all_generated(&["20"], &base);
    ours.push(hand("30"));
    let ours = all_generated(&["50"], &ours);
    let theirs = all_generated(&["25", "45", "60"], &base);
    let mut mixed = [ours.clone(), theirs[1..].to_vec()].concat();
    mixed.sort_by(|one, other| one.version.cmp(&other.version));
    let missing = "migrations/20_a.sql, migrations/30_a.sql and migrations/50_a.sql, which are";
    assert!(said(&mixed).contains(&format!("60_a.sql:3: this migration was made without {missing}")), "{}", said(&mixed));
}

#[test]
fn a_history_of_1200_files_is_looked_through_quickly() {
    // Each file is hashed once, and the search has an end; by trying all gaps these would be some hundred million hashes.
    let mut all: Vec<HistoryFile> = (1000..2200).map(|version| hand(&version.to_string())).collect();
    all = all_generated(&["2200", "2201"], &all);
    assert_eq!(said(&all), "");
    let mut late = all.clone();
    late.insert(1190, file("late", "CREATE TABLE late (n integer);"));
    assert!(said(&late).contains("2201_a.sql:3: this migration was made without migrations/late_a.sql"), "{}", said(&late));
    all.insert(3, file("late", "CREATE TABLE late (n integer);"));
    assert!(
        said(&all).ends_with("from migrations/1000_a.sql to migrations/2199_a.sql, a file was changed, taken away or put in"),
        "{}",
        said(&all)
    );
}
