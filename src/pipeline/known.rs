//! What is written beside a free text: the names that it may refer to, and those that are taken.
//!
//! Comes in: the trees of the requirements; a draft. Goes out: names for a reader; the draft without what is written already, its references into
//! namespaces with their dot. Never happens: a draft that declares a name a second time.

use std::collections::{BTreeMap, BTreeSet};

use crate::intent::{Draft, Known, KnownEntity};
use crate::source::Span;
use crate::syntax;
use crate::syntax::ast::{Ast, Entity, Enum, FormerName, Item, Member, Mixin, Name, RemovedItem, RemovedItemKind, Text, TypeAlias};

/// The names that are written.
#[derive(Debug, Default)]
pub(super) struct Declared {
    pub known: Known,
    /// What stands outside of all namespaces.
    names: BTreeSet<String>,
    /// Entities that stand in exactly one namespace and not outside: their name, and that of the namespace.
    in_namespace: BTreeMap<String, String>,
    has_project: bool,
}

pub(super) fn declared(asts: &[Ast]) -> Declared {
    let mut declared = Declared::default();
    let mut mixins: BTreeMap<&str, &Mixin> = BTreeMap::new();
    each_item(asts, &mut |item, _| {
        if let Item::Mixin(mixin) = item {
            mixins.entry(&mixin.name.text).or_insert(mixin);
        }
    });
    let mut entities: BTreeMap<&str, KnownEntity> = BTreeMap::new();
    let mut spaces: BTreeMap<&str, Vec<Option<&str>>> = BTreeMap::new();
    each_item(asts, &mut |item, space| {
        declared.known.beside.extend(line_of(item, space));
        if let Item::Removed(RemovedItem { kind: RemovedItemKind::Entity, name, .. }) = item {
            declared.known.gone.push(name.text.clone());
            declared.names.insert(name.text.clone());
        }
        let (name, space, fields) = match item {
            Item::Entity(entity) => {
                let mut fields = Vec::new();
                push_fields(&entity.members, &mixins, &mut BTreeSet::new(), &mut fields);
                (&entity.name, space, fields)
            }
            Item::External(external) => {
                let space = external.namespace.as_ref().map(|name| name.text.as_str()).or(space);
                (&external.name, space, external.columns.iter().map(|column| column.name.text.clone()).collect())
            }
            other => {
                declared.has_project |= matches!(other, Item::Project(_));
                declared.names.extend(name_of(other).filter(|_| space.is_none()).map(|name| name.text.clone()));
                return;
            }
        };
        if space.is_none() {
            declared.names.insert(name.text.clone());
        }
        spaces.entry(&name.text).or_default().push(space);
        let former = match item {
            Item::Entity(Entity { was: Some(was), .. }) => vec![was.text.clone()],
            _ => Vec::new(),
        };
        entities.entry(&name.text).or_insert_with(|| KnownEntity { name: name.text.clone(), fields, former });
    });
    for (name, spaces) in spaces {
        if let [Some(space)] = spaces[..] {
            declared.in_namespace.insert(name.to_string(), space.to_string());
        }
    }
    // By name: in which order people write must not change what a text means.
    declared.known.entities = entities.into_values().collect();
    declared.known.gone.sort();
    declared.known.beside.sort();
    declared.known.beside.dedup();
    declared
}

/// What a draft must stand beside without speaking of it: names that are taken, and where entities stand.
fn line_of(item: &Item, space: Option<&str>) -> Option<String> {
    let space = space.map(|space| format!("{space}.")).unwrap_or_default();
    match item {
        Item::Project(_) => Some("project".to_string()),
        Item::Enum(Enum { name, .. }) => Some(format!("enum {space}{}", name.text)),
        Item::Type(TypeAlias { name, .. }) => Some(format!("type {space}{}", name.text)),
        Item::Mixin(Mixin { name, .. }) => Some(format!("mixin {space}{}", name.text)),
        Item::Entity(Entity { name, .. }) if !space.is_empty() => Some(format!("entity {space}{}", name.text)),
        _ => None,
    }
}

fn each_item<'a>(asts: &'a [Ast], with: &mut impl FnMut(&'a Item, Option<&'a str>)) {
    for item in asts.iter().flat_map(|ast| &ast.items) {
        match item {
            Item::Namespace(namespace) => namespace.items.iter().for_each(|item| with(item, Some(&namespace.name.text))),
            item => with(item, None),
        }
    }
}

fn push_fields(members: &[Member], mixins: &BTreeMap<&str, &Mixin>, seen: &mut BTreeSet<String>, fields: &mut Vec<String>) {
    for member in members {
        match member {
            Member::Field(field) => push_names(&field.name, field.was.as_ref(), fields),
            Member::Reference(reference) => push_names(&reference.name, reference.was.as_ref(), fields),
            Member::ManyToMany(many) => push_names(&many.name, many.was.as_ref(), fields),
            Member::Include(include) if seen.insert(include.mixin.text.clone()) => {
                if let Some(mixin) = mixins.get(include.mixin.text.as_str()) {
                    push_fields(&mixin.members, mixins, seen, fields);
                }
            }
            _ => {}
        }
    }
}

/// The name, and the one before, of which a text may still speak.
fn push_names(name: &Name, was: Option<&FormerName>, fields: &mut Vec<String>) {
    fields.push(name.text.clone());
    fields.extend(was.map(|was| was.text.clone()));
}

