//! Extensions that a plan needs: those that stand, those that are missing, those that the server cannot create.
//!
//! Comes in: the design, what stands, what PostgreSQL missed. Goes out: a design with the extensions that it needs, or what a person has to
//! install. Never happens: an extension is added that no requirement uses.

use super::analysis::Analysis;
use super::failure::Failure;
use super::run::{Run, may_follow};
use super::stage::{Stage, unreadable};
use crate::catalog::{Catalog, ColumnValue, Extension, IndexKeyValue, ObjectPath, Table};
use crate::design::{Design, GivenValue};
use crate::diagnostic::Diagnostic;
use crate::domain::Domain;
use crate::plan::{Change, Plan, Step};
use crate::postgres::{Session, SqlFailure, Version, available_extensions};
use crate::proof::{Refusal, Retry};
use crate::source::{Origin, Span};
use crate::sql::extensions::{self, KnownExtension};

/// Why a try brought no result.
pub(super) enum Setback {
    Final(Failure),
    /// PostgreSQL misses what an extension has, and the plan can create that.
    Missing(Box<Missing>),
}

/// What a plan lacks.
pub(super) struct Missing {
    pub extension: &'static KnownExtension,
    /// What PostgreSQL said.
    pub cause: String,
    /// The requirement that uses it.
    pub span: Option<Span>,
}

impl From<Failure> for Setback {
    fn from(failure: Failure) -> Setback {
        Setback::Final(failure)
    }
}

/// What to do about a refusal: an extension that is not in the plan yet may be all that is missing.
pub(super) fn setback(run: &Run<'_>, expected: &Catalog, refusal: Refusal) -> Setback {
    let span = refusal.diagnostics.first().and_then(|diagnostic| diagnostic.span);
    let missing = refusal.failure.as_deref().and_then(|failure| missing(failure, span, expected, run.evidence.retries.len()));
    missing.unwrap_or_else(|| Setback::Final(run.refused(refusal)))
}

/// The extension that a failure is about, if the plan does not have it yet and another try is allowed.
pub(super) fn missing(failure: &SqlFailure, span: Option<Span>, expected: &Catalog, retries: usize) -> Option<Setback> {
    let extension = extensions::missed(&failure.sqlstate, &failure.message)?;
    let may_help = may_follow(retries) && !expected.extensions.contains_key(extension.name);
    may_help.then(|| Setback::Missing(Box::new(Missing { extension, cause: failure.to_string(), span })))
}

impl Missing {
    /// Makes the extension part of the design.
    pub fn add_to(self, design: &mut Design, attempt: u32) -> Retry {
        let name = self.extension.name;
        let object = ObjectPath::Extension(name.to_string());
        design.catalog.extensions.insert(name.to_string(), Extension { schema: "public".to_string() });
        design.catalog.extensions.sort_keys();
        if let Some(span) = self.span {
            design.origins.insert(object, Origin::Written(span));
        }
        Retry { attempt, cause: self.cause, mended: format!("the migration creates the extension {name}") }
    }
}

/// Makes what stands and is used part of the design, in the schema in which it stands: an extension that an earlier migration has created
/// for a function is not one too many.
pub(super) fn adopt_standing(current: &Catalog, domain: &Domain, design: &mut Design) {
    for (name, standing) in &current.extensions {
        let Some(known) = extensions::named(name) else { continue };
        if design.catalog.extensions.contains_key(name) {
            let of_enum = |name: &str| design.catalog.enums.keys().any(|kind| kind.name == name);
            let types: Vec<&str> = known.types.iter().copied().filter(|name| !of_enum(name)).collect();
            let columns = design.catalog.tables.values_mut().flat_map(|table| table.columns.values_mut());
            for column in columns.filter(|column| column.data_type.schema.is_some() && types.contains(&column.data_type.name.as_str())) {
                column.data_type.schema = Some(standing.schema.clone());
            }
        } else if !is_used(known, domain, design) {
            continue;
        }
        design.catalog.extensions.insert(name.clone(), standing.clone());
    }
    design.catalog.extensions.sort_keys();
}

fn is_used(known: &KnownExtension, domain: &Domain, design: &Design) -> bool {
    let mut written = domain.views.iter().map(|view| &view.query).chain(domain.blocks.iter().map(|block| &block.text));
    let in_rows = design.population.tables.values().flat_map(|rows| &rows.initial).flat_map(|rows| &rows.rows).flat_map(|(row, _)| row);
    let called = |value: &GivenValue| matches!(value, GivenValue::Expression(text) if known.is_used_in(text));
    design.catalog.tables.values().any(|table| is_used_by(known, table))
        || in_rows.into_iter().any(called)
        || written.any(|text| known.is_used_in(&without_constants(text)))
}

