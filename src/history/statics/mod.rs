//! Static replay: what statements of a history do to a catalog, worked out without a server.
//!
//! Comes in: a catalog, and statements one after the other. Goes out: the catalog that introspection would read after the same
//! statements. Never happens: a guess. A statement that is not modelled exactly is refused whole ([`NotModelled`]) and leaves everything as it
//! was; then PostgreSQL has to run it (see [`hybrid`]).
//!
//! Each family of statements has its file; [`apply`](StaticReplay::apply) tells them apart by their first words. Statements are read by a reader of our own
//! (`token`, `cursor`): sqlparser takes a part of PostgreSQL's forms only, and drops what it does not keep without a word. Expressions are
//! compared by the catalog's normal form, which is made through sqlparser.

mod alter_column;
mod alter_table;
mod column;
mod comment;
mod constants;
mod constraint;
mod create_table;
mod cursor;
mod drop;
mod expressions;
mod function;
mod guard;
pub mod hybrid;
mod index;
mod names;
mod partition;
mod policy;
mod privilege;
mod rename;
mod schema;
mod sequence;
mod server;
mod settings;
mod state;
mod table_options;
mod token;
mod trigger;
mod types;
mod user_type;
mod view;
mod view_query;

use std::collections::BTreeMap;

use crate::catalog::{Catalog, Sequence};
use cursor::Cursor;
use state::{Relation, Settings, State};

pub use server::{Runner, Standing};

pub use hybrid::{Counts, HybridError, HybridReplay, Kept, Starter};

/// A statement that static replay does not do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotModelled {
    /// `ALTER TABLE … ADD COLUMN`
    pub statement: String,
    pub why: String,
}

impl std::fmt::Display for NotModelled {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {}", self.statement, self.why)
    }
}

/// What a step of the reading gives, or why the statement is not modelled.
type Step<T> = Result<T, String>;

fn not_modelled<T>(why: impl Into<String>) -> Step<T> {
    Err(why.into())
}

/// A catalog that statements are applied to.
#[derive(Default)]
pub struct StaticReplay {
    state: State,
}

impl StaticReplay {
    /// An empty database.
    pub fn new() -> StaticReplay {
        StaticReplay::default()
    }

    /// Goes on from what PostgreSQL holds. `sequences` are all of the database.
    pub fn on_top_of(catalog: Catalog, sequences: Vec<Sequence>) -> StaticReplay {
        let mut replay = StaticReplay::new();
        replay.stand_on(catalog, sequences);
        replay
    }

    /// The same within a file: what the file has set stays set.
    pub fn stand_on(&mut self, catalog: Catalog, sequences: Vec<Sequence>) {
        let sequences: BTreeMap<_, _> = sequences.into_iter().map(|sequence| (sequence.name.clone(), sequence)).collect();
        let without_public = self.state.without_public;
        self.state = State::new(catalog, sequences, self.state.settings.clone());
        self.state.without_public = without_public;
    }

    /// The server's settings count too: a statement that it ran may have changed them.
    pub fn stand_on_server(&mut self, standing: Standing) {
        let settings = &mut self.state.settings;
        settings.search_path = standing.settings.search_path;
        settings.time_zone = standing.settings.time_zone;
        // Whether one goes with the transaction is known of those alone that were made here.
        let known = std::mem::take(&mut settings.temporary);
        settings.local |= settings.open && standing.temporary.iter().any(|name| !known.contains_key(name));
        settings.temporary =
            standing.temporary.into_iter().map(|name| (name.clone(), known.get(&name).copied().unwrap_or(false))).collect();
        settings.temporary_functions.extend(standing.temporary_functions);
        self.state.without_public = standing.without_public;
        self.stand_on(standing.catalog, standing.sequences);
    }

    /// A file ends: the next one starts with a session's own settings.
    pub fn end_file(&mut self) {
        self.state.settings = Settings::default();
    }

    /// A transaction was ended by the server, from which was read what is set now.
    pub(super) fn ended_elsewhere(&mut self) {
        let settings = &mut self.state.settings;
        (settings.local, settings.open, settings.outside) = (false, false, None);
    }

