//! Killed at any moment, a run leaves both files or none, and nothing else.

use super::*;
use crate::proof::{Check, CheckResult, Evidence, Proof, Unverified};
use crate::render::{DownFile, SqlFile};
use crate::world::{MemoryWorld, RealWorld};

const MIGRATION: (&str, &str) = ("/project/migrations/1_blog.sql", "BEGIN; create\nCOMMIT;\n");
const SEED: (&str, &str) = ("/elsewhere/data/seeds/1_blog.sql", "insert\n");

fn folders() -> Folders {
    Folders { migrations: "migrations".into(), seeds: "/elsewhere/data/seeds".into() }
}

fn file(output: (&str, &str)) -> Option<SqlFile> {
    let name = output.0.rsplit('/').next().map(str::to_string).expect("a name");
    Some(SqlFile { name, text: output.1.to_string(), ..SqlFile::default() })
}

fn both() -> SqlFiles {
    SqlFiles { migration: file(MIGRATION), seed: file(SEED) }
}

fn prove(files: &SqlFiles) -> Proof {
    let check = |check: &Check| CheckResult { check: *check, passed: true, duration: Duration::ZERO, detail: String::new() };
    let checks = [Check::OF_MIGRATION, Check::OF_SEED, &[Check::CleanedUp]].concat().iter().map(check).collect();
    Proof::seal(Evidence { checks, ..Evidence::default() }, files).expect("all checks passed")
}

fn open(world: &dyn World) -> Result<(Workspace<'_>, Recovery), PublishError> {
    Workspace::open(world, Path::new("."), &folders())
}

fn run(world: &dyn World, files: &SqlFiles) -> Result<Published, PublishError> {
    let (workspace, _) = open(world)?;
    publish(&workspace, &folders(), files, &[], Warrant::Proven(&prove(files)))
}

/// All files but those of the state folder that always stand.
fn outside(world: &MemoryWorld) -> Vec<(String, String)> {
    let standing = ["/project/.groundplan/.gitignore", "/project/.groundplan/lock"];
    world.files().into_iter().filter(|(path, _)| !standing.contains(&path.as_str())).collect()
}

fn standing(outputs: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut files: Vec<_> = outputs.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect();
    files.sort();
    files
}

fn same_directories(world: &MemoryWorld, published: bool) {
    let mut expected = vec!["/", "/project", "/project/.groundplan"];
    if published {
        expected.extend(["/elsewhere", "/elsewhere/data", "/elsewhere/data/seeds", "/project/migrations"]);
    }
    let mut directories = world.directories();
    // A run killed at its very start has not even made this one.
    if !directories.iter().any(|directory| directory.ends_with(".groundplan")) {
        directories.push("/project/.groundplan".to_string());
    }
    expected.sort_unstable();
    directories.sort();
    assert_eq!(directories, expected);
}

#[test]
fn both_files_are_published_and_nothing_else_is_left() {
    let world = MemoryWorld::new();
    let published = run(&world, &both()).expect("nothing is in the way");
    assert_eq!(published.migration.as_deref(), Some(Path::new("migrations/1_blog.sql")));
    assert_eq!(published.seed.as_deref(), Some(Path::new(SEED.0)));
    assert_eq!(outside(&world), standing(&[MIGRATION, SEED]));
    assert!(!Workspace::is_unfinished(&world, Path::new(".")));
}

#[test]
fn a_run_with_one_file_writes_that_one_and_one_with_none_writes_nothing() {
    let world = MemoryWorld::new();
    let only_seed = SqlFiles { migration: None, seed: file(SEED) };
    assert_eq!(run(&world, &only_seed).expect("publish").migration, None);
    assert_eq!(outside(&world), standing(&[SEED]));
    assert_eq!(run(&world, &SqlFiles::default()).expect("publish"), Published::default());
    assert_eq!(outside(&world), standing(&[SEED]));
}

/// How many changes a whole run makes.
fn changes_of_a_run() -> usize {
    (0..)
        .find(|changes| {
            let world = MemoryWorld::new();
            world.break_off_after(Some(*changes));
            run(&world, &both()).is_ok() && {
                world.break_off_after(None);
                !Workspace::is_unfinished(&world, Path::new("."))
            }
        })
        .expect("a run ends")
}

