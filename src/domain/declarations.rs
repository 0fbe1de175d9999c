//! Which names are declared, each once, and the members of an entity with its mixins written out.
//!
//! Comes in: all files. Goes out: [`Declarations`], which the later steps look names up in.
//! Never happens: a second declaration of a name that goes unseen, an endless mixin.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::former::Former;
use super::nearest::suggestion;
use super::settings::Settings;
use super::{Domain, Enumeration, Findings, naming};
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{Ast, Entity, Enum, EnumValue, Item, Member, Mixin, Name, Project, RemovedItem, TypeAlias};

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
    pub(super) enums: Vec<&'a Enum>,
    pub(super) types: Vec<&'a TypeAlias>,
    pub(super) mixins: Vec<&'a Mixin>,
    pub(super) entities: Vec<&'a Entity>,
    pub(super) removed: Vec<&'a RemovedItem>,
    names: IndexMap<&'a str, (Declared, &'a Name)>,
}

/// A member of an entity, as the entity itself or a mixin wrote it.
#[derive(Debug, Clone, Copy)]
pub(super) struct PlacedMember<'a> {
    pub(super) member: &'a Member,
    pub(super) from_mixin: bool,
}

pub(super) fn collect<'a>(asts: &'a [Ast], findings: &mut Findings) -> Declarations<'a> {
    let mut declarations = Declarations::default();
    for item in asts.iter().flat_map(|ast| &ast.items) {
        match item {
            Item::Project(project) if declarations.project.is_none() => declarations.project = Some(project),
            Item::Enum(item) => {
                if declarations.declare(&item.name, Declared::Enum(declarations.enums.len()), findings) {
                    check_enum(item, findings);
                    declarations.enums.push(item);
                }
            }
            Item::Type(item) => {
                if declarations.declare(&item.name, Declared::Type(declarations.types.len()), findings) {
                    declarations.types.push(item);
                }
            }
            Item::Mixin(item) => {
                if declarations.declare(&item.name, Declared::Mixin(declarations.mixins.len()), findings) {
                    declarations.mixins.push(item);
                }
            }
            Item::Entity(item) => {
                if declarations.declare(&item.name, Declared::Entity(declarations.entities.len()), findings) {
                    declarations.entities.push(item);
                }
            }
            Item::Removed(item) => declarations.removed.push(item),
            Item::Project(_) | Item::Settings(_) | Item::Use(_) => {}
        }
    }
    declarations
}

/// What of the domain is known before any type is.
pub(super) fn domain(declarations: &Declarations, settings: Settings) -> Domain {
    let enums = declarations.enums.iter().map(|item| Enumeration {
        name: item.name.clone(),
        type_name: match &item.type_name {
            Some(text) => naming::shorten(&text.text),
            None => naming::column_name(&item.name.text),
        },
        lookup_table: match &item.type_name {
            Some(text) => naming::shorten(&text.text),
            None => naming::table_name(&item.name.text),
        },
        documentation: item.doc.as_ref().map(|doc| doc.text.clone()),
        values: standing(item).map(|value| (value.name.clone(), value.doc.as_ref().map(|doc| doc.text.clone()))).collect(),
    });
    Domain {
        project: declarations.project.map_or(String::new(), |project| project.name.text.clone()),
        title: declarations.project.and_then(|project| project.title.as_ref()).map(|title| title.text.clone()),
        settings,
        enums: enums.collect(),
        entities: Vec::new(),
        former: Former::default(),
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
    fn declare(&mut self, name: &'a Name, declared: Declared, findings: &mut Findings) -> bool {
        check_printable(name, findings);
        if let Some((earlier, first)) = self.names.get(name.text.as_str()) {
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
        self.names.insert(&name.text, (declared, name));
        true
    }

    pub(super) fn find(&self, name: &str) -> Option<Declared> {
        self.names.get(name).map(|(declared, _)| *declared)
    }

    pub(super) fn entity_names(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.entities.iter().map(|entity| entity.name.text.as_str())
    }

    /// Names that can stand as a type.
    pub(super) fn type_names(&self) -> impl Iterator<Item = &'a str> + '_ {
        self.enums.iter().map(|item| item.name.text.as_str()).chain(self.types.iter().map(|item| item.name.text.as_str()))
    }

    /// The members of an entity in order, with mixins of mixins written out.
    pub(super) fn members(&self, entity: &'a Entity, findings: &mut Findings) -> Vec<PlacedMember<'a>> {
        let mut members = Vec::new();
        self.expand(&entity.members, &mut Expansion::default(), &mut members, findings);
        members
    }

    fn expand(&self, from: &'a [Member], state: &mut Expansion, into: &mut Vec<PlacedMember<'a>>, findings: &mut Findings) {
        for member in from {
            let Member::Include(include) = member else {
                into.push(PlacedMember { member, from_mixin: !state.open.is_empty() });
                continue;
            };
            let name = &include.mixin;
            match self.find(&name.text) {
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
                    self.expand(&self.mixins[index].members, state, into, findings);
                    state.open.pop();
                    state.done.insert(index);
                }
                Some(other) => findings.push(
                    Diagnostic::error("unknown-mixin", format!("`{}` is {}, not a mixin", name.text, other.kind()))
                        .at(name.span, "cannot be included")
                        .help(format!("declare `mixin {} {{ … }}`, or refer to it by `name -> {}`", name.text, name.text)),
                ),
                None => {
                    let known = self.mixins.iter().map(|mixin| mixin.name.text.as_str());
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
