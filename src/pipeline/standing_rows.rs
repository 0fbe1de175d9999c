//! The rows of the database that `groundplan seed` has for its source.
//!
//! Comes in: its URL, its catalog. Goes out: its rows as text, for whoever makes others beside them, and a way to bring them to a temporary database of the
//! same schema. Never happens: a change to the database that is named; a row that is passed over because a policy hides it; more rows in memory than
//! [`MOST_STANDING`].

use std::time::Duration;

use super::failure::Failure;
use crate::catalog::{Catalog, ColumnValue, QualifiedName, Table};
use crate::history::{KnownRows, known_rows_in_transaction};
use crate::plural::counted;
use crate::postgres::{Session, SqlFailure, TemporaryDatabase};
use crate::render::copy_line;
use crate::seed::is_alone_in_a_key;
use crate::sql::{quote_identifier, quote_literal};

/// Of all tables together. New rows beside more than these look at what stands one by one.
const MOST_STANDING: u64 = 20_000;

/// What stands in a database.
pub(super) enum Inhabited {
    Empty,
    Few(Box<StandingRows>),
    /// At least so many rows.
    Many(u64),
}

/// All rows of a database.
pub(super) struct StandingRows {
    pub known: KnownRows,
    /// For each table: the COPY that takes its rows, and these.
    copies: Vec<(QualifiedName, String, Vec<u8>)>,
    sequences: Vec<Sequence>,
}

/// Where a sequence stands.
struct Sequence {
    name: QualifiedName,
    /// The column that takes its numbers.
    owner: Option<(QualifiedName, String)>,
    last: i64,
}

/// All of the reading sees the database at one moment, and says so where a policy would hide rows.
const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL row_security = off";

/// Sequences that have given a number, with the column that owns them.
const SEQUENCES: &str = "
    SELECT s.schemaname::text, s.sequencename::text, s.last_value::int8, n.nspname::text, t.relname::text, a.attname::text
    FROM pg_catalog.pg_sequences s
    LEFT JOIN pg_catalog.pg_depend d
        ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refclassid = d.classid AND d.deptype IN ('a', 'i')
        AND d.objid = pg_catalog.format('%I.%I', s.schemaname, s.sequencename)::pg_catalog.regclass
    LEFT JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
    LEFT JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
    LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
    WHERE s.last_value IS NOT NULL
    ORDER BY 1, 2";

/// Reads what stands. `gains` says which tables are to get rows.
pub(super) fn inhabited(url: &str, catalog: &Catalog, gains: &dyn Fn(&QualifiedName) -> bool) -> Result<Inhabited, Failure> {
    let mut session = Session::at_url(url, Duration::ZERO)?;
    let mut read = || -> Result<Inhabited, SqlFailure> {
        session.execute(BEGIN)?;
        let found = rows_of(&mut session, catalog)?;
        session.execute("COMMIT")?;
        Ok(found)
    };
    let found =
        read().map_err(|failure| Failure::environment(&format!("cannot read the rows that stand in that database: {failure}"), None))?;
    if let Inhabited::Few(rows) = &found {
        rows.refuse_sequences_behind(catalog, gains)?;
    }
    Ok(found)
}

fn rows_of(session: &mut Session, catalog: &Catalog) -> Result<Inhabited, SqlFailure> {
    // Rows of a partitioned table stand in its partitions.
    let holders: Vec<&Table> =
        catalog.tables.values().filter(|table| table.options.partition_key.is_none() && !table.columns.is_empty()).collect();
    let mut total = 0;
    for table in &holders {
        let counting = format!("SELECT count(*)::int8 FROM (SELECT FROM ONLY {} LIMIT {}) known", table.name.sql(), MOST_STANDING + 1);
        let rows = session.query(&counting, &[])?;
        total += rows.first().map_or(0, |row| row.get::<_, i64>(0).unsigned_abs());
        if total > MOST_STANDING {
            return Ok(Inhabited::Many(total));
        }
    }
    if total == 0 {
        return Ok(Inhabited::Empty);
    }
    let tables: Vec<(&Table, usize)> = catalog.tables.values().map(|table| (table, MOST_STANDING as usize)).collect();
    // First: what it says about printing holds for the copies too.
    let known = known_rows_in_transaction(session, &tables)?;
    let mut copies = Vec::new();
    for table in holders {
        let written = |name: &&String| !matches!(table.columns.get(*name).map(|column| &column.value), Some(ColumnValue::Generated(_)));
        let columns: Vec<String> = table.columns.keys().filter(written).map(|name| quote_identifier(name).to_string()).collect();
        let printed: Vec<String> = columns.iter().map(|column| format!("{column}::text")).collect();
        let mut text = Vec::new();
        let select = format!("SELECT {} FROM ONLY {}", printed.join(", "), table.name.sql());
        session.each_row(&select, &mut |values| copy_line(values, &mut text))?;
        if !text.is_empty() {
            copies.push((table.name.clone(), format!("COPY {} ({}) FROM STDIN", table.name.sql(), columns.join(", ")), text));
        }
    }
    let sequences = session.query(SEQUENCES, &[])?;
    let sequences = sequences.iter().map(|row| Sequence {
        name: QualifiedName::new(row.get::<_, String>(0), row.get::<_, String>(1)),
        owner: row.get::<_, Option<String>>(5).map(|column| (QualifiedName::new(row.get::<_, String>(3), row.get::<_, String>(4)), column)),
        last: row.get(2),
    });
    let sequences = sequences.collect();
    Ok(Inhabited::Few(Box::new(StandingRows { known, copies, sequences })))
}