#[test]
fn killed_at_any_moment_the_next_run_leaves_both_files_or_none() {
    let all = changes_of_a_run();
    assert!(all > 12, "{all}");
    let mut completed = 0;
    for killed_after in 0..all {
        let world = MemoryWorld::new();
        world.break_off_after(Some(killed_after));
        let _ = run(&world, &both());
        world.break_off_after(None);
        let visible = world.files().iter().any(|(path, _)| path == MIGRATION.0);

        let outlook = Workspace::unfinished(&world, Path::new("."), &folders()).unwrap_or_default();
        let (_, recovery) = open(&world).expect("recovery");
        let said = match &recovery {
            Recovery::NothingToDo => outlook.is_empty(),
            Recovery::Completed(_) => outlook.ends_with("completes it") || outlook.ends_with("removes its journal"),
            Recovery::Withdrawn => outlook.ends_with("removes what it left"),
            Recovery::Incomplete { .. } => false,
        };
        assert!(said, "killed after {killed_after} changes: {outlook}");
        let expected = if visible { standing(&[MIGRATION, SEED]) } else { Vec::new() };
        assert_eq!(outside(&world), expected, "killed after {killed_after} changes: {recovery:?}");
        same_directories(&world, visible);
        completed += usize::from(matches!(recovery, Recovery::Completed(_)));
    }
    assert!(completed >= 2, "between the renames and after them: {completed}");
}

#[test]
fn killed_again_while_recovering_the_run_after_that_still_leaves_both_or_none() {
    for killed_after in 0..changes_of_a_run() {
        for killed_again_after in 0..12 {
            let world = MemoryWorld::new();
            world.break_off_after(Some(killed_after));
            let _ = run(&world, &both());
            world.break_off_after(Some(killed_again_after));
            let _ = open(&world);
            world.break_off_after(None);
            open(&world).expect("recovery");
            let files = outside(&world);
            let whole = files.is_empty() || files == standing(&[MIGRATION, SEED]);
            assert!(whole, "killed after {killed_after} changes, then after {killed_again_after}: {files:?}");
            same_directories(&world, !files.is_empty());
        }
    }
}

#[test]
fn after_any_kill_the_next_run_publishes() {
    for killed_after in 0..changes_of_a_run() {
        let world = MemoryWorld::new();
        world.break_off_after(Some(killed_after));
        let _ = run(&world, &both());
        world.break_off_after(None);
        match run(&world, &both()) {
            Ok(_) => {}
            // It was completed; a real run would have planned nothing more.
            Err(PublishError::Taken { .. }) => {}
            Err(error) => panic!("killed after {killed_after} changes: {error}"),
        }
        assert_eq!(outside(&world), standing(&[MIGRATION, SEED]), "killed after {killed_after} changes");
    }
}

#[test]
fn killed_at_any_moment_a_migration_never_stands_without_its_way_back() {
    const DOWN: (&str, &str) = ("/project/migrations/1_blog.down.sql", "drop\n");
    let files = || {
        let down = DownFile { name: "1_blog.down.sql".to_string(), text: DOWN.1.to_string() };
        let migration = file(MIGRATION).map(|file| SqlFile { down: Some(down), ..file });
        SqlFiles { migration, seed: file(SEED) }
    };
    let published = run(&MemoryWorld::new(), &files()).expect("nothing is in the way");
    assert_eq!(published.down.as_deref(), Some(Path::new("migrations/1_blog.down.sql")));
    let (mut none, mut all) = (0, 0);
    for killed_after in 0..2 * changes_of_a_run() {
        let world = MemoryWorld::new();
        world.break_off_after(Some(killed_after));
        let _ = run(&world, &files());
        world.break_off_after(None);
        let stands = |path: &str| world.files().iter().any(|(found, _)| found == path);
        assert!(stands(DOWN.0) || !stands(MIGRATION.0), "killed after {killed_after} changes");
        open(&world).expect("recovery");
        match outside(&world) {
            files if files.is_empty() => none += 1,
            files => {
                assert_eq!(files, standing(&[DOWN, MIGRATION, SEED]), "killed after {killed_after} changes");
                all += 1;
            }
        }
    }
    assert!(none > 5 && all > 5, "{none} and {all}");
    let world = MemoryWorld::new().with_file(DOWN.0, "mine");
    assert!(matches!(run(&world, &files()), Err(PublishError::Taken { .. })));
}