    /// The file's runner has begun a transaction, or ended it.
    pub(super) fn in_transaction(&mut self, open: bool) {
        if open {
            self.state.settings.open = true;
        } else {
            settings::end_transaction(&mut self.state);
        }
    }

    /// The catalog so far; its maps are not sorted.
    pub fn catalog(&self) -> &Catalog {
        &self.state.catalog
    }

    /// The catalog in its normal form.
    pub fn into_catalog(self) -> Catalog {
        let mut catalog = self.state.catalog;
        catalog.sort();
        catalog
    }

    /// The same, with all sequences of the database: what [`on_top_of`](StaticReplay::on_top_of) takes.
    pub fn into_parts(self) -> (Catalog, Vec<Sequence>) {
        let mut catalog = self.state.catalog;
        catalog.sort();
        (catalog, self.state.sequences.into_values().collect())
    }

    /// Whether the last statement that was applied has changed an object.
    pub fn has_changed(&self) -> bool {
        self.state.changed
    }

    /// Applies one statement, whole or not at all.
    pub fn apply(&mut self, statement: &str) -> Result<(), NotModelled> {
        self.apply_counted(statement).map(drop)
    }

    /// The same, and of which kind it was.
    pub(super) fn apply_counted(&mut self, statement: &str) -> Result<String, NotModelled> {
        self.state.begin();
        let done = Cursor::new(statement).and_then(|mut cursor| {
            let kind = kind_at(&mut cursor);
            cursor.at = 0;
            apply(&mut cursor, &mut self.state).map(|()| kind)
        });
        match done {
            Ok(kind) => {
                self.state.keep();
                Ok(kind)
            }
            Err(why) => {
                self.state.undo();
                Err(NotModelled { statement: kind_of(statement), why })
            }
        }
    }

    /// What PostgreSQL has run in our place may have set something for the statements after it.
    pub fn ran_elsewhere(&mut self, statement: &str) {
        let Ok(mut cursor) = Cursor::new(statement) else { return };
        if cursor.sees("set local") {
            self.state.settings.local = true;
        }
        // It may have changed what will be set after the transaction.
        self.state.settings.local |= self.state.settings.outside.is_some();
        if ["commit", "end", "rollback", "abort"].iter().any(|word| cursor.sees(word)) && !cursor.sees("rollback to") {
            self.ended_elsewhere();
        }
        let temporary = (cursor.take("create temp") || cursor.take("create temporary")) && (cursor.take("table") || cursor.take("view"));
        if temporary {
            cursor.take("if not exists");
            if let Ok(name) = cursor.name() {
                self.state.settings.temporary.insert(name, false);
            }
        }
    }
}

fn apply(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    if state.has_kind(&["event trigger"]) {
        return not_modelled("a statement under an event trigger");
    }
    if ["create", "alter", "drop"].iter().any(|word| cursor.sees(word))
        && cursor.peek_at(1).is_some_and(|token| ["role", "user", "group"].iter().any(|word| token.is_word(word)))
    {
        // Roles belong to the server, and are in no catalog; their settings count in later sessions.
        let sets = cursor.tokens.iter().any(|token| token.is_word("set") || token.is_word("rename") || token.is_word("mapping"));
        return if sets { not_modelled("a change of a role") } else { Ok(()) };
    }
    if cursor.take("create") {
        return create(cursor, state);
    }
    if cursor.take("alter") {
        return alter(cursor, state);
    }
    if cursor.take("drop") {
        return drop_objects(cursor, state);
    }
    if cursor.take("comment on") {
        return comment::comment(cursor, state);
    }
    if cursor.take("grant") {
        return privilege::grant(cursor, state, false);
    }
    if cursor.take("revoke") {
        return privilege::grant(cursor, state, true);
    }
    if cursor.take("set") {
        return settings::set(cursor, state);
    }
    if cursor.take("reset") {
        return settings::reset(cursor, state);
    }
    if cursor.take("commit") || cursor.take("end") {
        return settings::commit(cursor, state);
    }
    if cursor.sees("begin") || cursor.sees("start transaction") {
        return settings::begin(state);
    }
    if ["analyze", "vacuum", "lock", "checkpoint", "notify", "listen"].iter().any(|word| cursor.sees(word)) {
        return Ok(());
    }
    if ["select", "insert", "update", "delete", "merge", "with", "values", "table", "explain", "copy", "truncate"]
        .iter()
        .any(|word| cursor.sees(word))
    {
        return settings::query(cursor, state);
    }
    if cursor.sees("do") {
        return settings::block(cursor, state);
    }
    if cursor.take("refresh materialized view") {
        cursor.take("concurrently");
        let path = cursor.path()?;
        let populated = match state.find_relation(&path) {
            Some((name, Relation::MaterializedView)) => state
                .catalog
                .definitions
                .get(&format!("materialized view {}", name.sql()))
                .is_some_and(|view| !view.definition.ends_with("WITH NO DATA")),
            _ => false,
        };
        return if populated && cursor.at_end() { Ok(()) } else { not_modelled("a materialized view of this form") };
    }
    if cursor.at_end() {
        return Ok(());
    }
    not_modelled("a statement of this kind")
}

