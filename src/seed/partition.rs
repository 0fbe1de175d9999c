//! What the partitions of a table ask of its rows: that one of them takes each, and the parents that only they name.
//!
//! Comes in: the catalog. Goes out: SQL's expressions, which the rows must fulfil so that each finds a partition; foreign keys. Never happens: a condition
//! where a DEFAULT partition takes what no other does. What a hash would be is not computed here: all remainders stand, or PostgreSQL judges.

use crate::catalog::{Catalog, ForeignKey, QualifiedName, Table};

/// Sub-partitions of sub-partitions end here.
const GREATEST_DEPTH: usize = 6;

/// A condition for the rows of the table, where there is one: that of its own bound, and that of its partitions.
pub fn condition(catalog: &Catalog, table: &Table) -> Option<String> {
    let own = own_bound(catalog, table, 0);
    let below = partitions(catalog, &table.name, 0);
    match (own, below) {
        (Some(own), Some(below)) => Some(format!("({own}) AND ({below})")),
        (own, below) => own.or(below),
    }
}

fn own_bound(catalog: &Catalog, table: &Table, depth: usize) -> Option<String> {
    let bound = table.options.partition_bound.as_deref()?;
    let parent = catalog.tables.get(table.options.parents.first()?)?;
    let own = match bound {
        // What none of the others takes.
        "DEFAULT" => bounds(catalog, parent, 0, false).map(|others| format!("NOT ({others})")),
        _ => one(parent.options.partition_key.as_deref()?, bound),
    };
    let above = if depth < GREATEST_DEPTH { own_bound(catalog, parent, depth + 1) } else { None };
    match (own, above) {
        (Some(own), Some(above)) => Some(format!("({own}) AND ({above})")),
        (own, above) => own.or(above),
    }
}

/// The catalog with the foreign keys that only partitions have at the table that they are of: a row for it must have these parents wherever it goes.
pub fn with_references_of_partitions(catalog: &Catalog) -> Catalog {
    let mut all = catalog.clone();
    for table in catalog.tables.values().filter(|table| table.options.partition_bound.is_some()) {
        let parent = |table: &Table| table.options.parents.first().and_then(|name| catalog.tables.get(name));
        let above: Vec<&Table> = std::iter::successors(parent(table), |above| parent(above)).take(GREATEST_DEPTH).collect();
        let Some(root) = above.last().and_then(|root| all.tables.get_mut(&root.name)) else { continue };
        for key in table.foreign_keys.values().filter(|key| !table.options.inherited.constraints.contains(&key.name)) {
            let same = |known: &ForeignKey| {
                (&known.columns, &known.references, &known.referenced_columns) == (&key.columns, &key.references, &key.referenced_columns)
            };
            if !root.foreign_keys.values().any(same) {
                root.foreign_keys.insert(key.name.clone(), key.clone());
            }
        }
    }
    all
}

/// That one of the partitions takes the row.
fn partitions(catalog: &Catalog, name: &QualifiedName, depth: usize) -> Option<String> {
    let table = catalog.tables.get(name)?;
    table.options.partition_key.as_ref()?;
    bounds(catalog, table, depth, true)
}

fn bounds(catalog: &Catalog, table: &Table, depth: usize, with_default: bool) -> Option<String> {
    let key = table.options.partition_key.as_deref()?;
    let children = catalog.tables.values().filter(|child| child.options.parents.first() == Some(&table.name));
    let children: Vec<(&Table, &str)> = children.filter_map(|child| Some((child, child.options.partition_bound.as_deref()?))).collect();
    let below = |child: &Table| if depth < GREATEST_DEPTH { partitions(catalog, &child.name, depth + 1) } else { None };
    if key.starts_with("HASH") {
        // A call that nobody reads is not judged.
        return if hash_is_whole(&children) { None } else { Some("hash_of_partition_key()".to_string()) };
    }
    let mut ways = Vec::new();
    for (child, bound) in &children {
        if *bound == "DEFAULT" {
            if !with_default {
                continue;
            }
            match below(child) {
                None => return None,
                Some(inner) => ways.push(inner),
            }
            continue;
        }
        let own = one(key, bound)?;
        ways.push(match below(child) {
            Some(inner) => format!("({own}) AND ({inner})"),
            None => own,
        });
    }
    // Without partitions no row finds a place.
    if ways.is_empty() {
        Some("false".to_string())
    } else {
        Some(ways.iter().map(|way| format!("({way})")).collect::<Vec<_>>().join(" OR "))
    }
}