#[test]
fn a_name_that_is_taken_is_refused_and_never_overwritten() {
    for (path, _) in [MIGRATION, SEED] {
        let world = MemoryWorld::new().with_file(path, "mine");
        let error = run(&world, &both()).expect_err("taken");
        assert!(matches!(&error, PublishError::Taken { path: taken } if taken == Path::new(path)), "{error}");
        assert_eq!(outside(&world), standing(&[(path, "mine")]));
    }
}

/// A world in which somebody takes a name between the look and the rename.
struct Intruder<'w> {
    inner: &'w MemoryWorld,
    takes: &'static str,
}

macro_rules! delegate {
    ($($name:ident($($argument:ident: $kind:ty),*) -> $result:ty;)*) => {
        $(fn $name(&self, $($argument: $kind),*) -> $result { self.inner.$name($($argument),*) })*
    };
}

impl World for Intruder<'_> {
    delegate! {
        now() -> i64;
        elapsed() -> Duration;
        variable(name: &str) -> Option<String>;
        current_directory() -> Result<PathBuf, WorldError>;
        read(path: &Path) -> Result<Vec<u8>, WorldError>;
        open(path: &Path) -> Result<Box<dyn std::io::Read + Send + '_>, WorldError>;
        list(directory: &Path) -> Result<Vec<crate::world::Entry>, WorldError>;
        exists(path: &Path) -> bool;
        is_directory(path: &Path) -> bool;
        oddity(path: &Path) -> Option<&'static str>;
        is_same_directory(one: &Path, other: &Path) -> bool;
        create_directories(directory: &Path) -> Result<(), WorldError>;
        write_new(path: &Path, contents: &[u8]) -> Result<(), WorldError>;
        begin_file(path: &Path) -> Result<Box<dyn crate::world::NewFile + '_>, WorldError>;
        rename(from: &Path, to: &Path) -> Result<(), WorldError>;
        remove_file(path: &Path) -> Result<(), WorldError>;
        remove_directory(directory: &Path) -> Result<(), WorldError>;
        lock(path: &Path, patience: Duration) -> Result<Lock, WorldError>;
        sync_directory(directory: &Path) -> Result<(), WorldError>;
    }

    fn rename_new(&self, from: &Path, to: &Path) -> Result<(), WorldError> {
        if to == Path::new(self.takes) {
            self.inner.write_new(to, b"theirs").expect("the name is free");
        }
        self.inner.rename_new(from, to)
    }
}

#[test]
fn a_name_that_is_taken_at_the_last_moment_takes_everything_back() {
    for (path, _) in [MIGRATION, SEED] {
        let memory = MemoryWorld::new();
        let world = Intruder { inner: &memory, takes: path };
        let error = run(&world, &both()).expect_err("taken");
        assert!(matches!(&error, PublishError::Taken { path: taken } if taken == Path::new(path)), "{error}");
        assert_eq!(outside(&memory), standing(&[(path, "theirs")]));
        assert!(!Workspace::is_unfinished(&memory, Path::new(".")));
    }
}

/// As a kill between the two renames leaves it.
fn killed_between_the_renames() -> MemoryWorld {
    for killed_after in 0.. {
        let world = MemoryWorld::new();
        world.break_off_after(Some(killed_after));
        let _ = run(&world, &both());
        world.break_off_after(None);
        if world.exists(Path::new(MIGRATION.0)) {
            assert!(!world.exists(Path::new(SEED.0)));
            return world;
        }
    }
    unreachable!("the first rename comes")
}

#[test]
fn killed_between_the_two_renames_the_run_is_completed_and_said_so() {
    let world = killed_between_the_renames();
    assert!(Workspace::is_unfinished(&world, Path::new(".")));
    assert_eq!(
        Workspace::unfinished(&world, Path::new("."), &folders()).as_deref(),
        Some(
            "an interrupted run published migrations/1_blog.sql and not yet /elsewhere/data/seeds/1_blog.sql; the next `generate` completes it"
        )
    );
    let (_, recovery) = open(&world).expect("recovery");
    assert_eq!(Workspace::unfinished(&world, Path::new("."), &folders()), None);
    assert_eq!(recovery, Recovery::Completed(vec![MIGRATION.0.into(), SEED.0.into()]));
    assert_eq!(
        recovery.note().as_deref(),
        Some("an interrupted run was completed: /project/migrations/1_blog.sql, /elsewhere/data/seeds/1_blog.sql")
    );
}

