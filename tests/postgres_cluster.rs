//! Throw-away clusters and temporary databases: what works, and above all what is left when a process ends, however it ends.
//!
//! Some tests start this program again, in a role that the variable `GROUNDPLAN_TEST_ROLE` names, and kill it.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may read the environment and the clock, and stops where it fails"
)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use groundplan::postgres::{
    Binaries, Cluster, ClusterOptions, OWNER, STATEMENT_LIMIT, SUPERUSER, Server, Session, find_binaries, interrupt,
};
use groundplan::world::{RealWorld, World};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    if let Ok(role) = std::env::var("GROUNDPLAN_TEST_ROLE") {
        return play(&role);
    }
    let tests: [(&str, fn()); 15] = [
        ("a_cold_start_makes_a_cache_and_a_warm_one_uses_it", a_cold_start_makes_a_cache_and_a_warm_one_uses_it),
        ("two_clusters_run_side_by_side", two_clusters_run_side_by_side),
        ("a_server_outlives_the_thread_that_started_it", a_server_outlives_the_thread_that_started_it),
        ("a_damaged_cache_is_made_again", a_damaged_cache_is_made_again),
        ("a_server_that_does_not_start_says_why", a_server_that_does_not_start_says_why),
        ("nothing_stays_of_a_killed_process", nothing_stays_of_a_killed_process),
        ("a_termination_signal_cleans_up", a_termination_signal_cleans_up),
        ("a_place_that_does_not_serve_is_passed_over", a_place_that_does_not_serve_is_passed_over),
        ("it_works_for_a_plain_user", it_works_for_a_plain_user),
        ("the_owner_is_plain_and_every_database_is_fresh", the_owner_is_plain_and_every_database_is_fresh),
        ("a_running_server_gets_a_temporary_database", a_running_server_gets_a_temporary_database),
        ("a_panic_or_a_kill_leaves_no_temporary_database", a_panic_or_a_kill_leaves_no_temporary_database),
        ("a_user_without_rights_is_told_what_to_do", a_user_without_rights_is_told_what_to_do),
        ("a_failure_points_into_the_text", a_failure_points_into_the_text),
        ("a_statement_that_hangs_ends", a_statement_that_hangs_ends),
    ];
    let trials = tests.map(|(name, test)| {
        Trial::test(name, move || {
            test();
            Ok::<(), Failed>(())
        })
    });
    libtest_mimic::run(&Arguments::from_args(), trials.into()).exit();
}

/// What a second process of this program does.
fn play(role: &str) {
    interrupt::install().expect("the interrupt thread");
    let place = PathBuf::from(std::env::var("GROUNDPLAN_TEST_PLACE").unwrap_or_default());
    match role {
        "cluster" => {
            let cluster = start(&place);
            println!("{}", cluster.socket_directory().display());
            std::thread::sleep(Duration::from_secs(60));
        }
        "cycle" => loop {
            start(&place).stop().expect("stopped");
        },
        "once" => {
            let cluster = start(&place);
            assert_eq!(answer(&cluster), "1");
            cluster.stop().expect("stopped");
            println!("fine");
        }
        "database" => {
            let url = std::env::var("GROUNDPLAN_TEST_URL").expect("a URL");
            let server = Server::at_url(&url, STATEMENT_LIMIT).expect("a server");
            let database = server.database().expect("a database");
            println!("{}", database.name());
            std::thread::sleep(Duration::from_secs(60));
        }
        other => panic!("no such role: {other}"),
    }
}

fn binaries() -> Binaries {
    find_binaries(None, RealWorld.variable("PATH").as_deref(), None).expect("these tests need an installed PostgreSQL server")
}

/// A directory of the test's own, where nobody else's clusters are.
struct Own(tempfile::TempDir);

