//! Objects that are known by their definition: missing, changed, not wanted any more.
//!
//! Comes in: both catalogs' definitions. Goes out: steps. An object that can be replaced in place is; one that cannot is dropped and made
//! anew, with all that goes with it. Never happens: a part is dropped or made by itself when its owner's statement does it.

use std::collections::{BTreeMap, BTreeSet};

use crate::ordered::IndexMap;

use super::column_parts::taken_along;
use super::planner::{Phase, Planner};
use super::removal::not_wanted;
use super::{Change, Reverse};
use crate::catalog::{Column, Definition, ObjectPath, QualifiedName, Table, implied_privileges};
use crate::sql::quote_identifier;

/// Kinds that concern only what is made later: their steps come last, so that nothing in the plan depends on their place.
pub(super) const FOR_LATER: &[&str] = &["default grant", "default revocation"];

/// Kinds that take something away, in the order of reading before all else.
const EARLY: &[&str] =
    &["policy", "rule", "trigger", "view", "materialized view", "index", "grant", "revocation", "statistics", "domain constraint"];

impl Planner<'_> {
    pub(super) fn definitions(&mut self) {
        let mut remade = self.remade_owners();
        let mut standing = self.current.definitions.clone();
        for key in self.sequences_taken_along() {
            standing.shift_remove(&key);
            remade.insert(key);
        }
        let taken: BTreeSet<String> = self.steps().flat_map(|step| taken_along(&self.current.definitions, &step.change)).collect();
        // What another owner is to have under the same name goes first.
        let moves = |part: &Definition| self.wanted.get(&part.key()).is_some_and(|asked| asked.within != part.within);
        // Without its index, a replica identity is no other than NOTHING: to be the usual one it must be set.
        let is_left = |part: &Definition| part.kind == "replica identity of" && !self.wanted.contains_key(&part.key());
        standing.retain(|key, part| (!taken.contains(key) || is_left(part)) && (moves(part) || !self.goes_with_its_owner(part, &remade)));
        // New objects take the default privileges that stand.
        for implied in implied_privileges(self.current, self.target, |path| remade.contains(path)) {
            if !standing.contains_key(&implied.key()) {
                self.implied.push(implied.clone());
                standing.insert(implied.key(), implied);
            }
        }
        let wanted = std::mem::take(&mut self.wanted);
        let missing: Vec<&Definition> =
            wanted.values().filter(|asked| !standing.contains_key(&asked.key()) && !self.made_with_its_owner(asked, &remade)).collect();
        for (key, there) in &standing {
            match wanted.get(key) {
                None => self.remove(ObjectPath::Other(key.clone()), |planner, object| planner.undefine(there, object)),
                Some(asked) if self.rebuilt.contains(key) => self.recreate(there, asked, &wanted),
                Some(asked) if asked == there => {}
                Some(asked) if asked.replaces(there) => self.redefine(there, asked, &wanted),
                Some(asked) => self.recreate(there, asked, &wanted),
            }
        }
        for asked in by_owner(&missing) {
            self.define(asked, &wanted);
        }
        for key in self.taken_with_a_table() {
            if let Some(asked) = wanted.get(&key).filter(|asked| standing.get(&key) == Some(*asked)) {
                self.define(asked, &wanted);
            }
        }
        self.wanted = wanted;
    }

    /// A privilege on a table takes those on its columns along. Source: PostgreSQL, REVOKE, Notes.
    fn taken_with_a_table(&self) -> Vec<String> {
        let of_columns = |taken: &Definition| {
            let (privilege, rest) = taken.name.split_once(" on TABLE ")?;
            let (start, end) = (format!("{privilege} ("), format!(") on TABLE {rest}"));
            let is_its = |part: &&Definition| part.kind == "grant" && part.name.starts_with(&start) && part.name.ends_with(&end);
            Some(self.current.definitions.values().filter(is_its).map(Definition::key).collect::<Vec<_>>())
        };
        let taken = self.steps().filter_map(|step| match &step.change {
            Change::Undefine { definition, .. } if definition.kind == "grant" => of_columns(definition),
            _ => None,
        });
        taken.flatten().collect()
    }

    /// Sequences that a column owns without taking its values: they go when the column goes.
    fn sequences_taken_along(&self) -> Vec<String> {
        let mut taken = Vec::new();
        for step in self.steps() {
            match &step.change {
                Change::DropTable(table) => taken.extend(sequences_owned_by(&self.current.definitions, &table.name, None)),
                Change::DropColumn { table, column } => {
                    taken.extend(sequences_owned_by(&self.current.definitions, table, Some(&column.name)));
                }
                _ => {}
            }
        }
        taken
    }

    /// Owners that this plan drops, or drops and makes anew: what goes with them is gone by then.
    fn remade_owners(&self) -> BTreeSet<String> {
        let mut owners: BTreeSet<String> = BTreeSet::new();
        for step in self.steps() {
            match &step.change {
                Change::DropTable(table) => {
                    owners.extend(table.indexes.keys().map(|index| ObjectPath::Index(table.name.clone(), index.clone()).to_string()));
                    owners.insert(ObjectPath::Table(table.name.clone()).to_string())
                }
                Change::DropFunction(function) => owners.insert(ObjectPath::Function(function.signature()).to_string()),
                Change::SwapEnum { to, .. } => owners.insert(ObjectPath::Enum(to.name.clone()).to_string()),
                Change::DropEnum(gone) => owners.insert(ObjectPath::Enum(gone.name.clone()).to_string()),
                Change::DropSchema { name } => owners.insert(ObjectPath::Schema(name.clone()).to_string()),
                Change::DropIndex { table, index } => owners.insert(ObjectPath::Index(table.clone(), index.name.clone()).to_string()),
                _ => false,
            };
        }
        for (key, there) in &self.current.definitions {
            let goes = match self.wanted.get(key) {
                Some(asked) => asked != there && !asked.replaces(there),
                None => self.removes(&ObjectPath::Other(key.clone())),
            };
            if goes {
                owners.insert(key.clone());
            }
        }
        owners.extend(self.rebuilt.iter().cloned());
        owners
    }

    fn goes_with_its_owner(&self, part: &Definition, remade: &BTreeSet<String>) -> bool {
        let mut owner = part.within.as_deref();
        while let Some(key) = owner {
            if remade.contains(key) {
                return true;
            }
            owner = self.current.definitions.get(key).and_then(|definition| definition.within.as_deref());
        }
        false
    }

    /// Its owner's statement makes it: the owner is new, or made anew.
    fn made_with_its_owner(&self, part: &Definition, remade: &BTreeSet<String>) -> bool {
        let Some(owner) = part.within.as_deref().filter(|_| part.included) else { return false };
        remade.contains(owner) || !self.current.definitions.contains_key(owner)
    }

    fn included_parts(&self, owner: &Definition, definitions: &IndexMap<String, Definition>) -> Vec<Definition> {
        let key = owner.key();
        definitions.values().filter(|part| part.included && part.within.as_deref() == Some(&key)).cloned().collect()
    }

    fn define(&mut self, asked: &Definition, wanted: &IndexMap<String, Definition>) {
        let object = ObjectPath::Other(asked.key());
        self.must_have_statements(asked);
        let parts = self.included_parts(asked, wanted);
        let reverse = Reverse::Exact(vec![Change::Undefine { definition: asked.clone(), parts: parts.clone() }]);
        let reason = format!("{object} does not stand yet");
        let phase = if FOR_LATER.contains(&asked.kind.as_str()) { Phase::Late } else { Phase::Middle };
        self.in_phase(phase, Change::Define { definition: asked.clone(), parts }, reverse, Vec::new(), reason, &object);
    }

    fn undefine(&mut self, there: &Definition, object: &ObjectPath) {
        self.must_have_statements(there);
        let parts = self.included_parts(there, &self.current.definitions);
        let mut reverse = vec![Change::Define { definition: there.clone(), parts: parts.clone() }];
        let along = self.parts_of(&there.key(), self.current);
        reverse.extend(along.into_iter().map(|definition| Change::Define { definition, parts: Vec::new() }));
        // What default privileges give is there only after the object is made.
        let stands = self.current.definitions.contains_key(&there.key());
        let phase = match EARLY.contains(&there.kind.as_str()) {
            _ if !stands => Phase::Middle,
            true => Phase::Early,
            false => Phase::Late,
        };
        let change = Change::Undefine { definition: there.clone(), parts };
        self.in_phase(phase, change, Reverse::Exact(reverse), Vec::new(), not_wanted(object), object);
    }

    fn redefine(&mut self, there: &Definition, asked: &Definition, wanted: &IndexMap<String, Definition>) {
        if there.kind == "attribute" {
            self.refuse_used_type(there, there.within.as_deref().unwrap_or_default());
        }
        let object = ObjectPath::Other(asked.key());
        let reverse = if there.replaces(asked) {
            Reverse::Exact(vec![Change::Redefine { from: asked.clone(), to: there.clone() }])
        } else {
            let undefine = Change::Undefine { definition: asked.clone(), parts: self.included_parts(asked, wanted) };
            Reverse::Exact(vec![
                undefine,
                Change::Define { definition: there.clone(), parts: self.included_parts(there, &self.current.definitions) },
            ])
        };
        let reason = format!("{object} is defined otherwise now");
        let phase = if FOR_LATER.contains(&asked.kind.as_str()) { Phase::Late } else { Phase::Middle };
        self.in_phase(phase, Change::Redefine { from: there.clone(), to: asked.clone() }, reverse, Vec::new(), reason, &object);
    }

    /// What goes with it is among the missing definitions, because its owner is made anew.
    fn recreate(&mut self, there: &Definition, asked: &Definition, wanted: &IndexMap<String, Definition>) {
        self.refuse_used_type(there, &there.key());
        self.undefine(there, &ObjectPath::Other(there.key()));
        self.define(asked, wanted);
    }

    /// PostgreSQL neither drops a type that a column has nor changes an attribute of it, and not every column can step aside.
    fn refuse_used_type(&mut self, there: &Definition, type_key: &str) {
        let kinds = ["domain ", "composite type ", "range type ", "base type "];
        let Some(name) = kinds.iter().find_map(|kind| type_key.strip_prefix(kind)) else { return };
        let stays = |table: &Table, column: &Column| {
            let asked = self.target.tables.get(&table.name).and_then(|table| table.columns.get(&column.name));
            asked.is_some_and(|asked| asked.data_type == column.data_type) && !self.is_freed(table, &column.name)
        };
        let has_it = |column: &Column| column.data_type.user_name().is_some_and(|used| used.sql().as_str() == name);
        let used = self.current.tables.values().find_map(|table| {
            let column = table.columns.values().find(|column| has_it(column) && stays(table, column))?;
            Some(ObjectPath::Column(table.name.clone(), column.name.clone()))
        });
        if let Some(used) = used {
            let object = ObjectPath::Other(there.key());
            let message = format!("{object} differs, and {used} has it: PostgreSQL changes no such type under a column");
            let help = "give the column another type first, or make a new type under another name";
            self.diagnostics.push(self.error_at("changed-object", message, &object, "differs from what stands").help(help));
        }
    }

    /// A kind that is compared but has no statements of its own cannot be planned.
    fn must_have_statements(&mut self, definition: &Definition) {
        if definition.create.is_empty() {
            let object = ObjectPath::Other(definition.key());
            let message = format!("{object} differs, and changes of this kind cannot be planned yet");
            self.diagnostics
                .push(self.error_at("kind-not-planned", message, &object, "differs").help("write its statements by hand as a migration"));
        }
    }
}

