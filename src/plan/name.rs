//! The name of the files when nobody gives one: what the plan does, in ASCII snake_case.

use super::{Change, Plan};
use crate::catalog::{Column, ColumnValue, Definition};

/// Longer names are cut: some file systems and archive formats stop at 100 characters.
const LONGEST_NAME: usize = 60;

/// `create_blog_schema`, `add_bookmarks`, `add_bookmarks_and_2_more`, `add_slug_to_posts`, `alter_posts`.
pub fn suggested_name(plan: &Plan, project: &str) -> String {
    let tables: Vec<&str> = created_tables(plan);
    let defined: usize = plan.steps.iter().map(|step| made_definitions(&step.change)).sum();
    let nothing_stood = tables.len() == plan.expected.tables.len() && plan.expected.definitions.len() == defined;
    let name = match (tables.as_slice(), nothing_stood) {
        ([_, ..], true) => format!("create_{}_schema", snake_case(project, "database")),
        ([first], _) => format!("add_{}", snake_case(first, "table")),
        ([first, others @ ..], _) => format!("add_{}_and_{}_more", shortened(&snake_case(first, "table"), 40), others.len()),
        ([], _) => name_of_alterations(plan),
    };
    shortened(&name, LONGEST_NAME)
}

/// `seed_blog`: for a run that writes rows only.
pub fn seed_name(project: &str) -> String {
    shortened(&format!("seed_{}", snake_case(project, "database")), LONGEST_NAME)
}

fn made_definitions(change: &Change) -> usize {
    if let Change::Define { parts, .. } = change { 1 + parts.len() } else { 0 }
}

/// `published_posts` of `view public.published_posts`.
fn defined_name(definition: &Definition) -> String {
    let name = definition.name.split(['(', ' ']).next().unwrap_or_default();
    snake_case(name.rsplit('.').next().unwrap_or(name), &snake_case(&definition.kind, "object"))
}

fn created_tables(plan: &Plan) -> Vec<&str> {
    plan.steps
        .iter()
        .filter_map(|step| match &step.change {
            Change::CreateTable(table) => Some(table.name.name.as_str()),
            _ => None,
        })
        .collect()
}

fn name_of_alterations(plan: &Plan) -> String {
    let mut columns = Vec::new();
    let mut touched: Vec<&str> = Vec::new();
    let mut gone: Vec<&str> = Vec::new();
    let mut renamed: Vec<(&str, &str)> = Vec::new();
    let defined = plan.steps.iter().find_map(|step| match &step.change {
        Change::Define { definition, .. } | Change::Redefine { to: definition, .. } => Some(defined_name(definition)),
        _ => None,
    });
    for step in &plan.steps {
        let name = match &step.change {
            Change::Rename { renamings, .. } => {
                renamed.extend(renamings.first().zip(renamings.last()).map(|(first, last)| (first.from_name(), last.to_name())));
                continue;
            }
            Change::RenamePart { .. } if !renamed.is_empty() => continue,
            Change::SetColumnValue { from: Column { value: ColumnValue::Serial { .. }, .. }, .. } if !renamed.is_empty() => continue,
            Change::DropTable(table) => {
                gone.push(&table.name.name);
                continue;
            }
            Change::DropColumn { table, .. }
            | Change::AlterColumnType { table, .. }
            | Change::SetColumnValue { table, .. }
            | Change::FillNulls { table, .. }
            | Change::SetNotNull { table, .. }
            | Change::DropConstraint { table, .. }
            | Change::ValidateConstraint { table, .. }
            | Change::RenamePart { table, .. }
            | Change::DropIndex { table, .. }
            | Change::DropTrigger { table, .. } => &table.name,
            Change::SwapEnum { to: changed, .. } | Change::DropEnum(changed) => &changed.name.name,
            Change::ReplaceFunction { to: function, .. } => &function.name.name,
            Change::AddColumn { table, column } => {
                columns.push((column.name.as_str(), table.name.as_str()));
                &table.name
            }
            Change::AddConstraint { table, .. } | Change::CreateIndex { table, .. } | Change::CreateTrigger { table, .. } => &table.name,
            Change::AddEnumValue { name, .. } => &name.name,
            Change::AddLookupValues { table, .. } => &table.name,
            Change::CreateEnum(created) => &created.name.name,
            Change::CreateFunction(function) => &function.name.name,
            _ => continue,
        };
        if !touched.contains(&name.as_str()) {
            touched.push(name);
        }
    }
    // What stood on a table that goes is not told.
    touched.retain(|name| !gone.contains(name));
    match (columns.as_slice(), touched.as_slice()) {
        (_, []) if !renamed.is_empty() && gone.is_empty() => {
            let part = |name: &str| shortened(&snake_case(name, "name"), 22);
            renamed.first().map_or_else(String::new, |(from, to)| format!("rename_{}_to_{}", part(from), part(to)))
        }
        (_, []) if !gone.is_empty() => match gone.as_slice() {
            [first, others @ ..] if !others.is_empty() => {
                format!("remove_{}_and_{}_more", shortened(&snake_case(first, "table"), 40), others.len())
            }
            _ => format!("remove_{}", snake_case(gone.first().copied().unwrap_or_default(), "table")),
        },
        (_, []) => match (defined, plan.scripts.first()) {
            (Some(name), _) => format!("define_{}", shortened(&name, 40)),
            (None, Some(script)) => format!("run_{}", shortened(&snake_case(&script.name, "sql"), 40)),
            (None, None) => "update_comments".to_string(),
        },
        ([(column, table)], [only]) if only == table => {
            format!("add_{}_to_{}", shortened(&snake_case(column, "column"), 26), shortened(&snake_case(table, "table"), 26))
        }
        ([(column, table), others @ ..], [only]) if only == table && others.iter().all(|(_, other)| other == table) => {
            format!(
                "add_{}_and_{}_more_to_{}",
                shortened(&snake_case(column, "column"), 20),
                others.len(),
                shortened(&snake_case(table, "table"), 20)
            )
        }
        (_, [only]) => format!("alter_{}", snake_case(only, "table")),
        (_, [first, others @ ..]) => format!("alter_{}_and_{}_more", shortened(&snake_case(first, "table"), 40), others.len()),
    }
}

/// Letters and digits of ASCII, everything else one underscore; `otherwise` when nothing is left.
pub(crate) fn snake_case(text: &str, otherwise: &str) -> String {
    let mut name = String::new();
    for character in heck::ToSnakeCase::to_snake_case(text).chars() {
        if character.is_ascii_alphanumeric() {
            name.push(character.to_ascii_lowercase());
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = name.trim_end_matches('_');
    if name.is_empty() { otherwise.to_string() } else { name.to_string() }
}

fn shortened(name: &str, longest: usize) -> String {
    name.chars().take(longest).collect::<String>().trim_end_matches('_').to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_ascii_whatever_they_are_made_of() {
        for (text, expected) in [
            ("Blog platform", "blog_platform"),
            ("naïve – café", "na_ve_caf"),
            ("../../etc", "etc"),
            ("日本", "database"),
            ("BlogPosts", "blog_posts"),
        ] {
            assert_eq!(snake_case(text, "database"), expected);
        }
        assert!(seed_name(&"long ".repeat(50)).len() <= LONGEST_NAME);
    }
}