impl Own {
    fn new() -> Own {
        let memory = Path::new("/dev/shm");
        let parent = if memory.is_dir() { memory } else { Path::new("/tmp") };
        let directory = tempfile::Builder::new().prefix("gp").tempdir_in(parent).expect("a temporary directory");
        // As root, the server's user must get through.
        fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o711)).expect("chmod");
        Own(directory)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// `groundplan-UID`, once something ran.
    fn inner(&self) -> PathBuf {
        let mut entries = fs::read_dir(self.path()).expect("list").map(|entry| entry.expect("entry").path());
        entries.find(|path| path.to_string_lossy().contains("groundplan-")).expect("a place")
    }

    /// Forgets the cache too.
    fn empty(&self) {
        for entry in fs::read_dir(self.path()).expect("list") {
            fs::remove_dir_all(entry.expect("entry").path()).expect("remove");
        }
    }

    /// What stands in it, `run-…` or `cache-…`.
    fn names(&self, prefix: &str) -> Vec<String> {
        let entries = fs::read_dir(self.inner()).expect("list");
        let names = entries.map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned());
        names.filter(|name| name.starts_with(prefix)).collect()
    }

    fn cached(&self, file: &str) -> PathBuf {
        let caches: Vec<String> = self.names("cache-").into_iter().collect();
        let cache = caches.iter().find(|name| name.as_str() != "cache.lock").expect("a cache");
        self.inner().join(cache).join("data").join(file)
    }
}

fn options(place: &Path) -> ClusterOptions {
    ClusterOptions { places: vec![place.to_path_buf()], connections: 12 }
}

fn start(place: &Path) -> Cluster {
    Cluster::start(&binaries(), &options(place)).expect("a cluster")
}

fn answer(cluster: &Cluster) -> String {
    let mut session = Session::connect(&cluster.config(SUPERUSER, "postgres"), STATEMENT_LIMIT).expect("a session");
    text(&mut session, "SELECT 1")
}

/// The first value of the first row.
fn text(session: &mut Session, sql: &str) -> String {
    let rows = session.query(&format!("SELECT ({sql})::text"), &[]).expect(sql);
    rows[0].get(0)
}

/// Processes that work in this directory or below.
fn processes_in(place: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
    let working = entries.flatten().filter(|entry| fs::read_link(entry.path().join("cwd")).is_ok_and(|cwd| cwd.starts_with(place)));
    working.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_secs(10), "not within 10 s: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn again(role: &str, place: &Path) -> Command {
    // Run from a shell's background job, this program ignores SIGINT and SIGQUIT, and so would its children.
    let mut command = Command::new("env");
    command.arg("--default-signal=INT,QUIT").arg(std::env::current_exe().expect("this program"));
    command.env("GROUNDPLAN_TEST_ROLE", role).env("GROUNDPLAN_TEST_PLACE", place);
    command.stdout(Stdio::piped()).stderr(Stdio::null());
    command
}

/// As a shell script starts a job with `&`: SIGQUIT is ignored, and what is ignored is inherited.
fn as_script_job(role: &str, place: &Path) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' QUIT; exec \"$0\""]).arg(std::env::current_exe().expect("this program"));
    command.env("GROUNDPLAN_TEST_ROLE", role).env("GROUNDPLAN_TEST_PLACE", place);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn first_line(child: &mut Child) -> String {
    use std::io::{BufRead, BufReader};
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
    line.trim().to_string()
}

fn a_cold_start_makes_a_cache_and_a_warm_one_uses_it() {
    let place = Own::new();
    let begun = Instant::now();
    let cluster = start(place.path());
    let cold = begun.elapsed();
    assert_eq!(answer(&cluster), "1");
    cluster.stop().expect("stopped");
    let cached = fs::metadata(place.cached("PG_VERSION")).expect("cached").modified().expect("a time");

    let begun = Instant::now();
    let cluster = start(place.path());
    let warm = begun.elapsed();
    let mut session = Session::connect(&cluster.config(SUPERUSER, "postgres"), STATEMENT_LIMIT).expect("a session");
    let settings = "SELECT concat_ws('|', current_setting('fsync'), current_setting('listen_addresses'), \
                    current_setting('server_encoding'), current_setting('TimeZone'))";
    assert_eq!(text(&mut session, settings), "off||UTF8|UTC");
    assert_eq!(text(&mut session, "SELECT datcollate || ' ' || datctype FROM pg_database WHERE datname = 'postgres'"), "C C");
    let begun = Instant::now();
    drop(session);
    cluster.stop().expect("stopped");
    println!("cold {cold:?}, warm {warm:?}, stop {:?}", begun.elapsed());

    assert_eq!(fs::metadata(place.cached("PG_VERSION")).expect("cached").modified().expect("a time"), cached, "made once");
    assert_eq!(place.names("run-"), [""; 0]);
    assert_eq!(processes_in(place.path()), [""; 0]);
}

