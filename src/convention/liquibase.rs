//! Liquibase formatted SQL: `--liquibase formatted sql`, then `--changeset author:id …`; `--rollback` lines are comments.

use super::changelog::files_in_order;
use super::listing::{Line, Listed};
use super::markers::is_liquibase;
use super::{Convention, Fault, FileName, Order, Part, Role, Sections, Transaction};

pub const LIQUIBASE: Convention = Convention {
    code: "liquibase",
    runner: "Liquibase",
    pattern: "any name, with the first line `--liquibase formatted sql`",
    source: "https://github.com/liquibase/liquibase, AbstractFormattedChangeLogParser.java",
    role,
    sign: |listing| listing.sql().any(is_liquibase).then_some("the line `--liquibase formatted sql`"),
    needs_sign: true,
    order: Order::Listed(files_in_order),
    sections: |file, _| sections(file),
    placeholders: Some(|_, _| true),
    writing: None,
};

fn role(path: &str) -> Role {
    match path.strip_suffix(".sql") {
        Some(stem) => Role::Up(FileName::new(stem, "")),
        None => Role::Beside,
    }
}

/// What stands behind the dashes of a comment, without white space, when it begins with the word.
fn after<'l>(line: &'l str, word: &str) -> Option<&'l str> {
    let text = line.trim_start().strip_prefix("--")?.trim_start();
    let rest = text.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word)).map(|_| &text[word.len()..])?;
    Some(rest)
}

/// `name:value`, quoted or not, in any case.
fn attribute(text: &str, name: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let wanted = format!("{}:", name.to_ascii_lowercase());
    let at = lower.match_indices(&wanted).map(|(at, _)| at).find(|at| !lower[..*at].ends_with(|c: char| c.is_alphanumeric()))?;
    let value = &text[at + wanted.len()..];
    match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().map(str::to_string),
        None => value.split_whitespace().next().map(str::to_string),
    }
}

/// A changeset that is being read.
struct Changeset {
    transaction: Transaction,
    /// Why Liquibase does not run it here.
    left: Option<String>,
    start: usize,
}

impl Changeset {
    fn begin(line: Line<'_>, attributes: &str) -> Result<Changeset, Fault> {
        if !attributes.contains(':') {
            return Err(Fault::new(line.number, "a changeset without author and id", "write `--changeset author:id`"));
        }
        let each = attribute(attributes, "runInTransaction").is_some_and(|value| value.eq_ignore_ascii_case("false"));
        let elsewhere = attribute(attributes, "dbms").filter(|names| !is_for_postgresql(names)).map(|names| format!("dbms:{names}"));
        let ignored = attribute(attributes, "ignore").filter(|value| value.eq_ignore_ascii_case("true")).map(|_| "ignore:true".to_string());
        let transaction = if each { Transaction::Each } else { Transaction::Runner };
        Ok(Changeset { transaction, left: elsewhere.or(ignored), start: line.end })
    }
}

/// A list of names, each perhaps with `!` before it.
fn is_for_postgresql(names: &str) -> bool {
    let names: Vec<String> = names.split(',').map(|name| name.trim().to_lowercase()).collect();
    let excluded = names.iter().any(|name| name == "!postgresql" || name == "none");
    let only_excludes = names.iter().all(|name| name.starts_with('!'));
    !excluded && (only_excludes || names.iter().any(|name| name == "postgresql" || name == "all"))
}

fn sections(file: &Listed) -> Result<Sections, Fault> {
    if !is_liquibase(file) {
        // `includeAll` takes a file without the first line as one changeset.
        return Ok(Sections { up: vec![Part { range: 0..file.text.len(), transaction: Transaction::Runner }], ..Sections::default() });
    }
    let mut sections = Sections::default();
    let mut current: Option<Changeset> = None;
    let mut ignored = Ignored::Nothing;
    let mut outside = None;
    for line in file.lines() {
        if ignored.takes(line, &mut current, &mut sections)? {
            continue;
        }
        if let Some(attributes) = after(line.text, "changeset") {
            let begun = Changeset::begin(line, attributes)?;
            close(current.replace(begun), line.start, line.number, &mut sections);
        } else if let Some(attributes) = after(line.text, "preconditions") {
            judge_precondition(line, attributes)?;
        } else if current.is_none() && !line.text.trim().is_empty() && !line.text.trim_start().starts_with("--") {
            outside = outside.or(Some(line.number));
        }
    }
    close(current, file.text.len(), 0, &mut sections);
    if let Some(line) = outside {
        sections.notes.push(format!("line {line} stands before the first changeset, and Liquibase does not run it"));
    }
    Ok(sections)
}

