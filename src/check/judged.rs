//! What PostgreSQL accepts and sqlparser 0.63 does not read. One entry each; tests hold that sqlparser refuses the example and that
//! PostgreSQL takes it.

/// A kind of statement that only PostgreSQL can judge.
pub struct JudgedByPostgresql {
    pub code: &'static str,
    /// For the report.
    pub summary: &'static str,
    /// Runs on an empty database after `CREATE TABLE public.a (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, b TEXT, c BIGINT)`,
    /// the trigger function `public.f()` and the trigger `t` on the table.
    pub example: &'static str,
    pub matches: fn(&str) -> bool,
}

pub const JUDGED_BY_POSTGRESQL_ONLY: &[JudgedByPostgresql] = &[
    JudgedByPostgresql {
        code: "do-block",
        summary: "DO block",
        example: "DO $groundplan$\nBEGIN\n    NULL;\nEND\n$groundplan$;",
        matches: is_do_block,
    },
    JudgedByPostgresql {
        code: "set-constraints",
        summary: "SET CONSTRAINTS",
        example: "SET CONSTRAINTS ALL DEFERRED;",
        matches: |text| starts_with_words(text, &["SET", "CONSTRAINTS"]),
    },
    JudgedByPostgresql {
        code: "only",
        summary: "SELECT from ONLY a table",
        example: "INSERT INTO public.a (b) SELECT 'x' WHERE NOT EXISTS (SELECT FROM ONLY public.a AS standing WHERE standing.b = 'x');",
        matches: |text| {
            let changes = starts_with_words(text, &["INSERT", "INTO"]) || starts_with_words(text, &["UPDATE"]);
            changes && (text.contains("FROM ONLY ") || text.contains("JOIN ONLY "))
        },
    },
    JudgedByPostgresql {
        code: "comment-on-function",
        summary: "COMMENT ON FUNCTION",
        example: "COMMENT ON FUNCTION public.f() IS 'Keeps updated_at true';",
        matches: |text| starts_with_words(text, &["COMMENT", "ON", "FUNCTION"]),
    },
    JudgedByPostgresql {
        code: "comment-on-constraint",
        summary: "COMMENT ON CONSTRAINT",
        example: "COMMENT ON CONSTRAINT a_pkey ON public.a IS 'The key';",
        matches: |text| starts_with_words(text, &["COMMENT", "ON", "CONSTRAINT"]),
    },
    JudgedByPostgresql {
        code: "comment-on-trigger",
        summary: "COMMENT ON TRIGGER",
        example: "COMMENT ON TRIGGER t ON public.a IS 'Stamps the row';",
        matches: |text| starts_with_words(text, &["COMMENT", "ON", "TRIGGER"]),
    },
    JudgedByPostgresql {
        code: "enum-label-escapes",
        summary: "CREATE TYPE … AS ENUM with E'…'",
        example: "CREATE TYPE public.e AS ENUM (E'back\\\\slash', 'plain');",
        matches: |text| starts_with_words(text, &["CREATE", "TYPE"]) && text.contains(" AS ENUM (") && text.contains("E'"),
    },
    // After the one above: it alters the type that the other's example makes.
    JudgedByPostgresql {
        code: "new-enum-label-escapes",
        summary: "ALTER TYPE … ADD VALUE with E'…'",
        example: "ALTER TYPE public.e ADD VALUE IF NOT EXISTS E'a\\ttab' BEFORE 'plain';",
        matches: |text| starts_with_words(text, &["ALTER", "TYPE"]) && text.contains(" ADD VALUE IF NOT EXISTS ") && text.contains("E'"),
    },
    JudgedByPostgresql {
        code: "trigger-arguments",
        summary: "CREATE TRIGGER with arguments",
        example: "CREATE TRIGGER t2 BEFORE UPDATE ON public.a FOR EACH ROW EXECUTE FUNCTION public.f('x');",
        matches: |text| {
            starts_with_words(text, &["CREATE", "TRIGGER"]) && text.contains("EXECUTE FUNCTION") && text.trim_end().ends_with("');")
        },
    },
    JudgedByPostgresql {
        code: "alter-sequence",
        summary: "ALTER SEQUENCE",
        example: "ALTER SEQUENCE IF EXISTS public.no_such_sequence RENAME TO other_sequence;",
        matches: |text| starts_with_words(text, &["ALTER", "SEQUENCE"]),
    },
    JudgedByPostgresql {
        code: "drop-aggregate",
        summary: "DROP AGGREGATE",
        example: "DROP AGGREGATE IF EXISTS public.no_such_aggregate(text);",
        matches: |text| starts_with_words(text, &["DROP", "AGGREGATE"]),
    },
    JudgedByPostgresql {
        code: "set-null-of-columns",
        summary: "ON DELETE SET NULL (column), PostgreSQL 15 and later",
        example: "ALTER TABLE public.a ADD CONSTRAINT fk_a FOREIGN KEY (c) REFERENCES public.a (id) ON DELETE SET NULL (c) ON UPDATE NO ACTION;",
        matches: |text| text.contains("ON DELETE SET NULL (") || text.contains("ON DELETE SET DEFAULT ("),
    },
    // After the one above: it alters the constraint that the other's example makes.
    JudgedByPostgresql {
        code: "alter-constraint",
        summary: "ALTER TABLE … ALTER CONSTRAINT",
        example: "ALTER TABLE public.a ALTER CONSTRAINT fk_a DEFERRABLE INITIALLY DEFERRED;",
        matches: |text| starts_with_words(text, &["ALTER", "TABLE"]) && text.contains(" ALTER CONSTRAINT "),
    },
    JudgedByPostgresql {
        code: "overriding-system-value",
        summary: "INSERT … OVERRIDING SYSTEM VALUE",
        example: "INSERT INTO public.a (id, b) OVERRIDING SYSTEM VALUE\nVALUES\n    (1, 'x')\nON CONFLICT (id) DO NOTHING;",
        matches: |text| starts_with_words(text, &["INSERT", "INTO"]) && text.contains(" OVERRIDING SYSTEM VALUE"),
    },
    // Last: the others' examples need the identity.
    JudgedByPostgresql {
        code: "drop-identity",
        summary: "ALTER TABLE … ALTER COLUMN … DROP IDENTITY",
        example: "ALTER TABLE public.a ALTER COLUMN id DROP IDENTITY IF EXISTS;",
        matches: |text| starts_with_words(text, &["ALTER", "TABLE"]) && text.contains(" DROP IDENTITY"),
    },
];

/// sqlparser has no DO: to let it read one, which may be most of a file, would be in vain.
pub(super) fn is_do_block(text: &str) -> bool {
    starts_with_words(text, &["DO"])
}

/// Whether the text begins with these words, whatever white space stands between them.
fn starts_with_words(text: &str, words: &[&str]) -> bool {
    let mut found = text.split_whitespace();
    words.iter().all(|word| found.next().is_some_and(|found| found.eq_ignore_ascii_case(word)))
}