fn two_clusters_run_side_by_side() {
    let place = Own::new();
    let clusters = std::thread::scope(|scope| {
        // Both find no cache: one makes it, the other waits and copies.
        let both = [(); 2].map(|()| scope.spawn(|| start(place.path())));
        both.map(|thread| thread.join().expect("no panic"))
    });
    assert_ne!(clusters[0].socket_directory(), clusters[1].socket_directory());
    assert_eq!(clusters.each_ref().map(answer), ["1", "1"]);
    let [first, second] = clusters;
    drop(first);
    assert_eq!(answer(&second), "1", "the other runs on");
    assert_eq!(place.names("run-").len(), 1);
}

fn a_server_outlives_the_thread_that_started_it() {
    let place = Own::new();
    let path = place.path().to_path_buf();
    let cluster = std::thread::spawn(move || start(&path)).join().expect("no panic");
    std::thread::sleep(Duration::from_millis(50));
    assert_eq!(answer(&cluster), "1");
}

fn a_damaged_cache_is_made_again() {
    let place = Own::new();
    drop(start(place.path()));
    type Damage = fn(&Path);
    let damages: [(&str, Damage); 4] = [
        ("PG_VERSION", |file| fs::remove_file(file).expect("remove")),
        ("base", |directory| fs::remove_dir_all(directory).expect("remove")),
        ("global/pg_filenode.map", |file| fs::write(file, "short").expect("write")),
        // The right size, the wrong contents: found by PostgreSQL when it starts.
        ("global/pg_control", |file| fs::write(file, vec![7; 8192]).expect("write")),
    ];
    for (file, damage) in damages {
        damage(&place.cached(file));
        assert_eq!(answer(&start(place.path())), "1", "after damage to {file}");
        assert_eq!(fs::read_to_string(place.cached("PG_VERSION")).expect("whole").lines().count(), 1);
        assert_ne!(fs::read(place.cached("global/pg_control")).expect("whole"), vec![7; 8192]);
    }
    assert_eq!(place.names("run-"), [""; 0]);
}

fn a_server_that_does_not_start_says_why() {
    let place = Own::new();
    let real = binaries();
    let script = format!(
        "printf '#!/bin/sh\ncase $1 in --single) exec {0}/postgres \"$@\";; esac\necho \"FATAL:  out of luck\"\nexit 3\n' > postgres; \
         printf '#!/bin/sh\nexec {0}/initdb \"$@\"\n' > initdb; chmod 755 postgres initdb",
        real.directory.display()
    );
    let written = Command::new("sh").args(["-c", &script]).current_dir(place.path()).status().expect("sh");
    assert!(written.success());
    let broken = Binaries { directory: place.path().to_path_buf(), version: real.version };
    let error = Cluster::start(&broken, &options(place.path())).expect_err("it does not start");
    assert_eq!(error.to_string(), "the throw-away PostgreSQL did not start (exit status: 3): FATAL:  out of luck");

    let script = "printf '#!/bin/sh\necho no room >&2\nexit 1\n' > initdb";
    let written = Command::new("sh").args(["-c", script]).current_dir(place.path()).status().expect("sh");
    assert!(written.success());
    let error = Cluster::start(&broken, &options(place.path())).expect_err("it is not initialised");
    assert_eq!(error.to_string(), "initdb ended with exit status: 1: no room");
    assert_eq!(place.names("run-"), [""; 0]);
}