/// A query without its string constants, in which `%` and the like are no operators.
fn without_constants(text: &str) -> String {
    text.split('\'').step_by(2).collect::<Vec<_>>().join(" ")
}

fn is_used_by(known: &KnownExtension, table: &Table) -> bool {
    let columns = table.columns.values().filter_map(|column| match &column.value {
        ColumnValue::Default(expression) | ColumnValue::Generated(expression) => Some(expression),
        ColumnValue::None | ColumnValue::Serial { .. } | ColumnValue::Identity(_) => None,
    });
    let keys = table.indexes.values().flat_map(|index| &index.keys).filter_map(|key| match &key.value {
        IndexKeyValue::Expression(expression) => Some(expression),
        IndexKeyValue::Column(_) => None,
    });
    let predicates = table.indexes.values().filter_map(|index| index.predicate.as_ref());
    let checks = table.checks.values().map(|check| &check.expression);
    let mut expressions = columns.chain(keys).chain(predicates).chain(checks);
    expressions.any(|expression| known.is_used_in(&expression.written)) || table.indexes.values().any(|index| known.serves(&index.method))
}

/// What the server that proves says about the extensions that the plan creates: an error for each that it does not have, a warning for
/// each that only a superuser may create.
pub(super) fn available(plan: &Plan, stage: &mut Stage, server: Version, analysis: &mut Analysis) -> Result<(), Failure> {
    let created: Vec<(&str, Option<Span>)> = plan
        .steps
        .iter()
        .filter_map(|step| match &step.change {
            Change::CreateExtension { name, .. } => Some((name.as_str(), step.origin.span())),
            _ => None,
        })
        .collect();
    analysis.diagnostics.extend(plan.steps.iter().filter_map(statement_needs_superuser));
    if created.is_empty() {
        return Ok(());
    }
    installed(&created, &mut stage.session, server, analysis)?;
    let available = available_extensions(&mut stage.session).map_err(unreadable)?;
    let superuser = created.iter().filter(|(name, _)| available.get(*name).is_some_and(|extension| extension.needs_superuser));
    analysis.diagnostics.extend(superuser.map(|(name, span)| needs_superuser(name, *span)));
    Ok(())
}

/// Whether the server can create them at all.
pub(super) fn installed(
    names: &[(&str, Option<Span>)],
    session: &mut Session,
    server: Version,
    analysis: &Analysis,
) -> Result<(), Failure> {
    if names.is_empty() {
        return Ok(());
    }
    let available = available_extensions(session).map_err(unreadable)?;
    let lacking = names.iter().filter(|(name, _)| !available.contains_key(*name));
    let lacking: Vec<Diagnostic> = lacking.map(|(name, span)| not_installed(name, *span, server)).collect();
    if lacking.is_empty() { Ok(()) } else { Err(Failure::lacking(lacking, analysis.sources.clone())) }
}

fn not_installed(name: &str, span: Option<Span>, server: Version) -> Diagnostic {
    let message = format!("The extension `{name}` is not installed on the server that proves, PostgreSQL {server}");
    let help = match extensions::named(name) {
        Some(known) => {
            let install = format!("Install the package `{}` (Debian, Ubuntu), or one like it, and run again", known.package(server.major));
            if known.instead.is_empty() { install } else { format!("{install}; or {}", known.instead) }
        }
        None => "Install it there and run again".to_string(),
    };
    at(Diagnostic::error("extension-not-installed", message), span, "this needs it").help(help)
}

fn needs_superuser(name: &str, span: Option<Span>) -> Diagnostic {
    let message = format!("Only a superuser may create the extension `{name}`");
    let help = format!(
        "Run the migration as one, or have one run `CREATE EXTENSION {};` before; the migration leaves an extension that stands as it is",
        crate::sql::quote_identifier(name)
    );
    at(Diagnostic::warning("extension-needs-superuser", message), span, "this needs it").help(help)
}

