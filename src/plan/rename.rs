//! `was`: what stands under its former name gets the one that it has now, with its rows. Never DROP and CREATE.
//!
//! Comes in: what stands, what is asked for, the former names. Goes out: steps that come before all others, and the catalog after them.
//! Never happens: a rename where the former name is gone or the new one is taken, so that `was` stays true after it has been carried
//! out; chains come in the order in which names become free, and a circle goes by way of a name of its own.

use crate::ordered::IndexMap;

use super::kept::SetByTriggers;
use super::lookup::holders;
use super::{Change, Hazard, Mark, Renaming, Reverse, Step, Wishes, apply};
use crate::catalog::{Catalog, Column, ColumnValue, ObjectPath, QualifiedName, Table};
use crate::diagnostic::Diagnostic;
use crate::source::{Origin, Span};

/// The steps that give former names up. An error where the former and the new name both stand, and nobody asks for the former.
pub fn renames(current: &Catalog, target: &Catalog, wishes: &Wishes) -> Result<Vec<Step>, Vec<Diagnostic>> {
    let mut work = Work { state: current.clone(), target, steps: Vec::new(), errors: Vec::new() };
    // Tables before their columns, types before their values: the latter are named by the new names of the former.
    for kind in 0..4 {
        let pending: Vec<(&Renaming, Span)> =
            wishes.renames.iter().filter(|(renaming, _)| renaming.rank() == kind).map(|(renaming, span)| (renaming, *span)).collect();
        work.carry_out(pending);
    }
    if work.errors.is_empty() { Ok(work.steps) } else { Err(work.errors) }
}

struct Work<'a> {
    state: Catalog,
    target: &'a Catalog,
    steps: Vec<Step>,
    errors: Vec<Diagnostic>,
}

impl Work<'_> {
    fn carry_out(&mut self, mut pending: Vec<(&Renaming, Span)>) {
        loop {
            let before = pending.len();
            pending.retain(|(renaming, span)| {
                let acts = renaming.former_stands(&self.state) && !renaming.new_stands(&self.state);
                if acts {
                    self.step(vec![self.seen(renaming)], None, *span);
                }
                !acts
            });
            if pending.len() == before {
                break;
            }
        }
        pending.retain(|(renaming, _)| renaming.former_stands(&self.state));
        while let Some((first, span)) = pending.first().copied() {
            let circle = circle(first, &pending);
            pending.retain(|(renaming, _)| !circle.contains(renaming) && *renaming != first);
            if !circle.is_empty() {
                self.turn(&circle, span);
            } else if !first.former_is_wanted(self.target) {
                self.errors.push(both_stand(first, span));
            }
        }
    }

    /// What triggers make of the rows that are led from one value of a lookup table to another.
    fn stamped(&self, renamings: &[Renaming]) -> Option<String> {
        let held_by = renamings.iter().flat_map(|renaming| match renaming {
            Renaming::LookupValue { around, .. } => around.held_by.as_slice(),
            _ => &[],
        });
        let mut lost: Vec<String> = Vec::new();
        for (table, _) in held_by {
            match self.state.tables.get(table).map(SetByTriggers::of) {
                Some(SetByTriggers::Stamp) => lost.push(format!("when rows of {table} were changed last")),
                Some(SetByTriggers::Anything) => lost.push(format!("what triggers of {table} make of its rows")),
                Some(SetByTriggers::Nothing) | None => {}
            }
        }
        lost.dedup();
        Some(lost.join(", ")).filter(|lost| !lost.is_empty())
    }

    /// With what the value of a lookup table takes along.
    fn seen(&self, renaming: &Renaming) -> Renaming {
        let mut renaming = renaming.clone();
        if let Renaming::LookupValue { table, column, around, .. } = &mut renaming {
            around.held_by = holders(&self.state, table, column);
            let columns = self.state.tables.get(table).into_iter().flat_map(|table| table.columns.values());
            let is_given = |other: &&Column| other.name != *column && matches!(other.value, ColumnValue::None | ColumnValue::Default(_));
            around.beside = columns.filter(is_given).map(|other| other.name.clone()).collect();
        }
        renaming
    }

    /// A circle of names: carried out when what stands fits the requirements better afterwards.
    fn turn(&mut self, circle: &[&Renaming], span: Span) {
        let fits = |from: bool| circle.iter().map(|renaming| renaming.likeness(&self.state, self.target, from)).sum::<usize>();
        let mark = circle.iter().find_map(|renaming| renaming.mark(&self.state));
        let Some(mark) = mark.filter(|_| fits(true) != fits(false)) else {
            self.errors.push(undecided(circle, span));
            return;
        };
        if fits(true) < fits(false) {
            return;
        }
        let first = circle[0];
        let aside = first.with_to(&aside_name(first.from_name()));
        let mut renamings = vec![aside.clone()];
        // Whoever takes the name that has just become free comes next.
        let mut free = first.from_name().to_string();
        while let Some(next) = circle.iter().find(|renaming| renaming.to_name() == free && **renaming != first) {
            renamings.push((**next).clone());
            free = next.from_name().to_string();
        }
        renamings.push(aside.inverted().with_to(first.to_name()));
        self.step(renamings, Some(mark), span);
    }

    fn step(&mut self, renamings: Vec<Renaming>, mark: Option<(Mark, Mark)>, span: Span) {
        let back = renamings.iter().rev().map(Renaming::inverted).collect();
        let (mark, mark_back) = mark.map_or((None, None), |(mark, back)| (Some(mark), Some(back)));
        let told: Vec<String> = renamings.iter().map(Renaming::told).collect();
        let hazard = Hazard { code: "breaks-clients", text: format!("clients that use the former name fail: {}", told.join(", ")) };
        let changes = vec![Change::Rename { renamings: back, mark: mark_back }];
        let reverse = match self.stamped(&renamings) {
            Some(lost) => Reverse::StructureOnly { changes, lost },
            None => Reverse::Exact(changes),
        };
        let change = Change::Rename { renamings, mark };
        apply(&mut self.state, &change);
        self.steps.push(Step { change, reverse, hazards: vec![hazard], reason: told.join(", "), origin: Origin::Written(span) });
    }
}

