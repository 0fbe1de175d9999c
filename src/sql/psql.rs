//! What a line for psql means to whoever runs the script without psql.
//!
//! Comes in: a line such as `\restrict abc`, `\ir tables.sql`. Goes out: a [`PsqlLine`]. Never happens: a line that changes what is executed
//! and counts as harmless; an unknown one is refused.
//!
//! Source: psql's documentation, "Meta-Commands" and "Variables".

/// One meta-command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PsqlLine {
    /// What is shown changes, what is executed does not.
    Harmless,
    /// Ends the statement before it and sends it, as a semicolon does.
    Sends,
    /// A variable, harmless unless the script uses it.
    Sets { variable: String },
    /// `\copy … from stdin`, as the SQL that takes the same rows.
    CopyFromStdin { sql: String },
    /// `\i` (counted from where psql stands) and `\ir` (counted from the script).
    Includes { path: String, relative: bool },
    /// `\c`: the rest runs in another database.
    Connects,
    /// Why it cannot be followed.
    Refused(&'static str),
}

/// Show, describe, set the layout.
const HARMLESS: &[&str] = &[
    "restrict",
    "unrestrict",
    "echo",
    "qecho",
    "warn",
    "timing",
    "pset",
    "x",
    "a",
    "t",
    "C",
    "H",
    "f",
    "T",
    "conninfo",
    "errverbose",
    "h",
    "help",
    "?",
    "copyright",
    "p",
    "l",
    "list",
    "z",
    "dconfig",
    "sf",
    "sv",
    "s",
    "o",
    "out",
    "html",
];

/// Variables of psql's own that only change what is shown. Others in capitals change what is executed or cannot be set.
const SHOWING: &[&str] = &[
    "ON_ERROR_STOP",
    "QUIET",
    "ECHO",
    "ECHO_HIDDEN",
    "VERBOSITY",
    "SHOW_CONTEXT",
    "SHOW_ALL_RESULTS",
    "PROMPT1",
    "PROMPT2",
    "PROMPT3",
    "HISTFILE",
    "HISTSIZE",
    "HISTCONTROL",
    "COMP_KEYWORD_CASE",
    "FETCH_COUNT",
    "HIDE_TABLEAM",
    "HIDE_TOAST_COMPRESSION",
    "IGNOREEOF",
    "WATCH_INTERVAL",
];

/// What the line, with its backslash, means.
pub fn psql_line(line: &str) -> PsqlLine {
    let line = line.trim().trim_end_matches("\\\\").trim_end();
    let rest = line.strip_prefix('\\').unwrap_or(line);
    let end = rest.find(|c: char| c.is_whitespace()).unwrap_or(rest.len());
    let (name, argument) = (&rest[..end], rest[end..].trim());
    match name {
        ";" | "g" | "gx" if argument.is_empty() => PsqlLine::Sends,
        "" if argument.is_empty() => PsqlLine::Harmless,
        "set" => set(argument),
        "unset" => PsqlLine::Harmless,
        "encoding" if ["", "utf8", "utf-8", "unicode"].contains(&argument.to_ascii_lowercase().trim_matches('\'')) => PsqlLine::Harmless,
        "copy" => copy(argument),
        "i" | "include" => PsqlLine::Includes { path: unquoted(argument), relative: false },
        "ir" | "include_relative" => PsqlLine::Includes { path: unquoted(argument), relative: true },
        "c" | "connect" => PsqlLine::Connects,
        "if" | "elif" | "else" | "endif" => PsqlLine::Refused("which of its branches psql takes is not known here"),
        "gexec" => PsqlLine::Refused("it executes what the statement before it returns"),
        "gset" => PsqlLine::Refused("it makes variables of what the statement before it returns"),
        "q" | "quit" => PsqlLine::Refused("psql ends there, and what follows is not run"),
        "!" => PsqlLine::Refused("it runs a program"),
        _ if HARMLESS.contains(&name) => PsqlLine::Harmless,
        _ if describes(name) => PsqlLine::Harmless,
        _ => PsqlLine::Refused("what it does is for psql, not for a server"),
    }
}