impl StandingRows {
    /// `40 rows in 4 tables`
    pub fn described(&self) -> String {
        let rows: usize = self.known.tables.values().map(|table| table.rows.len()).sum();
        format!("{} in {}", counted(rows, "row"), counted(self.known.tables.len(), "table"))
    }

    /// A number that stands already would be given once more, which only shows where the rows are loaded.
    fn refuse_sequences_behind(&self, catalog: &Catalog, gains: &dyn Fn(&QualifiedName) -> bool) -> Result<(), Failure> {
        for (name, rows) in self.known.tables.iter().filter(|(name, _)| gains(name)) {
            let Some(table) = catalog.tables.get(name) else { continue };
            for (place, column) in rows.columns.iter().enumerate() {
                let numbered = matches!(
                    table.columns.get(column).map(|column| &column.value),
                    Some(ColumnValue::Serial { .. } | ColumnValue::Identity(_))
                );
                if !numbered || !is_alone_in_a_key(table, column) {
                    continue;
                }
                let numbers = rows.rows.iter().filter_map(|row| row.get(place)?.as_ref()?.parse::<i64>().ok());
                let Some(greatest) = numbers.max().filter(|greatest| *greatest > 0) else { continue };
                let owned = |sequence: &&Sequence| sequence.owner.as_ref().is_some_and(|(owner, of)| owner == name && of == column);
                if self.sequences.iter().find(owned).is_none_or(|sequence| sequence.last < greatest) {
                    let message =
                        format!("the sequence of `{column}` gives numbers that rows of {name} have already: rows up to {greatest} stand");
                    let of = format!("pg_get_serial_sequence({}, {})", quote_literal(name.sql().as_str()), quote_literal(column));
                    let help = format!("let it go on after them: SELECT setval({of}, {greatest});");
                    return Err(Failure::environment(&message, Some(&help)));
                }
            }
        }
        Ok(())
    }

    /// Into a database of the same schema that holds no row. Triggers stay silent: what they do has been done where the rows stand.
    pub fn bring(&self, database: &TemporaryDatabase) -> Result<(), Failure> {
        let mut session = database.superuser_session()?;
        let denied = |failure: SqlFailure| {
            let help = "take the server that is started for the purpose (leave `--server` out), or a superuser of that one";
            Failure::environment(&format!("cannot copy the rows that stand to a temporary database: {failure}"), Some(help))
        };
        session.execute("SET session_replication_role = replica").map_err(denied)?;
        let refused = |failure: SqlFailure, name: &dyn std::fmt::Display| {
            Failure::environment(&format!("cannot copy the rows of {name} to a temporary database: {failure}"), None)
        };
        for (table, statement, text) in &self.copies {
            let mut rest = Some(text.clone());
            let mut pieces = || Ok::<_, std::convert::Infallible>(rest.take());
            session.copy_in_pieces(statement, &mut pieces).map_err(|failure| refused(failure, table))?;
        }
        for Sequence { name, owner, last } in &self.sequences {
            let by_name = format!("pg_catalog.to_regclass({})", quote_literal(name.sql().as_str()));
            let here = match owner {
                Some((table, column)) => {
                    let (table, column) = (quote_literal(table.sql().as_str()), quote_literal(column));
                    format!(
                        "CASE WHEN pg_catalog.to_regclass({table}) IS NULL THEN {by_name} ELSE pg_catalog.pg_get_serial_sequence({table}, {column})::pg_catalog.regclass END"
                    )
                }
                None => by_name,
            };
            let statement = format!("SELECT pg_catalog.setval(known, {last}) FROM (SELECT {here} AS known) here WHERE known IS NOT NULL");
            session.execute(&statement).map_err(|failure| refused(failure, name))?;
        }
        Ok(())
    }
}