/// The keys of the sequences that a table, or one column of it, owns by `OWNED BY`.
pub(super) fn sequences_owned_by(definitions: &IndexMap<String, Definition>, table: &QualifiedName, column: Option<&str>) -> Vec<String> {
    let owner = |column: &str| format!("{}.{}", table.sql(), quote_identifier(column));
    let is_its = |owned_by: &str| match column {
        Some(column) => owned_by == owner(column),
        None => owned_by.strip_prefix(table.sql().as_str()).is_some_and(|rest| rest.starts_with('.')),
    };
    definitions
        .values()
        .filter(|part| part.kind == "owner of sequence" && is_its(&part.definition))
        .filter_map(|part| part.within.clone())
        .collect()
}

/// Owners before what goes with them, else by name; operator classes after the operators, whose names are no words that a statement could mention.
fn by_owner<'a>(missing: &[&'a Definition]) -> Vec<&'a Definition> {
    let owners: BTreeMap<String, Option<&str>> =
        missing.iter().map(|definition| (definition.key(), definition.within.as_deref())).collect();
    let depth = |definition: &Definition| {
        let mut depth = 0;
        let mut owner = definition.within.as_deref();
        while let Some(next) = owner.and_then(|key| owners.get(key)).filter(|_| depth < missing.len()) {
            depth += 1;
            owner = *next;
        }
        depth
    };
    let mut sorted: Vec<(usize, bool, usize, &Definition)> = missing
        .iter()
        .enumerate()
        .map(|(place, definition)| (depth(definition), definition.kind == "operator class", place, *definition))
        .collect();
    sorted.sort_by_key(|(depth, is_class, place, _)| (*depth, *is_class, *place));
    sorted.into_iter().map(|(_, _, _, definition)| definition).collect()
}
