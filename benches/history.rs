//! Reading a long history: statically (with PostgreSQL for what is not modelled), on PostgreSQL alone, and from the ledger.
//!
//! `make bench CORPUS=folder` names the histories: `histories/NAME/` with a migration folder beside `ORDER.txt` and a dump of what it makes. Times are of this
//! process (user and system), and of the clock where a server works too: the least of some runs.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used, clippy::print_stdout, reason = "a bench measures time")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use groundplan::history::statics::{HybridReplay, Kept};
use groundplan::history::{History, HistoryFile, replay};
use groundplan::ledger::Ledger;
use groundplan::postgres::{ClusterOptions, STATEMENT_LIMIT, Server, find_binaries, introspect};
use groundplan::world::{RealWorld, World};

const RUNS: usize = 5;

fn main() {
    let Some(corpus) = RealWorld.variable("GROUNDPLAN_CORPUS").map(PathBuf::from) else {
        println!("Histories are measured with a corpus: make bench CORPUS=folder");
        return;
    };
    println!("{:<20} {:>6} {:>12} {:>24} {:>22} {:>12}", "history", "files", "modelled", "statically", "on PostgreSQL", "from ledger");
    for name in ["crates-io", "openmeter"] {
        measure(name, &history(&corpus.join("histories").join(name)));
    }
}

/// As in tests/statics.rs: extensions that the dump has and no file creates come first.
fn history(folder: &Path) -> History {
    let dump = fs::read_to_string(folder.join("final_pg15_dump.sql")).unwrap_or_default();
    let extensions: String = dump.lines().filter(|line| line.starts_with("CREATE EXTENSION")).map(|line| format!("{line}\n")).collect();
    let order = fs::read_to_string(folder.join("ORDER.txt")).unwrap();
    let files = order.lines().map(str::trim).filter(|line| !line.is_empty());
    let files = files.map(|path| HistoryFile::by_itself(path, fs::read_to_string(folder.join(path)).unwrap()));
    let entries = std::iter::once(HistoryFile::by_itself("extensions", extensions)).chain(files).collect();
    History { entries, ..History::default() }
}

fn server() -> Server {
    let binaries = find_binaries(None, RealWorld.variable("PATH").as_deref(), None).unwrap();
    Server::throw_away(&binaries, &ClusterOptions::from_world(&RealWorld), STATEMENT_LIMIT).unwrap()
}

/// The history, with a server for what needs one. Gives the replay and whether one was started.
fn statically(kept: Kept, history: &History) -> (HybridReplay, bool) {
    let mut started = None;
    let mut start = || {
        let server = server();
        let database = server.database()?;
        let session = database.superuser_session()?;
        started = Some((server, database));
        Ok(session)
    };
    let replay = HybridReplay::run_from(kept, &history.entries, Some(&mut start)).unwrap();
    let asked = started.is_some();
    if let Some((server, database)) = started {
        database.close().unwrap();
        server.stop().unwrap();
    }
    (replay, asked)
}

fn measure(name: &str, history: &History) {
    let (replayed, asked) = statically(Kept::default(), history);
    let modelled: usize = replayed.counts.modelled.values().sum();
    let all = modelled + replayed.counts.by_postgresql.values().sum::<usize>();
    let statically_taken = least(|| drop(statically(Kept::default(), history)));
    let cold = least(|| {
        let server = server();
        let database = server.database().unwrap();
        let mut session = database.superuser_session().unwrap();
        replay(history, &mut session).unwrap();
        let catalog = introspect(&mut session).unwrap();
        drop(session);
        database.close().unwrap();
        server.stop().unwrap();
        assert_eq!(catalog, replayed.catalog, "both ways lead to the same");
    });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.sqlite");
    let chain = history.chain();
    let HybridReplay { catalog, sequences, passed_over, .. } = statically(Kept::default(), history).0;
    Ledger::at(&path).keep_snapshot(
        chain.last().unwrap(),
        &Kept { files: chain.len(), catalog: catalog.clone(), sequences, without_public: false, passed_over },
    );
    let known = least(|| {
        let (files, kept) = Ledger::at(&path).longest::<Kept>(&history.chain()).unwrap();
        assert_eq!(files, chain.len());
        assert_eq!(statically(kept, history).0.catalog, catalog);
    });
    let with_server = if asked { " with a server" } else { "" };
    println!(
        "{name:<20} {:>6} {:>12} {:>24} {:>22} {:>12}",
        history.entries.len() - 1,
        format!("{modelled}/{all}"),
        format!("{}{with_server}", shown(statically_taken)),
        shown(cold),
        shown(known)
    );
}

fn shown(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

fn least(work: impl Fn()) -> Duration {
    let taken = (0..RUNS).map(|_| {
        let start = Instant::now();
        work();
        start.elapsed()
    });
    taken.min().unwrap()
}