/// Of what shares its names with entities.
fn name_of(item: &Item) -> Option<&Name> {
    match item {
        Item::Enum(item) => Some(&item.name),
        Item::Type(item) => Some(&item.name),
        Item::Mixin(item) => Some(&item.name),
        Item::Entity(item) => Some(&item.name),
        _ => None,
    }
}

impl Declared {
    /// Takes out of a draft what is written already, and says so; writes the namespace before what stands in one. `ast` is that of the draft.
    pub fn fit(&self, draft: &mut Draft, ast: &Ast) {
        let own: BTreeSet<&str> = ast.items.iter().filter_map(name_of).map(|name| name.text.as_str()).collect();
        // What is to stand at a place instead of these bytes.
        let mut edits: Vec<(Span, String)> = Vec::new();
        for item in &ast.items {
            if let (Item::Project(project), true) = (item, self.has_project) {
                edits.push((project.span, String::new()));
            }
            if let Some(name) = name_of(item).filter(|name| self.names.contains(&name.text)) {
                draft.differences.push(format!("`{}` is in the text and written beside it; what is written counts", name.text));
                edits.push((whole(item), String::new()));
                continue;
            }
            let members = match item {
                Item::Entity(entity) => &entity.members,
                Item::Mixin(mixin) => &mixin.members,
                _ => continue,
            };
            for target in members.iter().filter_map(unqualified_target).filter(|target| !own.contains(target.text.as_str())) {
                if let Some(space) = self.in_namespace.get(&target.text) {
                    edits.push((Span { end: target.span.start, ..target.span }, format!("{space}.")));
                }
            }
        }
        if edits.is_empty() {
            return;
        }
        edits.sort_by_key(|(span, _)| span.start);
        for (span, text) in edits.into_iter().rev() {
            draft.schema.replace_range(span.range(), &text);
        }
        draft.schema = syntax::format(draft.schema.trim_start()).unwrap_or(std::mem::take(&mut draft.schema));
    }
}

/// With its documentation.
fn whole(item: &Item) -> Span {
    let (doc, span): (&Option<Text>, Span) = match item {
        Item::Enum(item) => (&item.doc, item.span),
        Item::Type(item) => (&item.doc, item.span),
        Item::Mixin(item) => (&item.doc, item.span),
        Item::Entity(item) => (&item.doc, item.span),
        Item::Project(project) => return project.span,
        _ => return Span { start: 0, end: 0, file: crate::source::FileId(0) },
    };
    doc.as_ref().map_or(span, |doc| doc.span.to(span))
}

fn unqualified_target(member: &Member) -> Option<&Name> {
    match member {
        Member::Reference(reference) if reference.namespace.is_none() => Some(&reference.target),
        Member::ManyToMany(many) if many.namespace.is_none() => Some(&many.target),
        Member::ForeignKey(key) if key.namespace.is_none() => Some(&key.target),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn parsed(text: &str) -> Ast {
        let (ast, found) = syntax::parse(FileId(0), text);
        assert!(found.is_empty(), "{found:?}");
        ast
    }

    fn fitted(written: &str, drafted: &str) -> (String, Vec<String>) {
        let mut draft = Draft { schema: drafted.to_string(), ..Draft::default() };
        let ast = parsed(drafted);
        declared(&[parsed(written)]).fit(&mut draft, &ast);
        parsed(&draft.schema);
        (draft.schema, draft.differences)
    }

    #[test]
    fn entities_are_known_by_name_with_the_fields_of_their_mixins() {
        let text = "entity Post { include Named; include Named; author -> User; tags <-> Tag }\nmixin Named { title text; include Named }\n\
                    external entity auth.users (id uuid)\nnamespace billing { entity Plan { name text } }\nentity Account { no key }\n";
        let known = declared(&[parsed(text)]).known;
        let shown: Vec<String> = known.entities.iter().map(|entity| format!("{}: {}", entity.name, entity.fields.join(" "))).collect();
        assert_eq!(shown, ["Account: ", "Plan: name", "Post: title author tags", "users: id"]);
    }

    #[test]
    fn what_is_written_is_taken_out_of_a_draft_with_its_documentation() {
        let drafted = "project shop edition 2026\n\n/// Read.\nentity User {\n  name text\n}\n\nenum State { open closed }\n\nentity Task {\n  state State\n}\n";
        let (schema, differences) = fitted("project blog\nenum State { open done }\nentity User { email email }\n", drafted);
        assert_eq!(schema, "entity Task {\n  state State\n}\n");
        assert_eq!(
            differences,
            ["User", "State"].map(|name| format!("`{name}` is in the text and written beside it; what is written counts"))
        );
        assert_eq!(fitted("entity Other { name text }\n", drafted), (drafted.to_string(), Vec::new()));
    }

    #[test]
    fn a_reference_finds_its_namespace() {
        let written = "namespace billing { entity Plan { name text } }\nnamespace a { entity Twice { x int } }\nnamespace b { entity Twice { x int } }\n";
        let drafted = "entity User {\n  plan  -> Plan\n  plans <-> Plan\n  twice -> Twice\n}\n";
        let (schema, _) = fitted(written, drafted);
        assert!(schema.contains("-> billing.Plan\n") && schema.contains("<-> billing.Plan\n") && schema.contains("-> Twice\n"), "{schema}");
        let own = "entity Plan {\n  x int\n}\n\nentity User {\n  plan -> Plan\n}\n";
        assert_eq!(fitted(written, own).0, own, "its own comes first");
    }
}
