//! A row of triggers.sql as a trigger.

use ::postgres::Row;

use crate::catalog::{Expression, QualifiedName, Trigger};
use crate::sql::quote_identifier;

/// Bits of pg_trigger.tgtype. Source: src/include/catalog/pg_trigger.h.
const ROW: i32 = 1;
const BEFORE: i32 = 2;
const INSERT: i32 = 4;
const DELETE: i32 = 8;
const UPDATE: i32 = 16;
const TRUNCATE: i32 = 32;
const INSTEAD: i32 = 64;

pub(super) fn trigger(row: &Row) -> Trigger {
    let bits: i32 = row.get(2);
    let timing = match bits & (BEFORE | INSTEAD) {
        BEFORE => "BEFORE",
        INSTEAD => "INSTEAD OF",
        _ => "AFTER",
    };
    Trigger {
        name: row.get(1),
        timing: timing.to_string(),
        events: events(bits, &row.get::<_, Vec<String>>(3)),
        for_each_row: bits & ROW != 0,
        condition: row.get::<_, Option<&str>>(8).and_then(condition).map(Expression::new),
        function: QualifiedName::new(row.get::<_, String>(4), row.get::<_, String>(5)),
        arguments: arguments(row.get(6)),
        enabled: row.get::<_, &str>(7).chars().next().unwrap_or('O'),
        comment: row.get(9),
    }
}

fn events(bits: i32, columns: &[String]) -> Vec<String> {
    let update = match columns {
        [] => "UPDATE".to_string(),
        columns => {
            let names: Vec<String> = columns.iter().map(|column| quote_identifier(column).to_string()).collect();
            format!("UPDATE OF {}", names.join(", "))
        }
    };
    let named = [(INSERT, "INSERT"), (UPDATE, update.as_str()), (DELETE, "DELETE"), (TRUNCATE, "TRUNCATE")];
    named.iter().filter(|(bit, _)| bits & bit != 0).map(|(_, name)| name.to_string()).collect()
}

/// Each ends with a zero byte.
fn arguments(bytes: &[u8]) -> Vec<String> {
    let mut parts: Vec<String> = bytes.split(|byte| *byte == 0).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    parts.pop();
    parts
}

/// What stands in WHEN (…) of `pg_get_triggerdef()`; pg_get_expr() cannot print a condition on two rows (OLD and NEW).
fn condition(definition: &str) -> Option<&str> {
    const MARKS: [&str; 2] = [" FOR EACH ROW WHEN (", " FOR EACH STATEMENT WHEN ("];
    let start = MARKS.iter().filter_map(|mark| definition.find(mark).map(|at| at + mark.len())).min()?;
    let (mut depth, mut quote) = (1_usize, None);
    for (at, byte) in definition.bytes().enumerate().skip(start) {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'\'' | b'"') => quote = Some(byte),
            (None, b'(') => depth += 1,
            (None, b')') => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return definition.get(start..at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_ends_at_its_own_bracket() {
        let definition =
            "CREATE TRIGGER t AFTER UPDATE ON public.p FOR EACH ROW WHEN ((old.a <> ')'::text)) EXECUTE FUNCTION public.f('(')";
        assert_eq!(condition(definition), Some("(old.a <> ')'::text)"));
        assert_eq!(condition("CREATE TRIGGER t FOR EACH ROW EXECUTE FUNCTION f()"), None);
    }

    #[test]
    fn arguments_end_with_a_zero_byte() {
        assert_eq!(arguments(b"a\0\0b c\0"), ["a", "", "b c"]);
        assert!(arguments(b"").is_empty());
    }
}