#[test]
fn what_can_be_seen_is_never_deleted_and_what_is_not_ours_never_overwritten() {
    let temporary = temporary_name(Path::new(SEED.0));
    // Somebody deleted the temporary.
    let world = killed_between_the_renames();
    world.remove_file(&temporary).expect("it stands");
    let outlook = Workspace::unfinished(&world, Path::new("."), &folders()).expect("unfinished");
    assert!(outlook.ends_with("/elsewhere/data/seeds/1_blog.sql is lost; the next `generate` plans that again"), "{outlook}");
    let (_, recovery) = open(&world).expect("recovery");
    assert_eq!(recovery, Recovery::Incomplete { standing: vec![MIGRATION.0.into()], lost: vec![SEED.0.into()] });
    assert_eq!(outside(&world), standing(&[MIGRATION]));

    // Somebody took the name.
    let world = killed_between_the_renames().with_file(SEED.0, "theirs");
    let (_, recovery) = open(&world).expect("recovery");
    assert!(matches!(recovery, Recovery::Incomplete { .. }));
    assert_eq!(outside(&world), standing(&[MIGRATION, (SEED.0, "theirs")]));

    // The temporary is not what was proven.
    let world = killed_between_the_renames();
    world.write_whole(&temporary, b"half").expect("write");
    let (_, recovery) = open(&world).expect("recovery");
    assert!(matches!(recovery, Recovery::Incomplete { .. }));
    assert_eq!(outside(&world), standing(&[MIGRATION]));
}

#[test]
fn a_rename_in_two_steps_that_was_cut_is_completed() {
    let world = killed_between_the_renames();
    world.write_new(Path::new(SEED.0), SEED.1.as_bytes()).expect("the link's second name");
    let (_, recovery) = open(&world).expect("recovery");
    assert!(matches!(recovery, Recovery::Completed(_)));
    assert_eq!(outside(&world), standing(&[MIGRATION, SEED]));
}

#[test]
fn files_that_no_journal_knows_are_swept_and_all_others_stay() {
    let world = MemoryWorld::new()
        .with_file("migrations/.1_a.sql.groundplan-unfinished", "half")
        .with_file("migrations/0_old.sql", "old")
        .with_file("migrations/notes.groundplan-unfinished", "a person's");
    open(&world).expect("open");
    assert_eq!(
        outside(&world),
        standing(&[("/project/migrations/0_old.sql", "old"), ("/project/migrations/notes.groundplan-unfinished", "a person's")])
    );
}

#[test]
fn a_journal_that_cannot_be_read_stops_the_run_and_deletes_nothing() {
    for journal in ["", "{", "{\"version\": 1}", "{\"version\": 99, \"entries\": [], \"created_folders\": []}"] {
        let world = MemoryWorld::new().with_file(".groundplan/journal.json", journal).with_file(MIGRATION.0, "x");
        let error = open(&world).map(drop).expect_err("unreadable");
        assert!(matches!(error, PublishError::UnreadableJournal { .. }), "{error}");
        assert!(error.to_string().contains("/project/.groundplan/journal.json"), "{error}");
        assert!(world.exists(Path::new(MIGRATION.0)) && Workspace::is_unfinished(&world, Path::new(".")));
    }
}

/// A journal with one file, and with these folders to be removed.
fn journal(path: &str, temporary: &str, created_folders: &str) -> String {
    format!(
        "{{\"version\": 1, \"entries\": [{{\"path\": \"{path}\", \"temporary\": \"{temporary}\", \"sha256\": \"\", \"length\": 0}}], \
         \"created_folders\": [{created_folders}]}}"
    )
}