/// Of the kinds that PostgreSQL leaves to superusers whoever owns what they touch. The proof runs such a statement as one.
fn statement_needs_superuser(step: &Step) -> Option<Diagnostic> {
    let Change::Define { definition, .. } = &step.change else { return None };
    let (kind, create) = (definition.kind.as_str(), definition.create.as_str());
    let needs = match kind {
        "event trigger" | "operator class" => true,
        "cast" => create.contains(" WITHOUT FUNCTION"),
        "publication" => create.contains(" FOR ALL TABLES") || create.contains("TABLES IN SCHEMA "),
        _ => false,
    };
    let message = format!("Only a superuser may create the {kind} `{}`", definition.name);
    let help = "Run the migration as one; the proof ran this statement as one, and all others as a plain owner";
    needs.then(|| at(Diagnostic::warning("statement-needs-superuser", message), step.origin.span(), "this needs it").help(help))
}

fn at(diagnostic: Diagnostic, span: Option<Span>, label: &str) -> Diagnostic {
    match span {
        Some(span) => diagnostic.at(span, label),
        None => diagnostic,
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::pipeline::analysis::analyse;
    use crate::world::MemoryWorld;

    fn analysed(members: &str, rest: &str) -> Analysis {
        let world = MemoryWorld::new().with_file("a.schema", &format!("entity A {{\n  name varchar(9) unique\n  {members}\n}}\n{rest}\n"));
        analyse(&world, &[PathBuf::from("a.schema")], &Default::default()).expect("sound requirements")
    }

    fn adopted(members: &str, rest: &str) -> Vec<String> {
        let Analysis { domain, mut design, .. } = analysed(members, rest);
        let mut current = Catalog::default();
        for name in ["citext", "pg_trgm", "btree_gist", "uuid-ossp", "pgcrypto", "unheard_of"] {
            current.extensions.insert(name.to_string(), Extension { schema: "tools".to_string() });
        }
        adopt_standing(&current, &domain, &mut design);
        design.catalog.extensions.into_iter().map(|(name, extension)| format!("{}.{name}", extension.schema)).collect()
    }

    #[test]
    fn of_the_extensions_that_stand_those_that_are_used_belong_to_the_design() {
        for (members, expected) in [
            ("age int", &[][..]),
            ("code uuid = (uuid_generate_v4())", &["tools.uuid-ossp"]),
            ("check near (similarity(name, 'a') > 0.1)", &["tools.pg_trgm"]),
            ("check near (not (name % 'a'))", &["tools.pg_trgm"]),
            ("check small (name::citext <> 'a')", &["tools.citext"]),
            ("index (name) using gist", &["tools.btree_gist"]),
            ("index ((similarity(name, 'a')))", &["tools.pg_trgm"]),
            ("index (name) where (similarity(name, 'a') > 0.1)", &["tools.pg_trgm"]),
            ("secret_key varchar(99)\n  rows (name, secret_key) { (\"a\", (crypt('a', 'b'))) }", &["tools.pgcrypto"]),
            ("login citext", &["tools.citext"]),
            ("login hstore", &["public.hstore"]),
        ] {
            assert_eq!(adopted(members, ""), expected, "{members}");
        }
        for (rest, expected) in [
            ("view Near \"\"\"select name from \"as\" where name like 'a%'\"\"\"", &[][..]),
            ("view Near \"\"\"select similarity(name, 'a') as near from \"as\" \"\"\"", &["tools.pg_trgm"]),
            ("sql hashes after A \"\"\"create view hashes as select crypt(name, 'x') as hash from \"as\" \"\"\"", &["tools.pgcrypto"]),
        ] {
            assert_eq!(adopted("", rest), expected, "{rest}");
        }
    }

    #[test]
    fn a_type_is_looked_for_where_its_extension_stands() {
        let Analysis { domain, mut design, .. } = analysed("login citext", "");
        let current = Catalog {
            extensions: [("citext".to_string(), Extension { schema: "tools".to_string() })].into_iter().collect(),
            ..Catalog::default()
        };
        adopt_standing(&current, &domain, &mut design);
        let types: Vec<String> =
            design.catalog.tables.values().flat_map(|table| table.columns.values()).map(|column| column.data_type.to_string()).collect();
        assert!(types.contains(&"tools.citext".to_string()), "{types:?}");
    }

    #[test]
    fn an_extension_that_is_not_there_is_named_with_its_package() {
        let said = |name| {
            let diagnostic = not_installed(name, None, Version { major: 16, minor: 3 });
            (diagnostic.message, diagnostic.help.unwrap_or_default())
        };
        let (message, help) = said("vector");
        assert_eq!(message, "The extension `vector` is not installed on the server that proves, PostgreSQL 16.3");
        assert!(help.contains("`postgresql-16-pgvector`") && help.ends_with("or write `real[]`"), "{help}");
        assert!(said("pg_trgm").1.contains("`postgresql-16`"));
    }
}
