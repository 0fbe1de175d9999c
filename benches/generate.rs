//! From requirement text to SQL, without a server: how the time grows with the number of entities, and what each stage takes of it.
//!
//! The text is made here, by a fixed rule, so that every run measures the same work.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used, reason = "a bench measures time")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use groundplan::plan::{Plan, RemovalPolicy};
use groundplan::render::{RenderContext, SqlFile};
use groundplan::{catalog, check, design, domain, plan, render, source, syntax};

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

/// The same work inside one process, stage by stage: each begins with what the one before it gave.
fn stages(criterion: &mut Criterion) {
    let text = requirements(1000);
    let ast = parse(&text);
    let domain = domain::resolve(std::slice::from_ref(&ast)).0;
    let design = design::design(&domain).0;
    let plan = planned(&design);
    let context = context(&plan);
    let file = rendered(&plan, &context);
    assert!(check::check(&file).refused.is_empty());

    let mut group = criterion.benchmark_group("stages of 1000 entities");
    group.sample_size(20);
    group.bench_function("1 parse", |bencher| bencher.iter(|| parse(&text)));
    group.bench_function("2 resolve", |bencher| bencher.iter(|| domain::resolve(std::slice::from_ref(&ast))));
    group.bench_function("3 design", |bencher| bencher.iter(|| design::design(&domain)));
    group.bench_function("4 plan", |bencher| bencher.iter(|| planned(&design)));
    group.bench_function("5 render", |bencher| bencher.iter(|| rendered(&plan, &context)));
    group.bench_function("1 to 5 text to SQL", |bencher| {
        bencher.iter(|| {
            let ast = parse(&text);
            let domain = domain::resolve(std::slice::from_ref(&ast)).0;
            let design = design::design(&domain).0;
            let plan = planned(&design);
            let file = rendered(&plan, &context);
            (ast, domain, design, plan, file)
        });
    });
    group.bench_function("6 check by sqlparser", |bencher| bencher.iter(|| check::check(&file)));
    group.finish();
}

fn parse(text: &str) -> syntax::ast::Ast {
    syntax::parse(source::FileId(0), text).0
}

fn planned(design: &design::Design) -> Plan {
    plan::plan(&catalog::Catalog::default(), &design.catalog, &design.origins, RemovalPolicy::Declared).unwrap().0
}

fn context(plan: &Plan) -> RenderContext {
    RenderContext {
        stamp: "20260101000000".to_string(),
        version: "20260101000000".to_string(),
        layout: groundplan::convention::Layout::plain(),
        name: "create_bench_schema".to_string(),
        title: "A thousand entities".to_string(),
        requirements: vec!["bench.schema".to_string()],
        edition: "2026".to_string(),
        verified: false,
        catalog: Arc::clone(&plan.expected),
        marks: Vec::new(),
        written: Default::default(),
    }
}

fn rendered(plan: &Plan, context: &RenderContext) -> SqlFile {
    render::render_migration(plan, context).unwrap()
}

criterion_group!(benches, text_to_sql, stages);
criterion_main!(benches);
