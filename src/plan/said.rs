//! What the planner says besides its steps: where a thing comes from, what is not in its power, and what it leaves alone.
//!
//! Comes in: the findings of the comparison. Goes out: diagnostics, at the line that asked for the thing. Never happens: a step.

use super::planner::Planner;
use super::table_work::{ChangedObject, Findings};
use super::wishes::how_to_remove;
use crate::catalog::ObjectPath;
use crate::diagnostic::Diagnostic;
use crate::source::Origin;

impl Planner<'_> {
    /// The object's own origin, else that of the table it belongs to.
    pub(super) fn origin(&self, object: &ObjectPath) -> Origin {
        let owner = || match object {
            ObjectPath::Column(table, _)
            | ObjectPath::Constraint(table, _)
            | ObjectPath::Index(table, _)
            | ObjectPath::Trigger(table, _) => Some(ObjectPath::Table(table.clone())),
            _ => None,
        };
        if let Some(span) = self.removed.get(object) {
            return Origin::Written(*span);
        }
        let own = self.origins.get(object).or_else(|| owner().and_then(|owner| self.origins.get(&owner)));
        own.cloned().unwrap_or(Origin::Existing)
    }

    pub(super) fn error_at(&self, code: &'static str, message: String, object: &ObjectPath, label: &str) -> Diagnostic {
        let diagnostic = Diagnostic::error(code, message);
        match self.origin(object).span() {
            Some(span) => diagnostic.at(span, label),
            None => diagnostic,
        }
    }

    pub(super) fn report_findings(&mut self) {
        let Findings { changed, left_alone, .. } = std::mem::take(&mut self.findings);
        for ChangedObject { object, stands, asked } in changed {
            let message = format!("{object} stands as {stands}, and the requirements ask for {asked}");
            let help = "what stands would lose its numbers, its values or its author; write the ALTER by hand as a migration, or write what stands into the requirements";
            self.diagnostics.push(self.error_at("changed-object", message, &object, "differs from what stands").help(help));
        }
        for object in left_alone {
            let message = format!("{object} stands, and the requirements do not have it");
            self.diagnostics.push(Diagnostic::warning("left-alone", format!("{message}; it is left alone")).help(how_to_remove(&object)));
        }
    }
}
