//! Which names are declared, each once, and the members of an entity with its mixins written out.
//!
//! Comes in: all files. Goes out: [`Declarations`], which the later steps look names up in.
//! Never happens: a second declaration of a name that goes unseen, an endless mixin.

use std::collections::BTreeSet;
use std::ops::Deref;

use crate::ordered::IndexMap;

use super::nearest::suggestion;
use super::settings::Settings;
use super::{Domain, Enumeration, Findings, naming};
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{Ast, Entity, Enum, EnumValue, External, Item, Member, Mixin, Name, Project, RemovedItem, TypeAlias};

/// The namespace that something is written in, by its name; `None` outside of all.
pub(super) type Space<'a> = Option<&'a str>;

/// An item and the namespace that it stands in.
#[derive(Debug)]
pub(super) struct Placed<'a, T> {
    pub(super) item: &'a T,
    pub(super) space: Space<'a>,
}

impl<T> Deref for Placed<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.item
    }
}

/// The schema of PostgreSQL that a namespace is.
pub(super) fn schema_of(space: Space) -> String {
    space.map_or_else(|| "public".to_string(), naming::column_name)
}

/// What a name of the requirements stands for; the number is its place in the list of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Declared {
    Enum(usize),
    Type(usize),
    Mixin(usize),
    Entity(usize),
}

impl Declared {
    pub(super) fn kind(self) -> &'static str {
        match self {
            Declared::Enum(_) => "an enum",
            Declared::Type(_) => "a type",
            Declared::Mixin(_) => "a mixin",
            Declared::Entity(_) => "an entity",
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Declarations<'a> {
    pub(super) project: Option<&'a Project>,
    pub(super) enums: Vec<Placed<'a, Enum>>,
    pub(super) types: Vec<Placed<'a, TypeAlias>>,
    pub(super) mixins: Vec<Placed<'a, Mixin>>,
    pub(super) entities: Vec<Placed<'a, Entity>>,
    /// Their numbers as entities follow those of `entities`.
    pub(super) externals: Vec<Placed<'a, External>>,
    pub(super) removed: Vec<Placed<'a, RemovedItem>>,
    names: IndexMap<(Space<'a>, &'a str), (Declared, &'a Name)>,
}

/// A member of an entity, as the entity itself or a mixin wrote it.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlacedMember<'a> {
    pub(super) member: &'a Member,
    pub(super) from_mixin: bool,
    /// Where its names are looked up first.
    pub(super) space: Space<'a>,
}

pub(super) fn collect<'a>(asts: &'a [Ast], findings: &mut Findings) -> Declarations<'a> {
    let mut declarations = Declarations::default();
    for ast in asts {
        declarations.collect(&ast.items, None, findings);
    }
    for index in 0..declarations.externals.len() {
        let Placed { item, space } = declarations.externals[index];
        declarations.declare(&item.name, space, Declared::Entity(declarations.entities.len() + index), findings);
    }
    declarations
}

/// What of the domain is known before any type is.
pub(super) fn domain(declarations: &Declarations, settings: Settings) -> Domain {
    let enums = declarations.enums.iter().map(|item| Enumeration {
        name: item.name.clone(),
        schema: schema_of(item.space),
        type_name: match &item.type_name {
            Some(text) => naming::shorten(&text.text),
            None => naming::column_name(&item.name.text),
        },
        lookup_table: match &item.type_name {
            Some(text) => naming::shorten(&text.text),
            None => naming::table_name_by(settings.tables, &item.name.text),
        },
        documentation: item.doc.as_ref().map(|doc| doc.text.clone()),
        values: standing(item).map(|value| (value.name.clone(), value.doc.as_ref().map(|doc| doc.text.clone()))).collect(),
    });
    Domain {
        project: declarations.project.map_or(String::new(), |project| project.name.text.clone()),
        title: declarations.project.and_then(|project| project.title.as_ref()).map(|title| title.text.clone()),
        settings,
        enums: enums.collect(),
        ..Domain::default()
    }
}

/// The values of an enum without those that are no more.
pub(super) fn standing(item: &Enum) -> impl Iterator<Item = &EnumValue> {
    item.values.iter().filter(|value| !value.removed)
}

