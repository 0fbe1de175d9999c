//! Views and functions with arguments, held against what was meant: what a person or PostgreSQL wrote, in a form that each version prints
//! in its own way.
//!
//! Comes in: the steps of a plan. Goes out: one block that raises where something else stands under the name. Never happens: a comparison with the
//! words of the server that made the file: a view of the same text is made beside, printed by the same server, and gone again.

use sha2::{Digest, Sha256};

use super::definition::is_special;
use super::file::Statement;
use super::meant::Direction;
use super::statement::literal;
use super::table_part::{qualified, trusted};
use super::template::{RenderError, Sql, Templates, readable, values};
use super::{RenderContext, WrittenView};
use crate::catalog::{Catalog, Definition, Function, QualifiedName};
use crate::plan::{Change, Plan, made_anew};

/// A view beside the one that is compared.
const BESIDE: &str = "groundplan_meant";

/// A block for each view that the plan makes or replaces, with the schema in which its names are looked up first.
pub(super) fn views(
    templates: &Templates,
    plan: &Plan,
    context: &RenderContext,
    direction: Direction,
) -> Result<Vec<(String, Statement)>, RenderError> {
    let forward = direction == Direction::Forward;
    let anew = made_anew(plan);
    // The way back of a view that stood before turns it into what it was, and may run twice.
    let made = plan.steps.iter().filter_map(|step| match &step.change {
        Change::Define { definition, .. } if forward || !anew.contains(&definition.key()) => Some(definition),
        Change::Redefine { to: definition, .. } if forward => Some(definition),
        _ => None,
    });
    let mut blocks = Vec::new();
    for definition in made {
        let written = context.written.get(&definition.key());
        let Some((name, query)) = query(definition, written) else { continue };
        let beside = free_name(&plan.expected, &name.schema);
        let block = templates.render_tagged("migration/compare_view.sql", |tag| {
            values! {
                tag,
                query => trusted(query),
                beside => qualified(&beside),
                beside_literal => literal(beside.sql().as_str()),
                name => literal(name.sql().as_str()),
                message => literal(&format!("{} is another one than this migration means", definition.key())),
                hint => literal(direction.hint()),
                forward,
            }
        })?;
        let schema = written.map_or("public", |view| &view.schema);
        blocks.push((schema.to_string(), Statement::bare(block)));
    }
    Ok(blocks)
}

/// A relation of this name may be a person's.
fn free_name(catalog: &Catalog, schema: &str) -> QualifiedName {
    let name = |count: usize| QualifiedName::new(schema, if count == 0 { BESIDE.to_string() } else { format!("{BESIDE}_{count}") });
    let is_taken = |name: &QualifiedName| {
        let sql = name.sql();
        catalog.tables.contains_key(name) || catalog.definitions.values().any(|definition| definition.name == sql.as_str())
    };
    let mut count = 0;
    while is_taken(&name(count)) {
        count += 1;
    }
    name(count)
}

/// The name and the query of a view.
fn query<'d>(definition: &'d Definition, written: Option<&'d WrittenView>) -> Option<(QualifiedName, &'d str)> {
    if !["view", "materialized view"].contains(&definition.kind.as_str()) {
        return None;
    }
    let create = written.map_or(definition.create.as_str(), |view| &view.create);
    let start = format!("CREATE {} {}", definition.kind.to_uppercase(), definition.name);
    let (options, query) = create.strip_prefix(start.as_str())?.split_once(" AS\n")?;
    let options_end =
        options.is_empty() || options.starts_with(" WITH (") || options.starts_with(" USING ") || options.starts_with(" TABLESPACE ");
    let query = query.strip_suffix("\nWITH NO DATA").unwrap_or(query).trim_end().trim_end_matches(';');
    let name = QualifiedName::try_from(definition.name.clone()).ok()?;
    options_end.then_some((name, query))
}

/// Functions that the shorter comparison cannot name: with arguments, procedures. Those that PostgreSQL parses when they are made, and those
/// in C, are known by their names alone.
pub(super) fn functions(templates: &Templates, plan: &Plan, direction: Direction) -> Result<Option<Statement>, RenderError> {
    #[derive(Clone)]
    struct Meant {
        signature: Sql,
        form: Sql,
        last: bool,
    }
    readable!(Meant { signature, form, last });
    let made: Vec<&Function> = plan
        .steps
        .iter()
        .filter_map(|step| match &step.change {
            Change::CreateFunction(function) if is_special(function) => Some(function),
            _ => None,
        })
        .filter(|function| !function.options.sql_body && function.options.file.is_none())
        .collect();
    if made.is_empty() {
        return Ok(None);
    }
    let count = made.len();
    let functions = made.into_iter().enumerate().map(|(place, function)| Meant {
        signature: literal(&format!("{}({})", function.name.sql(), function.argument_types)),
        form: literal(&form(function)),
        last: place + 1 == count,
    });
    let functions: Vec<Meant> = functions.collect();
    let block = templates.render_tagged("migration/compare_functions.sql", |tag| {
        values! { tag, functions => functions.clone(), hint => literal(direction.hint()), forward => direction == Direction::Forward }
    })?;
    Ok(Some(Statement::bare(block)))
}

/// As templates/migration/compare_functions.sql reads it from pg_proc.
fn form(function: &Function) -> String {
    // A checkout may have turned line ends into CRLF; the comparison is blind to that on both sides.
    let digest = Sha256::digest(function.body.replace('\r', "").as_bytes());
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut words = vec![function.returns.as_str(), function.language.as_str()];
    let volatility = function.volatility.to_lowercase();
    words.push(&volatility);
    words.extend(function.security_definer.then_some("security definer"));
    words.extend(function.options.strict.then_some("strict"));
    words.retain(|word| !word.is_empty());
    format!("{} body {digest}", words.join(" "))
}
