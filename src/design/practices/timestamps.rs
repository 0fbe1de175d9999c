//! `timestamps`: when each row came and when it last changed.

use super::{Practice, Work};
use crate::catalog::{ColumnValue, DataType, Expression, Function, FunctionOptions, ObjectPath, QualifiedName, Trigger};
use crate::design::draft::Draft;
use crate::source::Origin;

pub const PRACTICE: Practice = Practice {
    code: "timestamps",
    summary: "Every table says when a row came (`created_at`) and when it last changed (`updated_at`), with time zone",
    source: "PostgreSQL wiki, Don't Do This: do not use timestamp without time zone; GitLab database guidelines, timestamps",
    documentation: "A trigger keeps `updated_at` true whoever writes. `no timestamps` leaves both out; a field of the same name stands in for its column.",
    work: Work::Builds(build),
    example: "entity User {\n  name varchar(80) unique\n}",
};

const FUNCTION: &str = "set_updated_at";
const BODY: &str = "\nBEGIN\n    NEW.updated_at := CURRENT_TIMESTAMP;\n    RETURN NEW;\nEND;\n";

fn build(draft: &mut Draft) {
    for (_, entity) in draft.entities() {
        if !entity.timestamps {
            continue;
        }
        let table = draft.table_name(entity);
        let origin = Origin::Practice { code: PRACTICE.code, because_of: Some(entity.name.span) };
        let mut added = Vec::new();
        for column in ["created_at", "updated_at"] {
            if draft.table(&table).columns.contains_key(column) {
                continue;
            }
            let now = ColumnValue::Default(Expression::new("CURRENT_TIMESTAMP"));
            draft.add_column(&table, column, DataType::builtin("timestamptz"), true, now, origin.clone());
            added.push(column);
        }
        if added.contains(&"updated_at") {
            add_trigger(draft, &table, origin);
        }
        let reason = match added.as_slice() {
            [] => continue,
            ["created_at"] => format!("`{}` says in `created_at` when a row came", table.name),
            ["updated_at"] => format!("`{}` says in `updated_at` when a row last changed; a trigger keeps it true", table.name),
            _ => format!(
                "`{}` says in `created_at` and `updated_at` when a row came and last changed; a trigger keeps the second true",
                table.name
            ),
        };
        draft.decide(PRACTICE.code, ObjectPath::Column(table, added[0].to_string()), reason);
    }
}

fn add_trigger(draft: &mut Draft, table: &QualifiedName, origin: Origin) {
    let function = function();
    let path = ObjectPath::Function(function.signature());
    draft.origins.entry(path).or_insert_with(|| origin.clone());
    draft.origins.insert(ObjectPath::Trigger(table.clone(), FUNCTION.to_string()), origin);
    let trigger = Trigger {
        name: FUNCTION.to_string(),
        timing: "BEFORE".to_string(),
        events: vec!["UPDATE".to_string()],
        for_each_row: true,
        condition: None,
        function: function.name.clone(),
        arguments: Vec::new(),
        enabled: 'O',
        comment: None,
    };
    draft.table(table).triggers.insert(trigger.name.clone(), trigger);
    draft.catalog.functions.insert(function.signature(), function);
}

/// An empty search_path: every name in the body is PostgreSQL's own. Source: PostgreSQL, CREATE FUNCTION, "Writing SECURITY DEFINER Functions Safely".
fn function() -> Function {
    Function {
        name: QualifiedName::public(FUNCTION),
        argument_types: String::new(),
        arguments: String::new(),
        returns: "trigger".to_string(),
        language: "plpgsql".to_string(),
        volatility: "VOLATILE".to_string(),
        security_definer: false,
        settings: [("search_path".to_string(), "\"\"".to_string())].into_iter().collect(),
        body: BODY.to_string(),
        options: FunctionOptions::default(),
        comment: Some("Keeps updated_at true: the moment of a row's last change.".to_string()),
    }
}