/// Source for the limit of 63 bytes: PostgreSQL, "8.7.4. Implementation Details" of enums.
fn check_enum(item: &Enum, findings: &mut Findings) {
    if standing(item).next().is_none() {
        findings.push(
            Diagnostic::error("empty-enum", format!("the enum `{}` has no values", item.name.text))
                .at(item.name.span, "without values")
                .help("write its values between the braces: `{ draft published }`"),
        );
    }
    for (index, value) in item.values.iter().enumerate() {
        let name = &value.name;
        let same_kind = |earlier: &&EnumValue| earlier.name.text == name.text && earlier.removed == value.removed;
        if let Some(earlier) = item.values[..index].iter().find(same_kind) {
            findings.push(
                Diagnostic::error("duplicate-enum-value", format!("the enum `{}` has the value `{}` twice", item.name.text, name.text))
                    .at(name.span, "again here")
                    .related(earlier.name.span, "first here")
                    .help("take one of them out"),
            );
        }
        if name.text.is_empty() || name.text.len() > naming::LONGEST {
            findings.push(
                Diagnostic::error("bad-enum-value", "an enum's value has 1 to 63 bytes")
                    .at(name.span, format!("{} bytes", name.text.len()))
                    .help("write a shorter word and keep the long text in a `///` comment"),
            );
        }
        check_printable(name, findings);
    }
}

/// PostgreSQL cannot store a NUL in a name.
pub(super) fn check_printable(name: &Name, findings: &mut Findings) {
    if name.text.is_empty() || name.text.contains('\0') {
        let what = if name.text.is_empty() { "is empty" } else { "holds a NUL character" };
        findings
            .push(Diagnostic::error("bad-name", format!("this name {what}")).at(name.span, "no name").help("write at least one letter"));
    }
}

/// The mixins of one entity: those that are being written out, and those that are.
#[derive(Default)]
struct Expansion {
    open: Vec<usize>,
    done: BTreeSet<usize>,
}

impl<'a> Declarations<'a> {
    fn collect(&mut self, items: &'a [Item], space: Space<'a>, findings: &mut Findings) {
        for item in items {
            match item {
                Item::Project(project) if self.project.is_none() => self.project = Some(project),
                Item::Enum(item) => {
                    if self.declare(&item.name, space, Declared::Enum(self.enums.len()), findings) {
                        check_enum(item, findings);
                        self.enums.push(Placed { item, space });
                    }
                }
                Item::Type(item) => {
                    if self.declare(&item.name, space, Declared::Type(self.types.len()), findings) {
                        self.types.push(Placed { item, space });
                    }
                }
                Item::Mixin(item) => {
                    if self.declare(&item.name, space, Declared::Mixin(self.mixins.len()), findings) {
                        self.mixins.push(Placed { item, space });
                    }
                }
                Item::Entity(item) => {
                    if self.declare(&item.name, space, Declared::Entity(self.entities.len()), findings) {
                        self.entities.push(Placed { item, space });
                    }
                }
                Item::Removed(item) => self.removed.push(Placed { item, space }),
                Item::External(item) => {
                    let space = item.namespace.as_ref().map(|name| name.text.as_str()).or(space);
                    self.externals.push(Placed { item, space });
                }
                Item::Namespace(item) => self.collect(&item.items, Some(&item.name.text), findings),
                Item::Project(_)
                | Item::Settings(_)
                | Item::Use(_)
                | Item::Extension(_)
                | Item::Ignore(_)
                | Item::View(_)
                | Item::Sql(_)
                | Item::Intent(_) => {}
            }
        }
    }

    fn declare(&mut self, name: &'a Name, space: Space<'a>, declared: Declared, findings: &mut Findings) -> bool {
        check_printable(name, findings);
        if let Some((earlier, first)) = self.names.get(&(space, name.text.as_str())) {
            findings.push(
                Diagnostic::error("duplicate-name", format!("`{}` is declared twice", name.text))
                    .at(name.span, format!("{} here", declared.kind()))
                    .related(first.span, format!("{} there", earlier.kind()))
                    .help("give one of them another name"),
            );
            return false;
        }
        if let Some(known) = super::semantic::find(&name.text).filter(|_| !matches!(declared, Declared::Mixin(_))) {
            findings.push(
                Diagnostic::error("duplicate-name", format!("`{}` is a type of the language", name.text))
                    .at(name.span, known.summary)
                    .help("write another name, such as one with a capital letter"),
            );
        }
        self.names.insert((space, &name.text), (declared, name));
        true
    }