fn close(changeset: Option<Changeset>, end: usize, line: usize, sections: &mut Sections) {
    let Some(Changeset { transaction, left, start }) = changeset else { return };
    match left {
        None => sections.up.push(Part { range: start..end, transaction }),
        Some(reason) => {
            let before = if line > 0 { format!("the changeset before line {line}") } else { "the last changeset".to_string() };
            sections.notes.push(format!("{before} is not run on PostgreSQL ({reason})"));
        }
    }
}

/// HALT (the default) and WARN run the changeset or nothing; MARK_RAN and CONTINUE may leave it out.
fn judge_precondition(line: Line<'_>, attributes: &str) -> Result<(), Fault> {
    let may_skip = |name: &str| {
        attribute(attributes, name).is_some_and(|value| value.eq_ignore_ascii_case("MARK_RAN") || value.eq_ignore_ascii_case("CONTINUE"))
    };
    if may_skip("onFail") || may_skip("onError") {
        let message = "a precondition that may leave this changeset out, which is not judged here";
        return Err(Fault::new(line.number, message, "write the condition into the SQL, or `onFail:HALT`"));
    }
    Ok(())
}

/// Lines that `--ignoreLines` takes out.
enum Ignored {
    Nothing,
    Count(usize),
    UntilEnd,
}

impl Ignored {
    /// Whether the line is one of them, or begins or ends them. They split a changeset in two parts.
    fn takes(&mut self, line: Line<'_>, current: &mut Option<Changeset>, sections: &mut Sections) -> Result<bool, Fault> {
        let argument = after(line.text, "ignoreLines:").map(|text| text.trim().to_ascii_lowercase());
        match (&*self, argument.as_deref()) {
            (Ignored::UntilEnd, Some("end")) => *self = Ignored::Nothing,
            (Ignored::UntilEnd, _) => {}
            (Ignored::Count(left), _) if *left > 0 => *self = Ignored::Count(left - 1),
            (_, None) => return Ok(false),
            (_, Some("start")) => *self = Ignored::UntilEnd,
            (_, Some(count)) => {
                let help = "write `--ignoreLines:start` and `--ignoreLines:end`, or a number of lines";
                *self = Ignored::Count(count.parse().map_err(|_| Fault::new(line.number, "unknown `--ignoreLines`", help))?);
            }
        }
        if let Some(changeset) = current {
            if changeset.left.is_none() && changeset.start < line.start {
                sections.up.push(Part { range: changeset.start..line.start, transaction: changeset.transaction });
            }
            changeset.start = line.end;
        }
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_databases_are_read_as_liquibase_reads_them() {
        for (names, expected) in [("postgresql", true), ("mysql", false), ("h2,postgresql", true), ("!mysql", true), ("!postgresql", false)]
        {
            assert_eq!(is_for_postgresql(names), expected, "{names}");
        }
    }

    #[test]
    fn ignored_lines_are_no_part() {
        let text = "--liquibase formatted sql\n--changeset a:1\nselect 1;\n--ignoreLines:1\nselect 2;\nselect 3;\n--ignoreLines:start\nselect 4;\n--ignoreLines:end\nselect 5;\n";
        let file = Listed { path: "a.sql".to_string(), text: text.to_string() };
        let parts: Vec<&str> = sections(&file).expect("sound").up.into_iter().map(|part| text[part.range].trim()).collect();
        assert_eq!(parts, ["select 1;", "select 3;", "select 5;"]);
    }
}