fn create(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    let replace = cursor.take("or replace");
    let temporary = ["temporary", "temp", "local temporary", "local temp"].iter().any(|words| cursor.take(words));
    let unlogged = cursor.take("unlogged");
    if temporary && !cursor.sees("table") {
        return not_modelled("a temporary object of this kind");
    }
    if cursor.take("table") {
        return create_table::create(cursor, state, temporary, unlogged);
    }
    if cursor.take("sequence") {
        return sequence::create(cursor, state, unlogged);
    }
    if cursor.take("unique index") {
        return index::create(cursor, state, true);
    }
    if cursor.take("index") {
        return index::create(cursor, state, false);
    }
    if cursor.take("type") {
        return user_type::create(cursor, state);
    }
    if cursor.take("domain") {
        return user_type::create_domain(cursor, state);
    }
    if cursor.take("schema") {
        return schema::create(cursor, state);
    }
    if cursor.take("extension") {
        return schema::create_extension(cursor, state);
    }
    if cursor.take("function") {
        return function::create(cursor, state, false, replace);
    }
    if cursor.take("procedure") {
        return function::create(cursor, state, true, replace);
    }
    if cursor.take("trigger") {
        return trigger::create(cursor, state, replace, false);
    }
    if cursor.take("constraint trigger") {
        return trigger::create(cursor, state, replace, true);
    }
    if cursor.take("policy") {
        return policy::create(cursor, state);
    }
    if cursor.take("view") {
        return view::create(cursor, state, false, replace);
    }
    if cursor.take("materialized view") {
        return view::create(cursor, state, true, replace);
    }
    cursor.unexpected("a kind of object that is modelled")
}

fn alter(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    if cursor.take("table") {
        return alter_table::alter(cursor, state);
    }
    if cursor.take("index") {
        return index::alter(cursor, state);
    }
    if cursor.take("sequence") {
        return sequence::alter(cursor, state);
    }
    if cursor.take("type") {
        return user_type::alter(cursor, state);
    }
    if cursor.take("function") || cursor.take("procedure") || cursor.take("routine") {
        return function::alter(cursor, state);
    }
    if cursor.take("trigger") {
        return trigger::alter(cursor, state);
    }
    // Owners are in no catalog of ours.
    let last = cursor.tokens.len().saturating_sub(3);
    let owner = cursor.tokens.get(last).is_some_and(|token| token.is_word("owner"))
        && cursor.tokens.get(last + 1).is_some_and(|token| token.is_word("to"));
    if owner
        && ["schema", "view", "materialized", "domain", "extension", "aggregate"].iter().any(|word| cursor.sees(word))
        && no_privileges(state)
    {
        return Ok(());
    }
    cursor.unexpected("a kind of object that is modelled")
}

fn no_privileges(state: &State) -> bool {
    !state.catalog.definitions.values().any(|definition| matches!(definition.kind.as_str(), "grant" | "revocation"))
}