#[test]
fn a_journal_that_no_run_of_this_project_wrote_is_refused_and_nothing_is_removed() {
    let own = "migrations/.1_a.sql.groundplan-unfinished";
    for (path, temporary, created, named) in [
        ("migrations/1_a.sql", "notes.txt", "", "/project/notes.txt"),
        ("migrations/1_a.sql", "/precious/.1_a.sql.groundplan-unfinished", "", "/precious/.1_a.sql.groundplan-unfinished"),
        ("/precious/1_a.sql", "/precious/.1_a.sql.groundplan-unfinished", "", "/precious/1_a.sql"),
        ("../precious/1_a.sql", "../precious/.1_a.sql.groundplan-unfinished", "", "/project/../precious/1_a.sql"),
        ("migrations/1_a.txt", "migrations/.1_a.txt.groundplan-unfinished", "", "/project/migrations/1_a.txt"),
        ("migrations/1_a.sql", own, "\"empty\"", "/project/empty"),
    ] {
        let world = MemoryWorld::new()
            .with_file(".groundplan/journal.json", &journal(path, temporary, created))
            .with_file("notes.txt", "mine")
            .with_file("/precious/.1_a.sql.groundplan-unfinished", "mine");
        world.create_directories(Path::new("empty")).expect("create");
        let before = (world.files(), world.directories());
        let error = open(&world).map(drop).expect_err("foreign");
        assert!(matches!(&error, PublishError::ForeignJournal { named: found, .. } if found == Path::new(named)), "{error}");
        assert!(error.to_string().contains("is not followed"), "{error}");
        assert_eq!(Workspace::unfinished(&world, Path::new("."), &folders()), Some(error.to_string()));
        let (mut files, directories) = before;
        files.retain(|(file, _)| world.exists(Path::new(file)));
        assert!(files.len() >= 3 && directories.iter().all(|folder| world.exists(Path::new(folder))), "{files:?}");
    }
    // Such as a run writes it, with the temporary gone.
    let world = MemoryWorld::new().with_file(".groundplan/journal.json", &journal("migrations/1_a.sql", own, "\"migrations\""));
    assert_eq!(open(&world).expect("recovery").1, Recovery::Withdrawn);
}

#[test]
fn a_second_run_in_one_project_is_told_that_another_is_at_work() {
    let world = MemoryWorld::new();
    let (first, _) = open(&world).expect("the first");
    let error = open(&world).map(drop).expect_err("held");
    assert!(matches!(error, PublishError::Busy { .. }), "{error}");
    assert!(error.to_string().starts_with("another run is at work in this project"), "{error}");
    drop(first);
    open(&world).map(drop).expect("free again");
}

#[test]
fn only_what_was_proven_or_is_wanted_unproven_is_published() {
    let world = MemoryWorld::new();
    let (workspace, _) = open(&world).expect("open");
    let other = SqlFiles { migration: file(("/1_blog.sql", "DROP TABLE users;")), seed: file(SEED) };
    let proof = prove(&both());
    let error = publish(&workspace, &folders(), &other, &[], Warrant::Proven(&proof)).expect_err("other bytes");
    assert!(matches!(error, PublishError::NotProven { .. }), "{error}");
    assert_eq!(outside(&world), []);
    let unverified = Unverified::because_the_user_asked();
    publish(&workspace, &folders(), &other, &[], Warrant::Unverified(&unverified)).expect("as asked");
}

#[test]
fn on_a_disk_it_works_alike() {
    let project = tempfile::tempdir().expect("a temporary directory");
    let folders = Folders { migrations: project.path().join("migrations"), seeds: project.path().join("a/b/seeds") };
    let (workspace, _) = Workspace::open(&RealWorld, project.path(), &folders).expect("open");
    let published = publish(&workspace, &folders, &both(), &[], Warrant::Proven(&prove(&both()))).expect("publish");
    for (path, (_, text)) in [(published.migration, MIGRATION), (published.seed, SEED)] {
        assert_eq!(RealWorld.read_text(&path.expect("published")).expect("read"), text);
    }
    let again = publish(&workspace, &folders, &both(), &[], Warrant::Proven(&prove(&both()))).expect_err("taken");
    assert!(matches!(again, PublishError::Taken { .. }));
    for (folder, count) in
        [(project.path().join("migrations"), 1), (project.path().join("a/b/seeds"), 1), (project.path().join(".groundplan"), 2)]
    {
        assert_eq!(RealWorld.list(&folder).expect("list").len(), count, "{}", folder.display());
    }
}

const RECORD: (&str, &str) = ("/project/blog.schema.lock", "new record\n");

fn record(replaces: Option<&str>) -> Beside {
    Beside { path: "blog.schema.lock".into(), text: RECORD.1.to_string(), replaces: replaces.map(|text| sha256_hex(text.as_bytes())) }
}

fn run_with(world: &dyn World, files: &SqlFiles, beside: &Beside) -> Result<Published, PublishError> {
    let (workspace, _) = open(world)?;
    publish(&workspace, &folders(), files, std::slice::from_ref(beside), Warrant::Proven(&prove(files)))
}

