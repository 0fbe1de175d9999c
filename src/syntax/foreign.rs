//! Words of SQL and of other schema languages, which people write out of habit, and how the same is said here.
//!
//! Comes in: a line that could not be read. Goes out: a diagnostic that names the word of this language. Never happens: a
//! silent translation.

use crate::diagnostic::Diagnostic;
use crate::syntax::grammar::Rule;
use crate::syntax::mistakes::{Line, shortened};
use crate::syntax::tokens::Kind;

/// A foreign word behind the type of a field or the target of a reference.
pub fn word(line: &Line) -> Option<Diagnostic> {
    if !matches!(line.rule, Rule::field_line | Rule::reference_line | Rule::type_line) {
        return None;
    }
    let (index, found) = foreign_place(line)?;
    let (name, kind) = (line.text(0), line.text(1));
    let next = line.text(index + 1);
    let said = |code, message: String, help: String| {
        Some(Diagnostic::error(code, message).at(line.span(index), "not a word of this language").help(help))
    };
    match found.as_str() {
        "not" | "null" | "nullable" | "optional" | "required" | "notnull" | "mandatory" => {
            let nullable = matches!(found.as_str(), "null" | "nullable" | "optional");
            let help = match (nullable, line.rule) {
                (true, Rule::reference_line) => format!("Write `{name} -> {}?`", line.text(2)),
                (true, _) => format!("Write `{name} {kind}?`"),
                (false, _) => "Leave it out: everything without `?` must have a value".to_string(),
            };
            Some(
                Diagnostic::error("null-word", "Whether a field may be null is said with `?` alone")
                    .at(line.span(index), "not needed here")
                    .help(help),
            )
        }
        "default" => {
            let value = if next.is_empty() { "…" } else { next.trim_matches('\'') };
            said("foreign-word", "A default is written with `=`".into(), format!("Write `{name} {kind} = {}`", shortened(value)))
        }
        "references" | "fk" | "foreign" | "ref" => {
            let field = name.strip_suffix("_id").unwrap_or(name);
            let target = if line.token(index + 1).is_some_and(|token| token.kind == Kind::Word && next != "key") {
                next.to_string()
            } else {
                capitalised(field)
            };
            said(
                "foreign-word",
                "A reference to another entity is written with `->`".into(),
                format!("Write `{field} -> {target}`; it makes the column `{field}_id`"),
            )
        }
        "primary" | "pk" => said(
            "foreign-word",
            "The key stands on a line of its own".into(),
            format!("Write `key ({name})`; without it an entity has a key `id`"),
        ),
        "auto_increment" | "autoincrement" | "identity" | "generated" => said(
            "foreign-word",
            format!("`{found}` is not said of a field"),
            "Leave the line out: every entity has a key `id`; `key identity` chooses its kind".into(),
        ),
        "index" | "indexed" => {
            said("foreign-word", "An index stands on a line of its own".into(), format!("Write `index ({name})` on its own line"))
        }
        "ondelete" | "on_delete" | "cascade" => {
            said("foreign-word", "What happens on delete is said with `on delete`".into(), "Write `on delete cascade`".into())
        }
        "unsigned" | "comment" => said("foreign-word", format!("`{found}` is not a word of fields"), foreign_help(&found).into()),
        "collate" | "constraint" => said("foreign-word", format!("`{found}` is written otherwise here"), foreign_help(&found).into()),
        _ if found.starts_with('@') => said(
            "foreign-word",
            "Attributes are plain words, without `@`".into(),
            format!("Write for example `{name} {} unique`", kind.to_lowercase()),
        ),
        _ => None,
    }
}

fn capitalised(field: &str) -> String {
    field.split('_').flat_map(|part| part.chars().take(1).flat_map(char::to_uppercase).chain(part.chars().skip(1))).collect()
}

fn foreign_help(word: &str) -> &'static str {
    match word {
        "unsigned" => "Write `check (field >= 0)`",
        "comment" => "Write the comment as `///` on the line above",
        "collate" => "Write the collation as a string: `collate \"C\"`; without it, the database's holds",
        _ => "Write `constraint name` behind a reference; `check name (…)`, `unique name (…)` or `key name (…)` on a line of its own",
    }
}

