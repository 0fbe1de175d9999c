//! Enum types that cannot grow in place: a value that goes, values in another order, a value that is used in the plan that adds it.
//!
//! PostgreSQL has no DROP VALUE, and refuses a new value until the migration that adds it has committed ("unsafe use of new value"). So the
//! type is made anew and its columns follow.
//!
//! Comes in: the enum as it stands and as it is asked for; the steps so far. Goes out: one swap for each such enum, with what must give way.
//! Never happens: a value is removed that a row still has (the swap begins with a proof).

use std::collections::BTreeSet;

use super::enum_values::{early_uses, uses_of};
use super::planner::{Phase, Planner};
use super::rebuild::in_the_way_of;
use super::{Change, EnumUse, Reverse, Step, apply, hazard};
use crate::catalog::{Catalog, Column, ColumnValue, Definition, EnumType, ObjectPath, QualifiedName};

impl Planner<'_> {
    /// `values` are those that stand afterwards.
    pub(super) fn swap_enum(&mut self, standing: &EnumType, values: Vec<String>, reason: String) {
        let object = ObjectPath::Enum(standing.name.clone());
        if let Some(step) = self.swap(standing, values, reason) {
            let Step { change, reverse, hazards, reason, .. } = step;
            self.in_phase(Phase::Middle, change, reverse, hazards, reason, &object);
        }
    }

    fn swap(&mut self, standing: &EnumType, values: Vec<String>, reason: String) -> Option<Step> {
        let object = ObjectPath::Enum(standing.name.clone());
        let used_by = match uses_of(self.current, standing) {
            Ok(used_by) => used_by,
            Err(why) => {
                let message = format!("{object} would have to be made anew, and {why}");
                let help = "change the type by a migration of your own";
                self.diagnostics.push(self.error_at("changed-object", message, &object, "differs from what stands").help(help));
                return None;
            }
        };
        let to = EnumType { values, ..standing.clone() };
        let hazards = hazard::of_swapped_enum(&standing.name, used_by.iter().map(|used| &used.table));
        let mut back = vec![Change::SwapEnum { from: to.clone(), to: standing.clone(), used_by: used_by.clone() }];
        back.extend(self.parts_again(&object));
        let reverse = Reverse::Exact(back);
        let change = Change::SwapEnum { from: standing.clone(), to, used_by };
        let origin = self.origin(&object);
        Some(Step { change, reverse, hazards, reason, origin })
    }

    /// Values that are added and used at once: the additions of their type become one swap.
    pub(super) fn swap_early_used_enums(&mut self) {
        let early = early_uses(self.steps(), &self.expected);
        let enums: BTreeSet<QualifiedName> = early.iter().map(|early| early.enum_name.clone()).collect();
        for name in enums {
            let (Some(standing), Some(asked)) = (self.current.enums.get(&name), self.expected.enums.get(&name)) else { continue };
            let values = asked.values.clone();
            let uses: Vec<String> = early
                .iter()
                .filter(|early| early.enum_name == name)
                .map(|early| format!("{} uses `{}`, which PostgreSQL would refuse before COMMIT", early.object, early.value))
                .collect();
            let reason = uses.first().cloned().unwrap_or_default();
            let adds = |step: &Step| matches!(&step.change, Change::AddEnumValue { name: of, .. } if *of == name);
            let Some(place) = self.phase(Phase::Middle).iter().position(adds) else { continue };
            let Some(swap) = self.swap(standing, values, reason) else { continue };
            let steps = self.phase(Phase::Middle);
            steps[place] = swap;
            steps.retain(|step| !adds(step));
            self.parts_come_back(&name);
            self.drop_its_columns_first(&name);
        }
    }

    pub(super) fn swaps(&self, name: &QualifiedName) -> bool {
        self.steps().any(|step| matches!(&step.change, Change::SwapEnum { to, .. } if to.name == *name))
    }

    /// Values of columns that go need not fit.
    fn drop_its_columns_first(&mut self, name: &QualifiedName) {
        let has_it =
            |step: &Step| matches!(&step.change, Change::DropColumn { column, .. } if column.data_type.user_name().as_ref() == Some(name));
        let (early, late): (Vec<Step>, Vec<Step>) = std::mem::take(self.phase(Phase::Late)).into_iter().partition(has_it);
        *self.phase(Phase::Late) = late;
        self.phase(Phase::Early).extend(early);
    }

    /// Privileges go with the old type.
    fn parts_come_back(&mut self, name: &QualifiedName) {
        let owner = ObjectPath::Enum(name.clone()).to_string();
        let standing = self.current.definitions.values().filter(|part| part.within.as_deref() == Some(&owner));
        let parts: Vec<Definition> = standing.filter(|part| self.wanted.get(&part.key()) == Some(part)).cloned().collect();
        for definition in parts {
            let object = ObjectPath::Other(definition.key());
            let reason = format!("{} is made anew", ObjectPath::Enum(name.clone()));
            let reverse = Reverse::Exact(vec![Change::Define { definition: definition.clone(), parts: Vec::new() }]);
            self.in_phase(Phase::Middle, Change::Define { definition, parts: Vec::new() }, reverse, Vec::new(), reason, &object);
        }
    }

    /// A default of the old type goes before the swap and the new one comes after it: either may name a value that the other type lacks.
    pub(super) fn free_defaults_of_swaps(&mut self) {
        let swapped: BTreeSet<(QualifiedName, String)> = self
            .steps()
            .filter_map(|step| match &step.change {
                Change::SwapEnum { used_by, .. } => Some(used_by),
                _ => None,
            })
            .flatten()
            .map(|used| (used.table.clone(), used.column.name.clone()))
            .collect();
        let concerns = |step: &Step| match &step.change {
            Change::SetColumnValue { table, from, .. } => {
                matches!(from.value, ColumnValue::Default(_)) && swapped.contains(&(table.clone(), from.name.clone()))
            }
            _ => false,
        };
        let mut early = Vec::new();
        for step in self.phase(Phase::Middle).iter_mut().filter(|step| concerns(step)) {
            let Change::SetColumnValue { table, from, to } = &step.change else { continue };
            let without = Column { value: ColumnValue::None, ..from.clone() };
            let set = |from: &Column, to: &Column| Change::SetColumnValue { table: table.clone(), from: from.clone(), to: to.clone() };
            early.push(Step {
                change: set(from, &without),
                reverse: Reverse::Exact(vec![set(&without, from)]),
                hazards: Vec::new(),
                reason: format!("the default of {table}.{} is in the way of another change", from.name),
                origin: step.origin.clone(),
            });
            let (change, reverse) = (set(&without, to), Reverse::Exact(vec![set(to, &without)]));
            step.change = change;
            step.reverse = reverse;
        }
        self.phase(Phase::Early).extend(early);
        let says_nothing = |step: &Step| matches!(&step.change, Change::SetColumnValue { from, to, .. } if from.value == to.value && from.data_type == to.data_type);
        self.phase(Phase::Middle).retain(|step| !says_nothing(step));
    }
}