fn nothing_stays_of_a_killed_process() {
    // A warm start and stop takes some 70 ms, so the first row has moments of all its steps; the second lies in initdb.
    let warm: Vec<u64> = (0..24).map(|step| 2 + step * 5).collect();
    for (is_warm, moments) in [(true, warm), (false, vec![20, 120, 250, 400])] {
        let place = Own::new();
        if is_warm {
            drop(start(place.path()));
        }
        for milliseconds in moments {
            if !is_warm {
                place.empty();
            }
            let mut child = as_script_job("cycle", place.path()).spawn().expect("this program");
            std::thread::sleep(Duration::from_millis(milliseconds));
            child.kill().expect("SIGKILL");
            child.wait().expect("killed");
            eventually("no server and no initdb", || processes_in(place.path()).is_empty());
            let cluster = start(place.path());
            assert_eq!(answer(&cluster), "1", "after a kill at {milliseconds} ms");
            assert_eq!(place.names("run-").len(), 1, "only the new one, after a kill at {milliseconds} ms");
        }
    }
}

fn a_termination_signal_cleans_up() {
    let place = Own::new();
    drop(start(place.path()));
    for (name, number) in [("TERM", 15), ("INT", 2)] {
        let mut child = again("cluster", place.path()).spawn().expect("this program");
        assert!(first_line(&mut child).ends_with("/data"));
        assert_eq!(place.names("run-").len(), 1);
        let sent = Command::new("kill").args([&format!("-{name}"), &child.id().to_string()]).status().expect("kill");
        assert!(sent.success());
        let status = child.wait().expect("ended");
        assert_eq!(status.signal(), Some(number), "a shell sees how it ended");
        assert_eq!(place.names("run-"), [""; 0], "no sweep is needed");
        assert_eq!(processes_in(place.path()), [""; 0]);
    }
}

fn a_place_that_does_not_serve_is_passed_over() {
    let place = Own::new();
    let deep = place.path().join("d".repeat(90));
    fs::create_dir(&deep).expect("create");
    let options =
        ClusterOptions { places: vec![PathBuf::from("/no/such/place"), deep.clone(), place.path().to_path_buf()], connections: 12 };
    let cluster = Cluster::start(&binaries(), &options).expect("the third serves");
    assert!(cluster.socket_directory().starts_with(place.inner()));

    let options = ClusterOptions { places: vec![deep], connections: 12 };
    let error = Cluster::start(&binaries(), &options).expect_err("none serves");
    assert!(error.to_string().contains("too long for a Unix socket"), "{error}");
    assert!(error.help.expect("a help").contains("TMPDIR="));
}

/// Root's servers run as another user, everyone else's as themselves: both are tested where that is possible.
fn it_works_for_a_plain_user() {
    let place = Own::new();
    let program = place.path().join("program");
    fs::copy(std::env::current_exe().expect("this program"), &program).expect("copy");
    fs::set_permissions(place.path(), fs::Permissions::from_mode(0o1777)).expect("chmod");
    let mut command = Command::new(&program);
    command.env("GROUNDPLAN_TEST_ROLE", "once").env("GROUNDPLAN_TEST_PLACE", place.path()).current_dir("/");
    if fs::metadata("/proc/self").is_ok_and(|process| std::os::unix::fs::MetadataExt::uid(&process) == 0) {
        command.uid(65_534).gid(65_534);
    }
    let output = command.output().expect("this program");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "fine\n", "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(place.names("run-"), [""; 0]);
    let mode = fs::metadata(place.inner()).expect("metadata").permissions().mode() & 0o777;
    assert_eq!(mode, 0o700);
}

fn throw_away(place: &Own) -> Server {
    Server::throw_away(&binaries(), &options(place.path()), STATEMENT_LIMIT).expect("a server")
}

