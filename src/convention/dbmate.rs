//! dbmate: `-- migrate:up` and `-- migrate:down` in one file.

use super::listing::{Listed, leading_digits, root_stem};
use super::markers::{any_line, first_statement, is_dbmate};
use super::writing::Markers;
use super::{Convention, Fault, FileName, Order, Part, Role, Sections, Transaction, WayBack, Writing};

pub const DBMATE: Convention = Convention {
    code: "dbmate",
    runner: "dbmate",
    pattern: "YYYYMMDDHHMMSS_name.sql with `-- migrate:up` and `-- migrate:down`",
    source: "https://github.com/amacneil/dbmate, pkg/dbmate/migration.go",
    role,
    sign: |listing| any_line(listing, is_dbmate).then_some("the line `-- migrate:up`"),
    needs_sign: true,
    order: Order::Path,
    sections: |file, _| sections(file),
    placeholders: None,
    writing: Some(WRITING),
};

const WRITING: Writing = Writing {
    wraps: true,
    way_back: |_| WayBack::Section,
    names: |name, _| (format!("{}_{}.sql", name.version, name.name), String::new()),
    markers: Some(Markers { up: "-- migrate:up", down: "-- migrate:down" }),
    guard: None,
    suits: &[],
};

fn role(path: &str) -> Role {
    match root_stem(path).and_then(leading_digits) {
        Some((version, rest)) => Role::Up(FileName::new(version, rest.trim_start_matches(['_', '-', '.']))),
        None if path.ends_with(".sql") => Role::Other,
        None => Role::Beside,
    }
}

/// `transaction:false` behind the marker.
fn transaction(line: &str) -> Transaction {
    let option = line.split_whitespace().rev().find_map(|word| word.strip_prefix("transaction:"));
    // Without a transaction of dbmate's own, the block is sent in one piece.
    if option == Some("false") { Transaction::AsWritten } else { Transaction::Runner }
}

fn sections(file: &Listed) -> Result<Sections, Fault> {
    let first =
        |word: &str| file.lines().find(|line| is_dbmate(line.text) && line.text.split_whitespace().any(|found| found.ends_with(word)));
    let help = "begin the file with `-- migrate:up`, and the way back with `-- migrate:down` after it";
    let Some(up) = first("migrate:up") else { return Err(Fault::new(0, "dbmate finds no `-- migrate:up` in it", help)) };
    let down = first("migrate:down");
    if let Some(down) = down.filter(|down| down.start < up.start) {
        return Err(Fault::new(down.number, "`-- migrate:down` stands before `-- migrate:up`", help));
    }
    if let Some(line) = first_statement(file.lines().take_while(|line| line.start < up.start)) {
        return Err(Fault::new(line.number, "a statement stands before `-- migrate:up`, which dbmate refuses", help));
    }
    let end = down.map_or(file.text.len(), |down| down.start);
    Ok(Sections {
        up: vec![Part { range: up.end..end, transaction: transaction(up.text) }],
        down: down.map(|down| Part { range: down.end..file.text.len(), transaction: transaction(down.text) }),
        notes: Vec::new(),
    })
}