/// What gives way to a swap is what stands when its turn comes: earlier steps may have dropped a check, later ones add the new one.
pub(super) fn settle_swaps(steps: &mut [Step], current: &Catalog) {
    if !steps.iter().any(|step| matches!(step.change, Change::SwapEnum { .. })) {
        return;
    }
    let mut catalog = current.clone();
    for step in steps {
        if let Change::SwapEnum { from, used_by, .. } = &mut step.change {
            if let Ok(now) = uses_of(&catalog, from) {
                *used_by = now;
            }
            let now: Vec<EnumUse> = used_by.clone();
            if let Reverse::Exact(changes) = &mut step.reverse {
                for change in changes {
                    if let Change::SwapEnum { used_by, .. } = change {
                        used_by.clone_from(&now);
                    }
                }
            }
        }
        apply(&mut catalog, &step.change);
    }
}

/// A value that is added in place goes again by a swap, which views of its columns would be in the way of: they are dropped for it and made
/// anew, as they stand when its turn comes.
pub(super) fn views_give_way_to_swaps_back(steps: &mut [Step], current: &Catalog) {
    if !steps.iter().any(|step| matches!(step.change, Change::AddEnumValue { .. })) {
        return;
    }
    let mut catalog = current.clone();
    for step in steps {
        apply(&mut catalog, &step.change);
        let (Change::AddEnumValue { .. }, Reverse::Exact(changes)) = (&step.change, &mut step.reverse) else { continue };
        let used = changes.iter().filter_map(|change| match change {
            Change::SwapEnum { used_by, .. } => Some(used_by),
            _ => None,
        });
        let columns = used.flatten().map(|used| (used.table.clone(), used.column.name.clone())).collect();
        let views = in_the_way_of(&catalog, columns);
        let with_parts = |definition: &Definition| {
            let owner = definition.key();
            let parts = catalog.definitions.values().filter(|part| part.within.as_deref() == Some(&owner)).cloned();
            parts.partition::<Vec<Definition>, _>(|part| part.included)
        };
        let away = views.iter().rev().map(|view| Change::Undefine { definition: view.clone(), parts: with_parts(view).0 });
        let again = views.iter().flat_map(|view| {
            let (parts, others) = with_parts(view);
            let others = others.into_iter().map(|definition| Change::Define { definition, parts: Vec::new() });
            std::iter::once(Change::Define { definition: view.clone(), parts }).chain(others)
        });
        *changes = away.chain(std::mem::take(changes)).chain(again).collect();
    }
}

/// The values that are asked for in their order, and those that are left alone behind the one that they stand behind now.
pub(super) fn merged_values(standing: &[String], asked: &[String], left_alone: &[String]) -> Vec<String> {
    let mut merged = asked.to_vec();
    for (place, value) in standing.iter().enumerate().filter(|(_, value)| left_alone.contains(value)) {
        let before = standing[..place].iter().rev().find_map(|before| merged.iter().position(|known| known == before));
        merged.insert(before.map_or(0, |at| at + 1), value.clone());
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_alone_keeps_its_neighbour() {
        let own = |values: &[&str]| values.iter().map(|value| value.to_string()).collect::<Vec<_>>();
        let merged = |standing: &[&str], asked: &[&str], left: &[&str]| merged_values(&own(standing), &own(asked), &own(left));
        assert_eq!(merged(&["a", "x", "b"], &["b", "a"], &["x"]), ["b", "a", "x"]);
        assert_eq!(merged(&["x", "y", "a"], &["a", "c"], &["x", "y"]), ["x", "y", "a", "c"]);
    }
}
