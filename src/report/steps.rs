//! The steps of a plan, one by one, in the order in which they run.
//!
//! Comes in: the plan. Goes out: what each step does, why, what it costs and how it is taken back. Never happens: SQL.

use serde::Serialize;

use crate::catalog::{Catalog, Column, ColumnValue};
use crate::plan::{Change, Impact, Impacts, Part, Plan, Reverse, assumed_by_step};
use crate::source::Sources;

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepReport {
    /// `create table public.posts`
    pub what: String,
    pub reason: String,
    /// Where it is asked for: `blog.schema:14:1`.
    pub place: Option<String>,
    pub hazards: Vec<HazardReport>,
    /// What it does to the tables that stand, as it is assumed.
    pub impacts: Vec<ImpactReport>,
    /// `exact`, `structure-only` or `impossible`; `as-written` where a person's `undo` takes it back.
    pub reverse: &'static str,
    /// What is lost, or why there is no way back.
    pub reverse_detail: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImpactReport {
    pub table: String,
    #[serde(flatten)]
    pub impact: Impact,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HazardReport {
    /// As `groundplan explain` knows it.
    pub code: String,
    pub text: String,
}

/// All steps, and the blocks of SQL that run as they are written.
pub fn steps(plan: &Plan, before: &Catalog, sources: &Sources) -> Vec<StepReport> {
    let impacts = assumed_by_step(plan, before);
    let place = |span| Some(span).filter(|span: &crate::source::Span| sources.get(span.file).is_some()).map(|span| sources.place(span));
    let of_script = |script: &crate::plan::Script| StepReport {
        what: format!("run the block {}", script.name),
        reason: "It makes no object, and runs once as it is written".to_string(),
        place: place(script.span),
        hazards: Vec::new(),
        impacts: Vec::new(),
        reverse: if script.lost().is_some() { "structure-only" } else { "as-written" },
        reverse_detail: script.lost().or_else(|| Some("by its `undo`".to_string())),
    };
    let of = |step: &crate::plan::Step, impacts: &Impacts| {
        let (reverse, reverse_detail) = match &step.reverse {
            Reverse::Exact(_) => ("exact", None),
            Reverse::StructureOnly { lost, .. } => ("structure-only", Some(lost.clone())),
            Reverse::Impossible { reason } => ("impossible", Some(reason.clone())),
        };
        let hazards = step.hazards.iter().map(|hazard| HazardReport { code: hazard.code.to_string(), text: hazard.text.clone() });
        StepReport {
            what: what(&step.change),
            reason: step.reason.clone(),
            place: step.origin.span().and_then(place),
            hazards: hazards.collect(),
            impacts: impacts.iter().map(|(table, impact)| ImpactReport { table: table.to_string(), impact: *impact }).collect(),
            reverse,
            reverse_detail,
        }
    };
    let placed = plan.placed_scripts();
    let scripts_at = |place: usize| placed.iter().filter(move |(at, _)| *at == place).map(|(_, script)| of_script(script));
    let with_scripts = |(place, (step, impacts))| scripts_at(place).chain(std::iter::once(of(step, impacts)));
    plan.steps.iter().zip(&impacts).enumerate().flat_map(with_scripts).chain(scripts_at(plan.steps.len())).collect()
}

fn is_serial(column: &Column) -> bool {
    matches!(column.value, ColumnValue::Serial { .. })
}

fn what(change: &Change) -> String {
    let object = change.object();
    let verb = match change {
        Change::CreateSchema { .. }
        | Change::CreateExtension { .. }
        | Change::CreateEnum(_)
        | Change::CreateFunction(_)
        | Change::CreateTable(_)
        | Change::CreateIndex { .. }
        | Change::CreateTrigger { .. }
        | Change::Define { .. } => "create",
        Change::AddColumn { .. } | Change::AddConstraint { .. } => "add",
        Change::DropSchema { .. }
        | Change::DropExtension { .. }
        | Change::DropEnum(_)
        | Change::DropFunction(_)
        | Change::DropTable(_)
        | Change::DropColumn { .. }
        | Change::DropConstraint { .. }
        | Change::DropIndex { .. }
        | Change::DropTrigger { .. }
        | Change::Undefine { .. } => "drop",
        Change::ReplaceFunction { .. } | Change::Redefine { .. } => "replace",
        Change::AlterColumnType { to, .. } => return format!("change the type of {object} to {}", to.data_type),
        Change::SetColumnValue { from, to, .. } if is_serial(from) && is_serial(to) => "rename the sequence of",
        Change::SetColumnValue { .. } => "change where new values come from in",
        Change::FillNulls { .. } => "give rows without a value one in",
        Change::SetNotNull { not_null: true, .. } => "require a value in",
        Change::SetNotNull { not_null: false, .. } => "allow no value in",
        Change::ValidateConstraint { .. } => "check the rows that stand by",
        Change::SetComment { comment: Some(_), .. } => "comment on",
        Change::SetComment { comment: None, .. } => "take the comment from",
        Change::AddEnumValue { value, .. } => return format!("add the value {value} to {object}"),
        Change::AddLookupValues { values, .. } => return format!("add the values {} to {object}", values.join(", ")),
        Change::RemoveLookupValues { values, .. } => return format!("remove the values {} from {object}", values.join(", ")),
        Change::SwapEnum { .. } => "exchange the values of",
        Change::AlterTable { .. } => "change the options of",
        Change::RenamePart { part: Part::Constraint | Part::Index, to, .. } => return format!("rename {object} to {to}"),
        Change::Rename { renamings, .. } => {
            let told: Vec<String> =
                renamings.iter().map(|renaming| format!("{} → {}", renaming.object(renaming.from_name()), renaming.to_name())).collect();
            return format!("rename {}", told.join(", "));
        }
    };
    format!("{verb} {object}")
}