    /// What a name means in a namespace: what is declared there, else what is declared outside of all. A qualified name
    /// means what is declared in the namespace before the dot, and nothing else.
    pub(super) fn find(&self, space: Space, qualifier: Option<&Name>, name: &str) -> Option<Declared> {
        let found = match qualifier {
            Some(qualifier) => self.names.get(&(Some(qualifier.text.as_str()), name)),
            None => self.names.get(&(space, name)).or_else(|| self.names.get(&(None, name))),
        };
        found.map(|(declared, _)| *declared)
    }

    pub(super) fn entity_names(&self) -> impl Iterator<Item = &'a str> + '_ {
        let entities = self.entities.iter().map(|entity| entity.item.name.text.as_str());
        entities.chain(self.externals.iter().map(|external| external.item.name.text.as_str()))
    }

    /// `billing.Plan`: where a name that is not found stands after all.
    pub(super) fn elsewhere(&self, name: &str) -> Option<String> {
        let found = self.names.keys().find(|(space, known)| *known == name && space.is_some());
        found.and_then(|(space, known)| space.map(|space| format!("{space}.{known}")))
    }

    /// Names that can stand as a type.
    pub(super) fn type_names(&self) -> impl Iterator<Item = &'a str> + '_ {
        let enums = self.enums.iter().map(|item| item.item.name.text.as_str());
        enums.chain(self.types.iter().map(|item| item.item.name.text.as_str()))
    }

    /// The members of an entity in order, with mixins of mixins written out.
    pub(super) fn members(&self, entity: &Placed<'a, Entity>, findings: &mut Findings) -> Vec<PlacedMember<'a>> {
        let mut members = Vec::new();
        self.expand(&entity.item.members, entity.space, &mut Expansion::default(), &mut members, findings);
        members
    }

    fn expand(
        &self,
        from: &'a [Member],
        space: Space<'a>,
        state: &mut Expansion,
        into: &mut Vec<PlacedMember<'a>>,
        findings: &mut Findings,
    ) {
        for member in from {
            let Member::Include(include) = member else {
                into.push(PlacedMember { member, from_mixin: !state.open.is_empty(), space });
                continue;
            };
            let name = &include.mixin;
            match self.find(space, None, &name.text) {
                Some(Declared::Mixin(index)) if state.open.contains(&index) => findings.push(
                    Diagnostic::error("mixin-cycle", format!("the mixin `{}` includes itself", name.text))
                        .at(name.span, "leads back to a mixin that is being written out")
                        .help("take one `include` of the circle out"),
                ),
                Some(Declared::Mixin(_)) if state.open.len() >= super::DEEPEST => {
                    findings.push(super::too_deep("mixins include each other", name.span))
                }
                Some(Declared::Mixin(index)) if state.done.contains(&index) => findings.push(
                    Diagnostic::error("mixin-twice", format!("the mixin `{}` is included twice in one entity", name.text))
                        .at(name.span, "its fields are there already")
                        .help("take one `include` out"),
                ),
                Some(Declared::Mixin(index)) => {
                    state.open.push(index);
                    let mixin = &self.mixins[index];
                    self.expand(&mixin.item.members, mixin.space, state, into, findings);
                    state.open.pop();
                    state.done.insert(index);
                }
                Some(other) => findings.push(
                    Diagnostic::error("unknown-mixin", format!("`{}` is {}, not a mixin", name.text, other.kind()))
                        .at(name.span, "cannot be included")
                        .help(format!("declare `mixin {} {{ … }}`, or refer to it by `name -> {}`", name.text, name.text)),
                ),
                None => {
                    let known = self.mixins.iter().map(|mixin| mixin.item.name.text.as_str());
                    findings.push(
                        Diagnostic::error("unknown-mixin", format!("there is no mixin `{}`", name.text))
                            .at(name.span, "unknown")
                            .help(suggestion(&name.text, known, "mixins")),
                    );
                }
            }
        }
    }
}