/// `\dt`, `\d+`, `\dS`, `\df`: lists, never changes.
fn describes(name: &str) -> bool {
    const LISTS: &[&str] = &[
        "d", "da", "dA", "dAc", "dAf", "dAo", "dAp", "db", "dc", "dC", "dd", "dD", "ddp", "dE", "des", "deu", "dew", "det", "df", "dF",
        "dFd", "dFp", "dFt", "dg", "di", "dl", "dL", "dm", "dn", "do", "dO", "dp", "dP", "drds", "drg", "dRp", "dRs", "ds", "dt", "dT",
        "dti", "du", "dv", "dx", "dX", "dy",
    ];
    LISTS.contains(&name.trim_end_matches(['S', '+']))
}

fn set(argument: &str) -> PsqlLine {
    let variable = argument.split_whitespace().next().unwrap_or("");
    if variable.is_empty() || SHOWING.contains(&variable) {
        return PsqlLine::Harmless;
    }
    if variable == "AUTOCOMMIT" || variable == "ON_ERROR_ROLLBACK" || variable == "SINGLELINE" || variable == "SINGLESTEP" {
        return PsqlLine::Refused("it changes which statements share a transaction");
    }
    PsqlLine::Sets { variable: variable.to_string() }
}

fn copy(argument: &str) -> PsqlLine {
    let words: Vec<&str> = argument.trim_end_matches(';').split_whitespace().collect();
    let from = words.windows(2).any(|pair| pair[0].eq_ignore_ascii_case("from") && pair[1].eq_ignore_ascii_case("stdin"));
    match from {
        true => PsqlLine::CopyFromStdin { sql: format!("COPY {}", words.join(" ")) },
        false => PsqlLine::Refused("only rows that stand in the script itself can be copied"),
    }
}

fn unquoted(argument: &str) -> String {
    let inner = argument.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    inner.map_or_else(|| argument.to_string(), |inner| inner.replace("''", "'"))
}

/// Whether the script uses a variable of psql: `:name`, `:'name'`, `:"name"`.
pub fn uses_variable(script: &str, variable: &str) -> bool {
    let whole = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    let plain = format!(":{variable}");
    [format!(":'{variable}'"), format!(":\"{variable}\"")].iter().any(|quoted| script.contains(quoted.as_str()))
        || script.match_indices(&plain).any(|(at, _)| whole(&script[at + plain.len()..]) && !script[..at].ends_with(':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_shows_is_harmless_and_what_executes_is_not() {
        for line in [
            "\\restrict abc\r",
            "\\unrestrict abc",
            "\\echo hello",
            "\\set ON_ERROR_STOP on",
            "\\set QUIET 1",
            "\\pset tuples_only on",
            "\\t \\\\",
            "\\dt (a|b).*",
            "\\d+ a",
            "\\encoding UTF8",
            "\\timing",
        ] {
            assert_eq!(psql_line(line), PsqlLine::Harmless, "{line}");
        }
        for line in [
            "\\gexec",
            "\\if :x",
            "\\! rm",
            "\\q",
            "\\set AUTOCOMMIT off",
            "\\copy t from 'a.csv'",
            "\\copy t to stdout",
            "\\new",
            "\\.",
            "\\drop",
        ] {
            assert!(matches!(psql_line(line), PsqlLine::Refused(_)), "{line}");
        }
    }

    #[test]
    fn what_it_asks_for_is_kept() {
        assert_eq!(psql_line("\\ir 'a b.sql'"), PsqlLine::Includes { path: "a b.sql".to_string(), relative: true });
        assert_eq!(psql_line("\\i a.sql"), PsqlLine::Includes { path: "a.sql".to_string(), relative: false });
        assert_eq!(psql_line("\\copy t (a)  from STDIN csv"), PsqlLine::CopyFromStdin { sql: "COPY t (a) from STDIN csv".to_string() });
        assert_eq!(psql_line("\\connect other"), PsqlLine::Connects);
        assert_eq!(psql_line("\\g"), PsqlLine::Sends);
        assert_eq!(psql_line("\\set schema app"), PsqlLine::Sets { variable: "schema".to_string() });
    }

    #[test]
    fn a_variable_is_used_by_its_whole_name() {
        for script in ["select :a;", "select :'a'", "create schema :\"a\";"] {
            assert!(uses_variable(script, "a"), "{script}");
        }
        for script in ["select :ab", "select 1::a", "select a"] {
            assert!(!uses_variable(script, "a"), "{script}");
        }
    }
}
