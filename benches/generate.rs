//! From requirement text to SQL, without a server: how the time grows with the number of entities.
//!
//! The text is made here, by a fixed rule, so that every run measures the same work.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used, reason = "a bench measures time")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// Entities with the mix of fields that real schemas have: text, numbers, an enum, two references, an index, a check.
fn requirements(entities: usize) -> String {
    let mut text = String::from("project bench edition 2026 \"A thousand entities\"\n\nenum State { draft active archived }\n");
    for number in 0..entities {
        let _ = write!(
            text,
            "\n/// Entity number {number}.\nentity Item{number:04} {{\n  name varchar(1..120)\n  email email unique\n  state State = draft\n  \
             amount decimal(12,2) check (amount >= 0)\n  labels text[]\n  noted_at timestamp?\n"
        );
        if number > 0 {
            let _ = writeln!(text, "  parent -> Item{:04} on delete cascade", number / 2);
            let _ = writeln!(text, "  neighbour -> Item{:04}?", number - 1);
        }
        text.push_str("  index (labels) using gin\n  index (state, noted_at desc)\n}\n");
    }
    text
}

fn text_to_sql(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("text to SQL");
    group.sample_size(20);
    for entities in [1, 10, 100, 1000] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("bench.schema"), requirements(entities)).unwrap();
        group.throughput(Throughput::Elements(entities as u64));
        group.bench_with_input(BenchmarkId::from_parameter(entities), &folder, |bencher, folder| {
            bencher.iter(|| generate(folder.path()));
        });
    }
    group.finish();
}

/// All that comes before PostgreSQL: parse, resolve, design, plan, render, check with sqlparser. A whole run of the program, as a person
/// waits for it; the line for one entity tells how much of it is the start of a process.
fn generate(folder: &Path) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_groundplan"));
    command.current_dir(folder).args(["generate", "bench.schema", "--dry-run", "--no-verify", "--quiet"]);
    let output = command.stdin(Stdio::null()).env("SOURCE_DATE_EPOCH", "1767225600").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

criterion_group!(benches, text_to_sql);
criterion_main!(benches);