/// Whether every remainder has its partition.
fn hash_is_whole(children: &[(&Table, &str)]) -> bool {
    let number = |bound: &str, word: &str| -> Option<u64> {
        let rest = bound.split(word).nth(1)?.trim_start();
        rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
    };
    let shares: Option<Vec<(u64, u64)>> =
        children.iter().map(|(_, bound)| Some((number(bound, "modulus")?, number(bound, "remainder")?))).collect();
    let Some(shares) = shares else { return false };
    let Some(most) = shares.iter().map(|(modulus, _)| *modulus).max().filter(|most| (1..100_000).contains(most)) else { return false };
    (0..most).all(|remainder| shares.iter().any(|(modulus, rest)| *modulus > 0 && remainder % modulus == *rest))
}

/// The bound of one partition, over the columns of the key: `RANGE (at)` and `FOR VALUES FROM ('2025-01-01') TO ('2025-02-01')`.
fn one(key: &str, bound: &str) -> Option<String> {
    let columns = split(key.split_once('(')?.1.strip_suffix(')')?);
    let columns: Vec<String> = columns.iter().map(|column| without_operator_class(column)).collect();
    if let Some(list) = bound.strip_prefix("FOR VALUES IN (").and_then(|list| list.strip_suffix(')')) {
        let column = columns.first()?;
        let values = split(list);
        let given: Vec<&String> = values.iter().filter(|value| value.as_str() != "NULL").collect();
        let mut ways = Vec::new();
        if !given.is_empty() {
            let list = given.iter().map(|value| value.as_str()).collect::<Vec<_>>().join(", ");
            // NULL would fulfil a CHECK, but finds no partition.
            ways.push(format!("({column} IS NOT NULL AND {column} IN ({list}))"));
        }
        if given.len() < values.len() {
            ways.push(format!("{column} IS NULL"));
        }
        return Some(ways.join(" OR "));
    }
    let range = bound.strip_prefix("FOR VALUES FROM (")?;
    let (from, to) = range.split_once(") TO (")?;
    let (from, to) = (split(from), split(to.strip_suffix(')')?));
    let mut all: Vec<String> = columns.iter().map(|column| format!("{column} IS NOT NULL")).collect();
    all.extend(lexical(&columns, &from, ">", ">="));
    all.extend(lexical(&columns, &to, "<", "<"));
    Some(all.join(" AND "))
}

/// `(a, b) >= (1, 2)` in plain comparisons; `None` where everything fulfils it.
fn lexical(columns: &[String], bound: &[String], strict: &str, last: &str) -> Option<String> {
    let (column, rest) = columns.split_first()?;
    let (value, others) = bound.split_first()?;
    let unbounded = if strict == ">" { "MINVALUE" } else { "MAXVALUE" };
    if value == unbounded {
        return None;
    }
    if value == "MINVALUE" || value == "MAXVALUE" {
        return Some("false".to_string());
    }
    if rest.is_empty() || others.is_empty() {
        return Some(format!("{column} {last} {value}"));
    }
    let equal = match lexical(rest, others, strict, last) {
        Some(inner) => format!("({column} = {value} AND ({inner}))"),
        None => format!("{column} = {value}"),
    };
    Some(format!("({column} {strict} {value} OR {equal})"))
}

/// `at timestamp_ops` → `at`: PostgreSQL prints an operator class only where it is not the usual one.
fn without_operator_class(column: &str) -> String {
    match column.split_once(' ') {
        Some((name, _)) if !name.contains('(') => name.to_string(),
        _ => column.to_string(),
    }
}

/// At commas outside quotes and brackets.
fn split(list: &str) -> Vec<String> {
    let (mut parts, mut depth, mut quote) = (vec![String::new()], 0, None);
    for character in list.chars() {
        match (quote, character) {
            (Some(open), _) if character == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(character),
            (None, '(' | '[') => depth += 1,
            (None, ')' | ']') => depth -= 1,
            (None, ',') if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(character);
        }
    }
    parts.iter().map(|part| part.trim().to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_conditions() {
        for (key, bound, expected) in [
            (
                "RANGE (at)",
                "FOR VALUES FROM ('2025-01-01') TO ('2025-02-01')",
                "at IS NOT NULL AND at >= '2025-01-01' AND at < '2025-02-01'",
            ),
            ("RANGE (at)", "FOR VALUES FROM (MINVALUE) TO (5)", "at IS NOT NULL AND at < 5"),
            (
                "RANGE (a, b)",
                "FOR VALUES FROM (1, 2) TO (3, MAXVALUE)",
                "a IS NOT NULL AND b IS NOT NULL AND (a > 1 OR (a = 1 AND (b >= 2))) AND (a < 3 OR a = 3)",
            ),
            ("LIST (kind)", "FOR VALUES IN ('a', 'b, c', NULL)", "(kind IS NOT NULL AND kind IN ('a', 'b, c')) OR kind IS NULL"),
        ] {
            assert_eq!(one(key, bound).as_deref(), Some(expected));
        }
    }
}
