//! What holds between rows: parents that agree, keys of few values, cycles.

use super::catalogs::*;
use crate::seed::{SeedPlan, SeedValue};

fn plan(world: &World) -> SeedPlan {
    let (plan, diagnostics) = world.seed();
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    plan
}

fn message(world: &World) -> String {
    let (_, diagnostics) = world.seed();
    assert_eq!(diagnostics.len(), 1, "{diagnostics:#?}");
    diagnostics[0].message.clone()
}

/// Rows that are no two the same in these fields.
fn distinct(rows: &[Vec<String>], fields: &[usize]) -> usize {
    let mut seen: Vec<Vec<&String>> = rows.iter().map(|row| fields.iter().map(|field| &row[*field]).collect()).collect();
    seen.sort();
    seen.dedup();
    seen.len()
}

fn people(count: u64) -> TableBuilder {
    table("people", "Person").column("name", "person_name", "text").unique(&["name"]).samples(count)
}

#[test]
fn a_key_over_two_references_reaches_every_pair() {
    let world = |count| {
        World::new().table(people(3)).table(table("books", "Book").column("title", "title", "text").unique(&["title"]).samples(4)).table(
            table("loans", "Loan")
                .reference("person", "people", false)
                .reference("book", "books", false)
                .unique(&["person_id", "book_id"])
                .samples(count),
        )
    };
    assert_eq!(distinct(&world(12).rows("loans"), &[0, 1]), 12);
    assert_eq!(message(&world(13)), "Loan can have at most 12 sample rows: (person, book) must be distinct, and 13 are asked for");
}

/// Three enums of three values; which pairs of them are unique.
fn square(count: u64, keys: &[[&str; 2]]) -> World {
    let values = &["a", "b", "c"];
    let cells = bare("cells", "Cell").column("row", "enum", "public.three").column("column", "enum", "public.three");
    let cells = cells.column("value", "enum", "public.three");
    let cells = keys.iter().fold(cells, |cells, key| cells.unique(key));
    World::new().enumeration("three", values).table(cells.samples(count))
}

#[test]
fn overlapping_keys_are_solved_together() {
    let two = [["row", "column"], ["column", "value"]];
    let rows = square(9, &two).rows("cells");
    assert_eq!((distinct(&rows, &[0, 1]), distinct(&rows, &[1, 2])), (9, 9));
    // Three of them make a Latin square.
    let three = [["row", "column"], ["column", "value"], ["row", "value"]];
    let rows = square(9, &three).rows("cells");
    assert_eq!((distinct(&rows, &[0, 1]), distinct(&rows, &[1, 2]), distinct(&rows, &[0, 2])), (9, 9, 9));
    assert!(message(&square(10, &three)).starts_with("Cell can have at most 9 sample rows"));
}

#[test]
fn a_check_counts_for_the_greatest_number() {
    let world = |count| {
        let flags = bare("flags", "Flag").column("first", "bool", "bool").column("second", "bool", "bool").unique(&["first", "second"]);
        World::new().table(flags.check("one", "first OR second").samples(count))
    };
    assert_eq!(distinct(&world(3).rows("flags"), &[0, 1]), 3);
    assert!(message(&world(4)).starts_with("Flag can have at most 3 sample rows"));
}

#[test]
fn where_nobody_asked_for_so_many_fewer_are_a_note() {
    let flags = table("flags", "flags").column("on", "bool", "bool").unique(&["on"]).samples(20).unexplained();
    let plan = plan(&World::new().table(flags));
    assert_eq!(plan.sample[0].rows.len(), 2);
    assert_eq!(plan.notes, ["public.flags gets 2 rows, which is as many as can be: (on) must be distinct"]);
}

#[test]
fn without_requirements_messages_name_tables_and_columns() {
    let mut world = World::new().table(table("flags", "flags").column("on", "bool", "bool").unique(&["on"]).samples(20).unexplained());
    let population = world.population.tables.get_mut(&crate::catalog::QualifiedName::public("flags")).expect("flags");
    population.sample.as_mut().expect("a sample").flexible = false;
    let (_, diagnostics) = world.seed();
    assert_eq!(diagnostics[0].message, "public.flags can have at most 2 rows: (on) must be distinct, and 20 are asked for");
    assert_eq!(diagnostics[0].help.as_deref(), Some("Ask for fewer: `--table public.flags=2`"));
}

/// Tenants with people; tasks that have a project and a person, both of the task's own tenant.
fn tenants() -> World {
    let tenants = table("tenants", "Tenant").column("name", "company", "text").unique(&["name"]).samples(4);
    let of_tenant = |name: &str, entity: &str| {
        let table = bare(name, entity).column("tenant_id", "integer", "bigint").column("name", "name", "text");
        table.key(&["tenant_id", "name"]).foreign_key(&["tenant_id"], "tenants", &["id"]).samples(9)
    };
    let tasks = bare("tasks", "Task")
        .column("tenant_id", "integer", "bigint")
        .column("person", "word", "text")
        .column("project", "word", "text")
        .column("title", "title", "text")
        .foreign_key(&["tenant_id", "person"], "people", &["tenant_id", "name"])
        .foreign_key(&["tenant_id", "project"], "projects", &["tenant_id", "name"]);
    World::new().table(tenants).table(of_tenant("people", "Person")).table(of_tenant("projects", "Project")).table(tasks.samples(30))
}

