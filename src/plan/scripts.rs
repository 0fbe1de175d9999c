//! Where the `sql` blocks that make no object stand among the steps.
//!
//! Comes in: a plan. Goes out: for each block, how many steps come before it. Never happens: a block that stands before a rename, since it
//! names what stands as the requirements do.

use crate::ordered::IndexSet;

use super::{Change, Plan, Script, Step};
use crate::catalog::{Catalog, ObjectPath, QualifiedName};

impl Plan {
    /// The blocks in their order, each with the number of steps before it.
    pub fn placed_scripts(&self) -> Vec<(usize, &Script)> {
        let mut placed: Vec<(usize, &Script)> = self.scripts.iter().map(|script| (self.place_of(script), script)).collect();
        placed.sort_by_key(|(place, _)| *place);
        placed
    }

    fn place_of(&self, script: &Script) -> usize {
        let Some(table) = &script.before else { return self.steps.len() };
        let renames = self.steps.iter().rposition(|step| matches!(step.change, Change::Rename { .. })).map_or(0, |last| last + 1);
        let makes =
            |step: &&Step, of: &QualifiedName| !takes_away(&step.change) && table_of(&step.change).is_some_and(|table| table == *of);
        let first = self.steps.iter().position(|step| makes(&step, table));
        let parents = parents(&self.expected, table);
        let after_parents =
            || self.steps.iter().rposition(|step| parents.iter().any(|parent| makes(&step, parent))).map_or(0, |last| last + 1);
        first.unwrap_or_else(after_parents).max(renames)
    }
}

/// The tables that a table refers to, and those that these refer to, without itself.
pub fn parents(catalog: &Catalog, table: &QualifiedName) -> IndexSet<QualifiedName> {
    let mut found: IndexSet<QualifiedName> = IndexSet::default();
    let mut next = Some(table.clone());
    let mut place = 0;
    while let Some(name) = next {
        let keys = catalog.tables.get(&name).into_iter().flat_map(|table| table.foreign_keys.values());
        found.extend(keys.map(|key| key.references.clone()).filter(|parent| parent != table));
        next = found.get_index(place).cloned();
        place += 1;
    }
    found
}

fn takes_away(change: &Change) -> bool {
    matches!(
        change,
        Change::DropTable(_)
            | Change::DropColumn { .. }
            | Change::DropConstraint { .. }
            | Change::DropIndex { .. }
            | Change::DropTrigger { .. }
            | Change::RenamePart { .. }
            | Change::SetComment { .. }
    )
}

fn table_of(change: &Change) -> Option<QualifiedName> {
    match change.object() {
        ObjectPath::Table(table)
        | ObjectPath::Column(table, _)
        | ObjectPath::Constraint(table, _)
        | ObjectPath::Index(table, _)
        | ObjectPath::Trigger(table, _) => Some(table),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::fixture::blog;
    use super::super::{RemovalPolicy, plan};
    use super::*;
    use crate::source::{FileId, Span};

    fn script(name: &str, before: Option<&str>) -> Script {
        let text = |text: &str| text.to_string();
        let before = before.map(QualifiedName::public);
        Script {
            name: text(name),
            hash: text(""),
            text: text(""),
            undo: text(""),
            schema: text("public"),
            before,
            span: Span::new(FileId(0), 0, 1),
        }
    }

    #[test]
    fn a_block_stands_before_the_table_that_it_names_and_behind_those_that_this_refers_to() {
        let (mut made, _) =
            plan(&Catalog::default(), &blog(), &crate::ordered::IndexMap::default(), RemovalPolicy::Declared).expect("planned");
        made.scripts = vec![script("last", None), script("comments", Some("comments")), script("posts", Some("posts"))];
        let creates =
            |name: &str| made.steps.iter().position(|step| matches!(&step.change, Change::CreateTable(table) if table.name.name == name));
        let placed: Vec<(Option<usize>, &str)> =
            made.placed_scripts().into_iter().map(|(place, script)| (Some(place), script.name.as_str())).collect();
        assert_eq!(placed, [(creates("posts"), "posts"), (creates("comments"), "comments"), (Some(made.steps.len()), "last")]);
        assert!(creates("users") < creates("posts"));
    }

    #[test]
    fn a_block_before_a_table_that_does_not_change_stands_first() {
        let made = Plan { scripts: vec![script("posts", Some("posts"))], expected: Arc::new(blog()), ..Plan::default() };
        assert_eq!(made.placed_scripts().first().map(|(place, _)| *place), Some(0));
    }
}