fn drop_objects(cursor: &mut Cursor, state: &mut State) -> Step<()> {
    if cursor.take("table") {
        let may_lack = cursor.take("if exists");
        let mut names = Vec::new();
        loop {
            let path = cursor.path()?;
            if state.is_temporary(&path) {
                let name = path.last().cloned().unwrap_or_default();
                state.settings.temporary.remove(&name);
            } else {
                match state.find_relation(&path) {
                    Some((name, Relation::Table)) => names.push(name),
                    None if may_lack => {}
                    _ => return not_modelled(format!("a table {} that is not known", path.join("."))),
                }
            }
            if !cursor.take_sign(",") {
                break;
            }
        }
        let cascade = cursor.cascades();
        cursor.end()?;
        return drop::tables(state, &names, cascade);
    }
    if cursor.take("index") {
        return index::drop(cursor, state);
    }
    if cursor.take("sequence") {
        let may_lack = cursor.take("if exists");
        let mut paths = vec![cursor.path()?];
        while cursor.take_sign(",") {
            paths.push(cursor.path()?);
        }
        cursor.take("restrict");
        cursor.end()?;
        for path in paths {
            match state.find_relation(&path) {
                Some((name, Relation::Sequence)) if state.sequences.get(&name).is_some_and(|sequence| !sequence.identity) => {
                    drop::sequence(state, &name)?
                }
                None if may_lack && !state.is_temporary(&path) => {}
                _ => return not_modelled(format!("a sequence {} that is not known", path.join("."))),
            }
        }
        return Ok(());
    }
    if cursor.take("type") || cursor.take("domain") {
        return user_type::drop(cursor, state);
    }
    if cursor.take("function") || cursor.take("procedure") || cursor.take("routine") {
        return function::drop(cursor, state);
    }
    if cursor.take("trigger") {
        return trigger::drop(cursor, state);
    }
    if cursor.take("policy") {
        return policy::drop(cursor, state);
    }
    if cursor.take("schema") {
        return schema::drop(cursor, state);
    }
    if cursor.take("view") {
        return view::drop(cursor, state, false);
    }
    if cursor.take("materialized view") {
        return view::drop(cursor, state, true);
    }
    cursor.unexpected("a kind of object that is modelled")
}

/// What a statement is called in counts: `ALTER TABLE … ADD COLUMN`.
pub fn kind_of(statement: &str) -> String {
    let Ok(mut cursor) = Cursor::new(statement) else {
        return statement.split_whitespace().take(2).collect::<Vec<_>>().join(" ").to_uppercase();
    };
    kind_at(&mut cursor)
}

fn kind_at(cursor: &mut Cursor) -> String {
    let word = |token: Option<&token::Token>| token.filter(|token| token.kind == token::Kind::Word).map(|token| token.value.to_uppercase());
    let Some(first) = word(cursor.peek()) else { return "other".to_string() };
    cursor.at += 1;
    if !matches!(first.as_str(), "CREATE" | "ALTER" | "DROP" | "COMMENT") {
        return first;
    }
    for optional in ["or replace", "temporary", "temp", "unlogged", "unique", "constraint", "on"] {
        cursor.take(optional);
    }
    let mut kind = format!("{first} {}", word(cursor.peek()).unwrap_or_default());
    cursor.at += 1;
    if kind.ends_with(" MATERIALIZED") || kind.ends_with(" DEFAULT") || kind.ends_with(" EVENT") {
        kind = format!("{kind} {}", word(cursor.peek()).unwrap_or_default());
        cursor.at += 1;
    }
    if kind != "ALTER TABLE" {
        return kind;
    }
    cursor.take("if exists");
    cursor.take("only");
    let _ = cursor.path();
    let action = word(cursor.peek()).unwrap_or_default();
    cursor.at += 1;
    let object = match word(cursor.peek()).unwrap_or_default() {
        object if matches!(object.as_str(), "CONSTRAINT" | "COLUMN" | "TO" | "PARTITION" | "ROW" | "SCHEMA" | "TRIGGER") => object,
        key if action == "ADD" && matches!(key.as_str(), "PRIMARY" | "UNIQUE" | "FOREIGN" | "CHECK" | "EXCLUDE") => {
            "CONSTRAINT".to_string()
        }
        _ => "COLUMN".to_string(),
    };
    format!("{kind} … {action} {object}")
}