#[test]
fn references_that_share_a_column_agree_in_it() {
    let plan = plan(&tenants());
    let tasks = plan.sample.iter().find(|rows| rows.table.name == "tasks").expect("tasks");
    assert_eq!(tasks.rows.len(), 30);
    let tenant = |value: &SeedValue| match value {
        SeedValue::Parent(key) => show(&key[0].1),
        other => panic!("{other:?} is no parent"),
    };
    for row in &tasks.rows {
        assert_eq!(tenant(&row.values[0]), tenant(&row.values[1]));
    }
}

#[test]
fn a_required_reference_to_its_own_table_begins_with_itself() {
    let units = bare("units", "Unit").column("code", "word", "varchar(12)").column("base", "word", "varchar(12)").key(&["code"]);
    let rows = World::new().table(units.foreign_key(&["base"], "units", &["code"]).samples(20)).rows("units");
    assert_eq!(rows[0][1], format!("<{}>", rows[0][0]));
    let known = |base: &String, count: usize| rows[..count].iter().any(|row| *base == format!("<{}>", row[0]));
    assert!(rows.iter().enumerate().all(|(index, row)| known(&row[1], index + 1)), "{rows:?}");
    assert!(rows.iter().any(|row| row[1] != format!("<{}>", row[0])));
}

#[test]
fn an_optional_cycle_is_closed_by_a_second_step() {
    let departments =
        table("departments", "Department").column("name", "word", "text").unique(&["name"]).reference("head", "employees", true);
    let employees = table("employees", "Employee").column("name", "person_name", "text").unique(&["name"]).reference(
        "department",
        "departments",
        false,
    );
    let plan = plan(&World::new().table(departments.samples(8)).table(employees.samples(30)));
    let [closing] = plan.closing.as_slice() else { panic!("{:?}", plan.closing) };
    assert_eq!((closing.table.name.as_str(), closing.summary.as_str()), ("departments", "head_id of 5 departments"));
    let employees = plan.sample.iter().find(|rows| rows.table.name == "employees").expect("employees");
    for row in &closing.rows {
        // A head works in the department.
        let [name, head] = row.values.as_slice() else { panic!("{row:?}") };
        let works_there = |row: &&crate::seed::SeedRow| {
            show(&row.values[1]) == format!("<{}>", show(name)) && format!("<{}>", show(&row.values[0])) == show(head)
        };
        assert_eq!(employees.rows.iter().filter(works_there).count(), 1, "{row:?}");
    }
}

#[test]
fn a_required_cycle_waits_for_its_constraint_or_is_refused_by_name() {
    let world = |deferrable: bool| {
        let eggs = bare("eggs", "Egg").column("code", "word", "text").column("chicken", "word", "text").key(&["code"]);
        let eggs = eggs.foreign_key(&["chicken"], "chickens", &["name"]);
        let chickens = bare("chickens", "Chicken").column("name", "word", "text").column("egg", "word", "text").key(&["name"]);
        let chickens = chickens.foreign_key(&["egg"], "eggs", &["code"]);
        let chickens = if deferrable { chickens.deferrable() } else { chickens };
        World::new().table(eggs.samples(5)).table(chickens.samples(5))
    };
    let plan = plan(&world(true));
    assert!(plan.deferred);
    let [chickens, eggs] = plan.sample.as_slice() else { panic!("{:?}", plan.sample) };
    assert_eq!((chickens.table.name.as_str(), eggs.table.name.as_str()), ("chickens", "eggs"));
    let codes: Vec<String> = eggs.rows.iter().map(|row| format!("<{}>", show(&row.values[0]))).collect();
    assert!(chickens.rows.iter().all(|row| codes.contains(&show(&row.values[1]))));
    assert!(message(&world(false)).contains("Chicken -> Egg -> Chicken") || message(&world(false)).contains("Egg -> Chicken -> Egg"));
}

#[test]
fn ranges_of_two_columns_do_not_overlap() {
    let blocks = |definition: &str| {
        let blocks = table("blocks", "Block").column("low", "integer", "integer").column("high", "integer?", "integer");
        let world = World::new().table(blocks.exclude(definition).samples(40));
        let number = |cell: &String| cell.parse::<i64>().unwrap_or(i64::MAX);
        let mut ranges: Vec<(i64, i64)> = world.rows("blocks").iter().map(|row| (number(&row[0]), number(&row[1]))).collect();
        ranges.sort_unstable();
        ranges.iter().all(|(low, high)| low <= high) && ranges.windows(2).all(|pair| pair[0].1 < pair[1].0)
    };
    assert!(blocks("EXCLUDE USING gist (int4range(low, high, '[]'::text) WITH &&)"));
    assert!(!blocks("EXCLUDE USING gist (int4range(low, high) WITH -|-)"), "other operators are PostgreSQL's to judge");
}

#[test]
fn an_exclusion_by_equality_alone_is_a_key() {
    let flags = |count| table("flags", "Flag").column("on", "bool", "bool").exclude("EXCLUDE USING gist (\"on\" WITH =)").samples(count);
    assert_eq!(World::new().table(flags(2)).rows("flags").len(), 2);
    assert!(message(&World::new().table(flags(3))).starts_with("Flag can have at most 2 sample rows"));
}
