//! sqlparser's verdict on what was rendered: a first gate before PostgreSQL, the judge.
//!
//! Comes in: rendered files. Goes out: a [`CheckReport`]. Never happens: a statement is changed to please the parser; a refusal goes unseen.
//! A statement that sqlparser refuses must be of a kind that PostgreSQL accepts ([`JUDGED_BY_POSTGRESQL_ONLY`]); any other refusal is a
//! mistake of ours.

mod judged;

pub use judged::{JUDGED_BY_POSTGRESQL_ONLY, JudgedByPostgresql};

use sqlparser::dialect::PostgreSqlDialect;
use sqlparser::parser::Parser;

use crate::render::SqlFile;
use crate::source::Origin;
use crate::sql::scanner::{StatementKind, scan};

/// What came of one file.
#[derive(Debug, Clone, Default)]
pub struct CheckReport {
    /// How many statements were read, the rollback's too.
    pub statements: usize,
    /// One line for each kind of statement that sqlparser cannot read: how many there are, and why.
    pub judged_by_postgresql_only: Vec<String>,
    /// Not empty: the renderer wrote something that is no SQL.
    pub refused: Vec<Refusal>,
}

/// A statement that neither sqlparser reads nor the list of exceptions knows.
#[derive(Debug, Clone)]
pub struct Refusal {
    pub statement: String,
    /// sqlparser's words.
    pub message: String,
    pub origin: Option<Origin>,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let start: String = self.statement.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(120).collect();
        write!(formatter, "{} in: {start}", self.message)
    }
}

/// Reads every statement of the file and of its rollback.
pub fn check(file: &SqlFile) -> CheckReport {
    let mut report = CheckReport::default();
    let mut counts = vec![0_usize; JUDGED_BY_POSTGRESQL_ONLY.len()];
    let statements = file.statements.iter().flat_map(|statement| statement.checked.iter().map(|text| (text.as_str(), statement.origin.clone())));
    let pieces = scan(&file.rollback);
    let rollback = pieces.iter().filter(|piece| piece.kind != StatementKind::Blank).map(|piece| (piece.text(&file.rollback), None));
    for (text, origin) in statements.chain(rollback) {
        report.statements += 1;
        let Err(message) = parses(text) else { continue };
        match JUDGED_BY_POSTGRESQL_ONLY.iter().position(|kind| (kind.matches)(text)) {
            Some(kind) => counts[kind] += 1,
            None => report.refused.push(Refusal { statement: text.to_string(), message, origin }),
        }
    }
    let told = JUDGED_BY_POSTGRESQL_ONLY.iter().zip(counts).filter(|(_, count)| *count > 0);
    report.judged_by_postgresql_only = told.map(|(kind, count)| format!("{count} × {}", kind.summary)).collect();
    report
}

