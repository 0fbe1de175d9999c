//! What PostgreSQL accepts and sqlparser 0.63 does not read. One entry each; tests hold that sqlparser refuses the example and that
//! PostgreSQL takes it.

/// A kind of statement that only PostgreSQL can judge.
pub struct JudgedByPostgresql {
    pub code: &'static str,
    /// For the report.
    pub summary: &'static str,
    /// Runs on an empty database after `CREATE TABLE public.a (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, b TEXT)`, the enum
    /// `public.e` and the function `public.f()`.
    pub example: &'static str,
    pub matches: fn(&str) -> bool,
}

pub const JUDGED_BY_POSTGRESQL_ONLY: &[JudgedByPostgresql] = &[
    JudgedByPostgresql {
        code: "do-block",
        summary: "DO block",
        example: "DO $groundplan$\nBEGIN\n    NULL;\nEND\n$groundplan$;",
        matches: |text| starts_with_words(text, &["DO"]),
    },
];

/// Whether the text begins with these words, whatever white space stands between them.
fn starts_with_words(text: &str, words: &[&str]) -> bool {
    text.split_whitespace().zip(words).filter(|(found, word)| found.eq_ignore_ascii_case(word)).count() == words.len()
}