#[test]
fn a_record_is_published_with_the_files_or_by_itself() {
    let world = MemoryWorld::new();
    run_with(&world, &both(), &record(None)).expect("nothing is in the way");
    assert_eq!(outside(&world), standing(&[MIGRATION, SEED, RECORD]));
    let world = MemoryWorld::new().with_file(RECORD.0, "old");
    run_with(&world, &SqlFiles::default(), &record(Some("old"))).expect("it is the one that was read");
    assert_eq!(outside(&world), standing(&[RECORD]));
}

#[test]
fn killed_at_any_moment_a_record_is_replaced_with_the_files_or_stays_as_it_was() {
    let old = (RECORD.0, "old");
    let (mut before, mut after) = (0, 0);
    for killed_after in 0..2 * changes_of_a_run() {
        for killed_again_after in [None, Some(0), Some(1), Some(2), Some(4)] {
            let world = MemoryWorld::new().with_file(old.0, old.1);
            world.break_off_after(Some(killed_after));
            let _ = run_with(&world, &both(), &record(Some("old")));
            world.break_off_after(killed_again_after);
            let _ = open(&world);
            world.break_off_after(None);
            let (_, recovery) = open(&world).expect("recovery");
            assert!(!matches!(recovery, Recovery::Incomplete { .. }), "killed after {killed_after} changes: {recovery:?}");
            match outside(&world) {
                files if files == standing(&[old]) => before += 1,
                files => {
                    assert_eq!(files, standing(&[MIGRATION, SEED, RECORD]), "killed after {killed_after}, then {killed_again_after:?}");
                    after += 1;
                }
            }
        }
    }
    assert!(before > 20 && after > 20, "{before} and {after}");
}

#[test]
fn what_stands_beside_the_requirements_is_replaced_only_as_it_was_read() {
    for (standing_text, replaces, refused) in [("mine", None, "stands already"), ("mine", Some("old"), "run again")] {
        let world = MemoryWorld::new().with_file(RECORD.0, standing_text);
        let error = run_with(&world, &both(), &record(replaces)).expect_err("refused").to_string();
        assert!(error.contains(refused), "{error}");
        assert_eq!(outside(&world), standing(&[(RECORD.0, standing_text)]));
    }
    let gone = run_with(&MemoryWorld::new(), &both(), &record(Some("old"))).expect_err("it was read and is gone");
    assert!(matches!(gone, PublishError::Changed { .. }), "{gone}");
    for path in ["../blog.schema.lock", "/elsewhere/blog.schema.lock"] {
        let beside = Beside { path: path.into(), ..record(None) };
        let error = run_with(&MemoryWorld::new(), &both(), &beside).expect_err("not ours");
        assert!(matches!(error, PublishError::Outside { .. }), "{error}");
    }
}

#[test]
fn a_record_that_cannot_be_written_takes_everything_back() {
    let old = ("/project/a.schema.lock", "old");
    let memory = MemoryWorld::new().with_file(old.0, old.1);
    let world = Intruder { inner: &memory, takes: RECORD.0 };
    let (workspace, _) = open(&world).expect("a workspace");
    let beside = [Beside { path: "a.schema.lock".into(), ..record(Some(old.1)) }, record(None)];
    publish(&workspace, &folders(), &both(), &beside, Warrant::Proven(&prove(&both()))).expect_err("taken at the last moment");
    assert_eq!(outside(&memory), standing(&[old, (RECORD.0, "theirs")]), "the one that was replaced already is there again");
    assert!(!Workspace::is_unfinished(&memory, Path::new(".")));
}

#[test]
fn a_journal_that_replaces_anything_but_a_record_is_not_followed() {
    let world = MemoryWorld::new().with_file("/project/migrations/2.sql", "theirs");
    open(&world).expect("the state folder");
    let path = Path::new("/project/migrations/1.sql");
    let entry = Entry {
        path: path.to_path_buf(),
        temporary: temporary_name(path),
        sha256: String::new(),
        length: 0,
        replaces: Some(sha256_hex(b"theirs")),
    };
    Journal { entries: vec![entry], created_folders: Vec::new() }.write(&world, Path::new("/project")).expect("written");
    assert!(matches!(open(&world).map(|_| ()), Err(PublishError::ForeignJournal { .. })));
}