/// Whether sqlparser reads the text as exactly one statement.
fn parses(text: &str) -> Result<(), String> {
    match Parser::parse_sql(&PostgreSqlDialect {}, text) {
        Ok(statements) if statements.len() == 1 => Ok(()),
        Ok(statements) => Err(format!("{} statements stand where one was written", statements.len())),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::RenderedStatement;

    fn file_of(statements: &[&str]) -> SqlFile {
        let statements = statements
            .iter()
            .map(|text| RenderedStatement { range: 0..0, checked: vec![text.to_string()], origin: None })
            .collect();
        SqlFile { name: String::new(), text: String::new(), statements, rollback: String::new() }
    }

    #[test]
    fn a_statement_that_is_no_sql_is_refused_by_name() {
        let report = check(&file_of(&["CREATE TABLE public.a (id BIGINT);", "CREATE TABEL public.b (id BIGINT);", "SELECT 1; SELECT 2;"]));
        assert_eq!((report.statements, report.refused.len()), (3, 2));
        assert!(report.refused[0].to_string().contains("CREATE TABEL public.b"), "{}", report.refused[0]);
        assert!(report.judged_by_postgresql_only.is_empty());
    }

    #[test]
    fn every_kind_of_exception_is_refused_by_sqlparser_and_known_by_its_words() {
        for kind in JUDGED_BY_POSTGRESQL_ONLY {
            assert!(parses(kind.example).is_err(), "sqlparser reads it now, take the entry away: {}", kind.example);
            assert!((kind.matches)(kind.example), "{}", kind.example);
            assert!(!(kind.matches)("CREATE TABLE public.a (id BIGINT);"), "{}", kind.code);
            let report = check(&file_of(&[kind.example]));
            assert!(report.refused.is_empty());
            assert_eq!(report.judged_by_postgresql_only, [format!("1 × {}", kind.summary)]);
        }
    }
}
#[cfg(test)]
mod probe {
    #[test]
    fn probe() {
        for text in [
            "COMMENT ON TYPE public.e IS 'x';", "COMMENT ON TYPE public.e IS NULL;", "COMMENT ON FUNCTION public.f() IS 'x';", "COMMENT ON TABLE public.a IS 'x';",
            "COMMENT ON TABLE public.a IS E'x\\\\y';", "COMMENT ON COLUMN public.a.b IS 'x';",
            "COMMENT ON CONSTRAINT a_pkey ON public.a IS 'x';", "COMMENT ON INDEX public.a_pkey IS 'x';", "COMMENT ON TRIGGER t ON public.a IS 'x';", "COMMENT ON SCHEMA public IS 'x';", "COMMENT ON EXTENSION plpgsql IS 'x';",
            "CREATE OR REPLACE TRIGGER t\n BEFORE UPDATE ON public.a\n FOR EACH ROW EXECUTE FUNCTION public.f();",
            "CREATE OR REPLACE TRIGGER t BEFORE UPDATE ON public.a FOR EACH ROW EXECUTE FUNCTION public.f('x');",
            "CREATE OR REPLACE TRIGGER t BEFORE UPDATE ON public.a FOR EACH ROW WHEN (old.b IS DISTINCT FROM new.b) EXECUTE FUNCTION public.f();",
            "CREATE FUNCTION public.g() RETURNS trigger\nLANGUAGE plpgsql\nSET search_path = ''\nAS $function$ BEGIN RETURN NEW; END $function$;",
            "CREATE FUNCTION public.g() RETURNS trigger\nLANGUAGE plpgsql\nAS $function$ BEGIN RETURN NEW; END $function$;",
            "ALTER TYPE public.e ADD VALUE IF NOT EXISTS 'x' BEFORE 'a';", "ALTER TYPE public.e RENAME TO e2;", "DROP TYPE IF EXISTS public.e;", "DROP FUNCTION IF EXISTS public.f();", "DROP TRIGGER IF EXISTS t ON public.a;", "DROP INDEX IF EXISTS public.i;", "DROP SCHEMA IF EXISTS s;", "DROP EXTENSION IF EXISTS s;",
            "SET LOCAL lock_timeout = '5s';", "SET LOCAL row_security = off;", "SET LOCAL search_path = public, pg_temp;", "SET LOCAL search_path = '';", "SET LOCAL TimeZone = 'UTC';", "SET LOCAL DateStyle = 'ISO, YMD';", "BEGIN;", "COMMIT;",
            "ALTER TABLE public.a ADD CONSTRAINT x UNIQUE NULLS NOT DISTINCT (b);", "ALTER TABLE public.a ADD CONSTRAINT x UNIQUE (b) INCLUDE (id);",
            "ALTER TABLE public.a ADD CONSTRAINT x FOREIGN KEY (id) REFERENCES public.a (id) ON DELETE SET NULL (id) ON UPDATE NO ACTION;",
            "ALTER TABLE public.a ADD CONSTRAINT x FOREIGN KEY (id) REFERENCES public.a (id) MATCH FULL ON DELETE RESTRICT ON UPDATE NO ACTION DEFERRABLE INITIALLY DEFERRED;",
            "ALTER TABLE public.a ADD CONSTRAINT x CHECK (b <> '') NO INHERIT;", "ALTER TABLE public.a ADD CONSTRAINT x CHECK (b <> '') NOT VALID;",
            "ALTER TABLE public.a ADD CONSTRAINT x EXCLUDE USING gist (b WITH =);",
            "ALTER TABLE public.a ADD COLUMN IF NOT EXISTS c BIGSERIAL, ADD COLUMN IF NOT EXISTS d TEXT NOT NULL DEFAULT 'x';",
            "ALTER TABLE IF EXISTS public.a DROP CONSTRAINT IF EXISTS x, DROP COLUMN IF EXISTS d;",
            "ALTER TABLE public.a ALTER COLUMN b DROP DEFAULT, ALTER COLUMN b TYPE public.e USING b::TEXT::public.e, ALTER COLUMN b SET DEFAULT 'x';",
            "CREATE INDEX IF NOT EXISTS i ON public.a USING gin (b public.gin_trgm_ops);", "CREATE INDEX IF NOT EXISTS i ON public.a USING gin (b gin_trgm_ops);", "CREATE UNIQUE INDEX IF NOT EXISTS i ON public.a (b DESC NULLS LAST, (lower(b))) INCLUDE (id) NULLS NOT DISTINCT WITH (fillfactor = 70) WHERE b <> '';", "CREATE INDEX IF NOT EXISTS i ON public.a (b COLLATE \"C\");", "CREATE INDEX IF NOT EXISTS i ON public.a (b COLLATE pg_catalog.\"C\");",
            "CREATE INDEX IF NOT EXISTS i ON public.a (b) WITH (fillfactor = 70);", "CREATE INDEX IF NOT EXISTS i ON public.a (b) INCLUDE (id);", "CREATE UNIQUE INDEX IF NOT EXISTS i ON public.a (b) NULLS NOT DISTINCT;",
            "CREATE TABLE public.c (id BIGINT GENERATED ALWAYS AS IDENTITY, t TEXT COLLATE \"C\" NOT NULL, n TSVECTOR GENERATED ALWAYS AS (to_tsvector('english', t)) STORED, i INTERVAL DAY TO SECOND(3), v BIT VARYING(3), b BIT(3), tz TIMESTAMP(3) WITH TIME ZONE, p POINT, r TSTZRANGE, u UUID[], vv public.vector(3), c \"char\", m MACADDR8, x XML);",
            "CREATE TABLE public.c (i INTERVAL DAY TO SECOND(3));", "CREATE TABLE public.c (i INTERVAL(3));","CREATE TABLE public.c (i INTERVAL YEAR);", "CREATE TABLE public.c (n TEXT COLLATE pg_catalog.\"C\");", "CREATE TABLE public.c (t TIMETZ, u TIME(3) WITHOUT TIME ZONE, z TIME WITH TIME ZONE, y TIME(3) WITH TIME ZONE);",
            "CREATE TABLE public.c (v \"T\"[] DEFAULT ARRAY[]::\"T\"[]);",
            "CREATE EXTENSION IF NOT EXISTS x WITH SCHEMA public;", "CREATE SCHEMA IF NOT EXISTS x;",
            "INSERT INTO public.a (id, b) OVERRIDING SYSTEM VALUE VALUES (1, 'x') ON CONFLICT (id) DO NOTHING;",
            "INSERT INTO public.a (b) SELECT s.b FROM (VALUES ('x')) AS s (b) LEFT JOIN LATERAL (SELECT c.* FROM public.a AS c WHERE c.b = s.b ORDER BY c.id LIMIT 1) AS q ON true WHERE NOT EXISTS (SELECT FROM public.a AS st WHERE st.b::text IS NOT DISTINCT FROM s.b AND st.b IS NOT DISTINCT FROM s.b::NUMERIC(12,2));",
            "INSERT INTO public.a (b) VALUES (ARRAY[]::TEXT[]) ON CONFLICT (b) DO NOTHING;",
            "SELECT pg_catalog.setval(sequence.name, GREATEST(pg_catalog.nextval(sequence.name), (SELECT max(id) FROM public.a)))\nFROM (SELECT pg_catalog.pg_get_serial_sequence('public.a', 'id')::pg_catalog.regclass AS name) AS sequence;",
        ] {
            if let Err(message) = super::parses(text) { println!("REFUSED {text}\n     {message}"); }
        }
    }
}