fn the_owner_is_plain_and_every_database_is_fresh() {
    let place = Own::new();
    let server = throw_away(&place);
    assert_eq!(server.notes(), [""; 0]);
    let databases = [(); 3].map(|()| server.database().expect("a database"));
    for database in &databases {
        let mut session = database.session().expect("a session");
        assert_eq!(text(&mut session, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"), "false");
        assert_eq!(text(&mut session, "current_user"), OWNER);
        session.execute("CREATE TABLE public.only_here (id bigint); CREATE SCHEMA also_here").expect("the owner may");
        let mut superuser = database.superuser_session().expect("a session");
        assert_eq!(text(&mut superuser, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"), "true");
    }
    let [first, second, third] = databases;
    let (second_name, third_name) = (second.name().to_string(), third.name().to_string());
    second.close().expect("gone");
    drop(third);
    let mut session = first.session().expect("a session");
    let left = format!("SELECT count(*) FROM pg_database WHERE datname IN ('{second_name}', '{third_name}')");
    assert_eq!(text(&mut session, &left), "0");
    drop(session);
    server.stop().expect("gone");
    assert_eq!(place.names("run-"), [""; 0]);
}

fn temporary_databases(cluster: &Cluster) -> String {
    let mut session = Session::connect(&cluster.config(SUPERUSER, "postgres"), STATEMENT_LIMIT).expect("a session");
    let names = "SELECT coalesce(string_agg(name, ' '), '') FROM (SELECT datname FROM pg_database UNION SELECT rolname FROM pg_roles) \
                 AS all_names (name) WHERE name LIKE 'temp%' AND name NOT LIKE 'template%'";
    text(&mut session, names)
}

fn a_running_server_gets_a_temporary_database() {
    let place = Own::new();
    let cluster = start(place.path());
    let server = Server::at_url(&cluster.url(SUPERUSER, "postgres"), STATEMENT_LIMIT).expect("a server");
    assert_eq!(server.version(), cluster.version());
    assert!(server.notes()[0].contains("Roles belong to the whole server"));
    let database = server.database().expect("a database");
    let other = server.database().expect("another");
    assert!(database.name().starts_with("temp_db_") && database.name() != other.name());
    let mut session = database.session().expect("a session");
    assert_eq!(text(&mut session, "current_user"), database.owner());
    assert_eq!(text(&mut session, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"), "false");
    session.execute("CREATE TABLE public.things (id bigint)").expect("the owner may");

    // Another run's sweep takes nothing that is in use.
    drop(Server::at_url(&cluster.url(SUPERUSER, "postgres"), STATEMENT_LIMIT).expect("a server"));
    assert_eq!(text(&mut session, "SELECT count(*) FROM public.things"), "0");

    // The session is still open: the drop is forced.
    database.close().expect("gone");
    drop(other);
    assert_eq!(temporary_databases(&cluster), "");
}

fn a_panic_or_a_kill_leaves_no_temporary_database() {
    let place = Own::new();
    let cluster = start(place.path());
    let url = cluster.url(SUPERUSER, "postgres");
    let panicked = std::panic::catch_unwind(|| {
        let server = Server::at_url(&url, STATEMENT_LIMIT).expect("a server");
        let _database = server.database().expect("a database");
        std::panic::resume_unwind(Box::new("a bug"));
    });
    assert!(panicked.is_err());
    assert_eq!(temporary_databases(&cluster), "");

    for signal in ["TERM", "KILL"] {
        let mut child = again("database", place.path()).env("GROUNDPLAN_TEST_URL", &url).spawn().expect("this program");
        let name = first_line(&mut child);
        assert!(temporary_databases(&cluster).contains(&name), "{name}");
        let sent = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().expect("kill");
        assert!(sent.success());
        child.wait().expect("ended");
        if signal == "KILL" {
            // The server notices that the client is gone, and frees the lock, a moment later.
            eventually("the next run sweeps", || {
                drop(Server::at_url(&url, STATEMENT_LIMIT).expect("a server"));
                temporary_databases(&cluster).is_empty()
            });
        }
        assert_eq!(temporary_databases(&cluster), "", "after {signal}");
    }
}

fn a_user_without_rights_is_told_what_to_do() {
    let place = Own::new();
    let cluster = start(place.path());
    let url = cluster.url(OWNER, "postgres");
    let server = Server::at_url(&url, STATEMENT_LIMIT).expect("a server");
    assert!(server.notes()[1].contains("no superuser"));
    let error = server.database().expect_err("may not create databases");
    assert!(error.to_string().contains("permission denied to create database"), "{error}");
    assert_eq!(error.help.as_deref(), Some("Let the user create databases: ALTER ROLE \"groundplan_owner\" CREATEDB;"));

    let mut superuser = Session::connect(&cluster.config(SUPERUSER, "postgres"), STATEMENT_LIMIT).expect("a session");
    superuser.execute(&format!("ALTER ROLE {OWNER} CREATEDB")).expect("altered");
    let database = server.database().expect("now it may");
    assert_eq!(database.owner(), OWNER);
    let mut session = database.session().expect("a session");
    session.execute("CREATE TABLE public.things (id bigint)").expect("the owner may");
    database.close().expect("gone");
    assert_eq!(temporary_databases(&cluster), "");

    let error = Server::at_url("postgres://nobody@127.0.0.1:1/nothing", STATEMENT_LIMIT).expect_err("nobody listens");
    assert!(error.to_string().starts_with("cannot connect to PostgreSQL: "), "{error}");
    let error = Server::at_url("localhost", STATEMENT_LIMIT).expect_err("no URL");
    assert!(error.help.is_some(), "{error}");
}

fn a_failure_points_into_the_text() {
    let place = Own::new();
    let server = throw_away(&place);
    let database = server.database().expect("a database");
    let mut session = database.session().expect("a session");

    let sql = "CREATE TABLE \"café\" (email text CONSTRAINT uq_email UNIQUE);\nCREATE TABLE x (y nonsense);";
    let failure = session.execute(sql).expect_err("no such type");
    assert_eq!((failure.sqlstate.as_str(), failure.message.as_str()), ("42704", "type \"nonsense\" does not exist"));
    assert!(sql[failure.position.expect("a position")..].starts_with("nonsense"));
    assert_eq!(failure.to_string(), "type \"nonsense\" does not exist (SQLSTATE 42704)");
    assert_eq!(failure.statement, sql);

    let table = "CREATE TABLE \"café\" (email text CONSTRAINT uq_email UNIQUE)";
    session.execute(table).expect("the first was rolled back as a whole");
    let failure = session.execute("INSERT INTO café VALUES ('a'), ('a')").expect_err("twice");
    assert_eq!(failure.sqlstate, "23505");
    assert_eq!(failure.constraint.as_deref(), Some("uq_email"));
    assert_eq!((failure.schema.as_deref(), failure.table.as_deref()), (Some("public"), Some("café")));
    assert_eq!(failure.detail.as_deref(), Some("Key (email)=(a) already exists."));
    assert!(std::error::Error::source(&failure).is_some());

    let failure = session.execute("DO $$ BEGIN EXECUTE 'SELECT wrong'; END $$").expect_err("inside");
    let (text, at) = failure.internal.clone().expect("an inner position");
    assert_eq!(&text[at..], "wrong");
    assert!(failure.context.as_ref().expect("a context").contains("PL/pgSQL"));

    session.execute("CREATE TABLE IF NOT EXISTS café (); DO $$ BEGIN RAISE WARNING 'careful'; END $$").expect("fine");
    let notices: Vec<_> = session.take_notices().into_iter().map(|notice| (notice.severity, notice.message)).collect();
    assert_eq!(notices[0], ("NOTICE".to_string(), "relation \"café\" already exists, skipping".to_string()));
    assert_eq!(notices[1], ("WARNING".to_string(), "careful".to_string()));
    assert!(session.take_notices().is_empty());

    drop(server);
    database.superuser_session().expect("the database's handle keeps its server");
}

fn a_statement_that_hangs_ends() {
    let place = Own::new();
    let server = Server::throw_away(&binaries(), &options(place.path()), Duration::from_millis(80)).expect("a server");
    let database = server.database().expect("a database");
    let failure = database.session().expect("a session").execute("SELECT pg_sleep(60)").expect_err("too long");
    assert_eq!(failure.sqlstate, "57014");
}