/// The renames that lead from one name to the next and back to the first.
fn circle<'r>(first: &'r Renaming, pending: &[(&'r Renaming, Span)]) -> Vec<&'r Renaming> {
    let mut circle = vec![first];
    let mut last = first;
    while last.from_name() != first.to_name() {
        let next =
            pending.iter().map(|(renaming, _)| *renaming).find(|next| next.room() == first.room() && next.to_name() == last.from_name());
        match next {
            Some(next) if !circle.contains(&next) => {
                circle.push(next);
                last = next;
            }
            _ => return Vec::new(),
        }
    }
    circle
}

/// Nothing tells whether names have been swapped already.
fn undecided(circle: &[&Renaming], span: Span) -> Diagnostic {
    let names: Vec<String> = circle.iter().map(|renaming| format!("`{}`", renaming.to_name())).collect();
    let message = format!("nothing tells whether {} have changed names already: they are alike", names.join(" and "));
    let diagnostic = Diagnostic::error("rename-in-a-circle", message).at(span, "part of a circle of names");
    diagnostic.help("if they have, take `was` out; if not, rename by way of a third name, a run for each step")
}

fn both_stand(renaming: &Renaming, span: Span) -> Diagnostic {
    let message = format!("{} cannot become {}: both stand", renaming.object(renaming.from_name()), renaming.to_name());
    Diagnostic::error("rename-of-both", message).at(span, "stands beside what it should have become").help(format!(
        "If `{}` has been emptied into `{}`, remove it (`removed …`) instead of `was`; if both are meant, declare both",
        renaming.from_name(),
        renaming.to_name()
    ))
}

/// At most 63 bytes.
fn aside_name(name: &str) -> String {
    let mut end = name.len().min(52);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}_outgoing", &name[..end])
}

impl Renaming {
    fn rank(&self) -> usize {
        match self {
            Renaming::Table { .. } => 0,
            Renaming::Enum { .. } => 1,
            Renaming::Column { .. } => 2,
            Renaming::EnumValue { .. } | Renaming::LookupValue { .. } => 3,
        }
    }

    pub fn from_name(&self) -> &str {
        match self {
            Renaming::Table { from, .. } | Renaming::Enum { from, .. } => &from.name,
            Renaming::Column { from, .. } | Renaming::EnumValue { from, .. } | Renaming::LookupValue { from, .. } => from,
        }
    }

    pub fn to_name(&self) -> &str {
        match self {
            Renaming::Table { to, .. } | Renaming::Enum { to, .. } => &to.name,
            Renaming::Column { to, .. } | Renaming::EnumValue { to, .. } | Renaming::LookupValue { to, .. } => to,
        }
    }

    /// Where the names are told apart.
    fn room(&self) -> (usize, String) {
        let place = match self {
            Renaming::Table { to, .. } | Renaming::Enum { to, .. } => to.schema.clone(),
            Renaming::Column { table: of, .. } | Renaming::EnumValue { of, .. } | Renaming::LookupValue { table: of, .. } => of.to_string(),
        };
        (self.rank(), place)
    }

    fn with_to(&self, name: &str) -> Renaming {
        let mut other = self.clone();
        match &mut other {
            Renaming::Table { to, .. } | Renaming::Enum { to, .. } => to.name = name.to_string(),
            Renaming::Column { to, .. } | Renaming::EnumValue { to, .. } | Renaming::LookupValue { to, .. } => *to = name.to_string(),
        }
        other
    }

    pub fn inverted(&self) -> Renaming {
        let mut other = self.clone();
        match &mut other {
            Renaming::Table { from, to } | Renaming::Enum { from, to } => std::mem::swap(from, to),
            Renaming::Column { from, to, .. } | Renaming::EnumValue { from, to, .. } | Renaming::LookupValue { from, to, .. } => {
                std::mem::swap(from, to);
            }
        }
        other
    }

    /// The thing under one of its names.
    pub fn object(&self, name: &str) -> ObjectPath {
        match self {
            Renaming::Table { from, .. } => ObjectPath::Table(QualifiedName::new(from.schema.clone(), name)),
            Renaming::Enum { from, .. } => ObjectPath::Enum(QualifiedName::new(from.schema.clone(), name)),
            Renaming::Column { table, .. } => ObjectPath::Column(table.clone(), name.to_string()),
            Renaming::EnumValue { of, .. } => super::enum_value(of, name),
            Renaming::LookupValue { table, .. } => super::lookup_value(table, name),
        }
    }

    pub fn told(&self) -> String {
        format!("{} becomes {}", self.object(self.from_name()), self.to_name())
    }

    fn former_stands(&self, catalog: &Catalog) -> bool {
        super::wishes::stands(catalog, &self.object(self.from_name()))
    }

    pub(super) fn new_stands(&self, catalog: &Catalog) -> bool {
        super::wishes::stands(catalog, &self.object(self.to_name()))
    }

    /// The requirements have something else under the former name.
    fn former_is_wanted(&self, target: &Catalog) -> bool {
        self.former_stands(target)
    }

    /// How much what stands under the former name, or under the new one, is like what is asked for under the new one.
    fn likeness(&self, state: &Catalog, target: &Catalog, from: bool) -> usize {
        let name = if from { self.from_name() } else { self.to_name() };
        match self {
            Renaming::Table { to, .. } => {
                let standing = state.tables.get(&QualifiedName::new(to.schema.clone(), name));
                let (Some(standing), Some(asked)) = (standing, target.tables.get(to)) else { return 0 };
                asked.columns.keys().filter(|column| standing.columns.contains_key(*column)).count()
            }
            Renaming::Column { table, to, .. } => {
                let column = |catalog: &Catalog, name: &str| Some(catalog.tables.get(table)?.columns.get(name)?.data_type.clone());
                let standing = column(state, name);
                usize::from(standing.is_some() && standing == column(target, to))
            }
            Renaming::Enum { .. } | Renaming::EnumValue { .. } | Renaming::LookupValue { .. } => 0,
        }
    }

    /// What tells that this has not been carried out yet, and that it has.
    fn mark(&self, state: &Catalog) -> Option<(Mark, Mark)> {
        match self {
            Renaming::Table { from, to } => {
                let (standing, other) = (state.tables.get(from)?, state.tables.get(to)?);
                let column = standing.columns.keys().find(|column| !other.columns.contains_key(*column))?;
                let mark = |table: &QualifiedName| Mark { table: table.clone(), column: column.clone(), data_type: None };
                Some((mark(from), mark(to)))
            }
            Renaming::Column { table, from, to } => {
                let columns = &state.tables.get(table)?.columns;
                let data_type = &columns.get(from)?.data_type;
                if columns.get(to)?.data_type == *data_type {
                    return None;
                }
                let mark = |column: &str| Mark { table: table.clone(), column: column.to_string(), data_type: Some(data_type.clone()) };
                Some((mark(from), mark(to)))
            }
            Renaming::Enum { .. } | Renaming::EnumValue { .. } | Renaming::LookupValue { .. } => None,
        }
    }
}

/// The names that a table and its columns had before, by their names now.
#[derive(Debug, Clone, Default)]
pub(super) struct FormerNames {
    table: Option<String>,
    /// (now, before)
    columns: Vec<(String, String)>,
}

impl FormerNames {
    pub fn of(table: &QualifiedName, wishes: &IndexMap<QualifiedName, FormerNames>) -> FormerNames {
        wishes.get(table).cloned().unwrap_or_default()
    }

    /// The names before the steps that are renames, and those that the wishes tell of besides.
    pub fn all(wishes: &Wishes, steps: &[Step]) -> IndexMap<QualifiedName, FormerNames> {
        let mut all: IndexMap<QualifiedName, FormerNames> = IndexMap::default();
        let carried_out = steps.iter().filter_map(|step| match &step.change {
            Change::Rename { renamings, mark: None } => Some(renamings),
            _ => None,
        });
        for renaming in carried_out.flatten().chain(wishes.renames.iter().map(|(renaming, _)| renaming)) {
            match renaming {
                Renaming::Table { from, to } => {
                    all.entry(to.clone()).or_default().table.get_or_insert_with(|| from.name.clone());
                }
                Renaming::Column { table, from, to } => all.entry(table.clone()).or_default().columns.push((to.clone(), from.clone())),
                Renaming::Enum { .. } | Renaming::EnumValue { .. } | Renaming::LookupValue { .. } => {}
            }
        }
        all
    }

    pub fn column(&self, now: &str) -> String {
        self.columns.iter().find(|(to, _)| to == now).map_or_else(|| now.to_string(), |(_, from)| from.clone())
    }

    pub fn table(&self, now: &str) -> String {
        self.table.clone().unwrap_or_else(|| now.to_string())
    }

    /// The name that we would have given under the former names: `idx_accounts_login` → `idx_customers_username`.
    pub fn name_before(&self, table: &Table, name: &str) -> Option<String> {
        if self.table.is_none() && self.columns.is_empty() {
            return None;
        }
        let (prefix, rest) = name.split_once('_').filter(|(prefix, _)| ["pk", "uq", "idx", "fk", "ck"].contains(prefix))?;
        let rest = rest.strip_prefix(table.name.name.as_str())?;
        let mut parts = rest.to_string();
        for (now, before) in &self.columns {
            parts = replaced_part(&parts, now, before);
        }
        Some(crate::domain::naming::shorten(&format!("{prefix}_{}{parts}", self.table(&table.name.name))))
    }
}

/// `_login_city` with `login` → `username`: whole words between underscores only.
fn replaced_part(text: &str, now: &str, before: &str) -> String {
    let wanted = format!("_{now}");
    match text.find(&wanted) {
        Some(at) if text[at + wanted.len()..].is_empty() || text[at + wanted.len()..].starts_with('_') => {
            format!("{}_{before}{}", &text[..at], &text[at + wanted.len()..])
        }
        _ => text.to_string(),
    }
}