/// The token that is foreign: where reading stopped or, after a reading that went too far, just before.
fn foreign_place(line: &Line) -> Option<(usize, String)> {
    let from = line.found.saturating_sub(1).max(1);
    let first_after_type = if line.rule == Rule::reference_line { 3 } else { 2 };
    (from..=line.found)
        .filter(|index| *index >= first_after_type || line.text(*index).starts_with('@'))
        .filter(|index| line.token(*index).is_some_and(|token| token.depth == 0))
        .map(|index| (index, line.text(index).to_ascii_lowercase()))
        .find(|(index, word)| {
            // `on delete set null` and `set default` are said so.
            let after_set = line.text(index.saturating_sub(1)) == "set";
            let after_delete = matches!(line.text(index.saturating_sub(1)), "delete" | "update") && line.rule == Rule::reference_line;
            !after_set && !after_delete && (FOREIGN.contains(&word.as_str()) || word.starts_with('@'))
        })
}

const FOREIGN: &[&str] = &[
    "auto_increment",
    "autoincrement",
    "cascade",
    "collate",
    "comment",
    "constraint",
    "default",
    "fk",
    "foreign",
    "generated",
    "identity",
    "index",
    "indexed",
    "mandatory",
    "not",
    "notnull",
    "null",
    "nullable",
    "on_delete",
    "ondelete",
    "optional",
    "pk",
    "primary",
    "ref",
    "references",
    "required",
    "unsigned",
];

/// A quick look: `false` for nearly all lines.
pub fn may_start_a_member(head: &str) -> bool {
    const STARTS: &[&str] = &["primary", "foreign", "constraint", "@", "belongs_to", "has_", "many_to_many"];
    STARTS.iter().any(|start| head.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start)))
}

/// A whole line in the manner of SQL or another language, inside an entity.
pub fn member(line: &Line) -> Option<Diagnostic> {
    let (first, second) = (line.text(0).to_ascii_lowercase(), line.text(1).to_ascii_lowercase());
    let (message, help) = match (first.as_str(), second.as_str()) {
        ("primary", "key") => ("The key is written as `key`", "Write `key (field, field)`, or leave it out: every entity has a key `id`"),
        ("foreign", "key") if !line.head.contains("->") => ("A reference to another entity is written with `->`", "Write `author -> User`"),
        ("constraint", _) if line.tokens.len() > 2 && line.text(2) != "=" => {
            ("Constraints start with what they are", "Write `check name (…)`, `unique name (…)` or `key name (…)`")
        }
        ("@@", _) | ("@", _) => ("Attributes of an entity are lines of their own", "Write `unique (a, b)`, `index (a)` or `key (a, b)`"),
        ("belongs_to" | "has_one", _) => {
            ("A reference to another entity is written with `->`", "Write `author -> User`, on the side that holds the column")
        }
        ("has_many", _) => ("Only one side of a relation is written", "Leave the line out and write `post -> Post` in the other entity"),
        ("many_to_many" | "has_and_belongs_to_many", _) => ("A relation of many to many is written with `<->`", "Write `tags <-> Tag`"),
        _ => return None,
    };
    let is_field = matches!(line.text(1), "->" | "<->");
    (!is_field).then(|| Diagnostic::error("foreign-word", message).at(line.span(0), "said differently here").help(help))
}

/// A whole item in the manner of SQL or another language.
pub fn item(line: &Line) -> Option<Diagnostic> {
    let name = line
        .tokens
        .iter()
        .skip(1)
        .find(|token| token.kind == Kind::Word && !matches!(token.text.to_ascii_lowercase().as_str(), "table" | "type"));
    let name = name.map_or("User", |token| token.text);
    let help = match line.text(0).to_ascii_lowercase().as_str() {
        "create" | "table" | "model" | "class" | "struct" | "collection" => format!("Write `entity {} {{ … }}`", shortened(name)),
        "import" | "include" => "Write `use \"people.schema\"`".to_string(),
        "datasource" | "generator" | "config" => "Write `settings { … }`".to_string(),
        "alter" | "drop" | "insert" => "Requirements say what shall be, not what to do: write the entity as it shall be".to_string(),
        _ => return None,
    };
    Some(
        Diagnostic::error("foreign-word", format!("`{}` cannot begin a line here", shortened(line.text(0))))
            .at(line.span(0), "said differently here")
            .help(help),
    )
}
