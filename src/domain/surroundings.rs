//! What stands round the entities: extensions, namespaces, tables that others make, tables that nobody here is concerned with.
//!
//! Comes in: the items of all files. Goes out: their meaning in the [`Domain`]. Never happens: an external entity that gets anything but its key.

use super::declarations::{Placed, check_printable, schema_of};
use super::types::{TypeTable, ValueClass};
use super::{Attribute, Domain, Entity, Field, Findings, Ignored, Key, KeyKind, Namespace};
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::{self, Ast, External, Item, Name};

pub(super) fn resolve(asts: &[Ast], domain: &mut Domain, findings: &mut Findings) {
    for item in asts.iter().flat_map(|ast| &ast.items) {
        match item {
            Item::Extension(item) => extension(&item.name, domain, findings),
            Item::Ignore(item) => domain.ignored.extend(item.patterns.iter().filter_map(|pattern| ignored(pattern, findings))),
            Item::Namespace(item) => namespace(item, domain, findings),
            _ => {}
        }
    }
}

fn extension(name: &Name, domain: &mut Domain, findings: &mut Findings) {
    check_printable(name, findings);
    if let Some(earlier) = domain.extensions.iter().find(|earlier| earlier.text == name.text) {
        findings.push(
            Diagnostic::error("duplicate-name", format!("the extension `{}` stands twice", name.text))
                .at(name.span, "again here")
                .related(earlier.span, "first here")
                .help("take one of them out"),
        );
    } else if name.text == "plpgsql" {
        findings.push(
            Diagnostic::error("extension-always-there", "`plpgsql` is always there")
                .at(name.span, "part of every database")
                .help("take the line out"),
        );
    } else {
        domain.extensions.push(name.clone());
    }
}

fn ignored(pattern: &ast::Text, findings: &mut Findings) -> Option<Ignored> {
    let bad = pattern.text.is_empty() || pattern.text.matches('.').count() > 1 || pattern.text.contains('\0');
    if bad {
        findings.push(
            Diagnostic::error("bad-pattern", "this names no table")
                .at(pattern.span, "not of the form `table` or `schema.table`")
                .help("write a table's name, perhaps with `*` for any text: `ignore \"django_*\"`, `ignore \"audit.*\"`"),
        );
        return None;
    }
    Some(Ignored { pattern: pattern.text.clone(), span: pattern.span })
}

/// What is declared cannot be ignored.
pub(super) fn ignored_entities(domain: &Domain, findings: &mut Findings) {
    for entity in &domain.entities {
        if let Some(ignored) = domain.ignored.iter().find(|ignored| ignored.covers(&entity.schema, &entity.table)) {
            findings.push(
                Diagnostic::error("ignored-entity", format!("`{}` is declared and ignored", entity.name.text))
                    .at(entity.name.span, format!("the table `{}`", entity.table))
                    .related(ignored.span, "ignored here")
                    .help("take one of the two out, or write a narrower pattern"),
            );
        }
    }
}

fn namespace(item: &ast::Namespace, domain: &mut Domain, findings: &mut Findings) {
    check_printable(&item.name, findings);
    let schema = schema_of(Some(&item.name.text));
    let documentation = item.doc.as_ref().map(|doc| doc.text.clone());
    if let Some(known) = domain.namespaces.iter_mut().find(|known| known.schema == schema) {
        known.documentation = known.documentation.take().or(documentation);
        return;
    }
    // Source: PostgreSQL, "5.9. Schemas": names that begin with pg_ are kept for the system.
    let kept = schema.starts_with("pg_") || schema == "information_schema";
    if kept || schema == "public" {
        let (label, help) = match kept {
            true => ("kept by PostgreSQL for itself", "write another name"),
            false => ("where everything outside of a namespace stands", "take the namespace away and leave its items"),
        };
        findings.push(
            Diagnostic::error("bad-namespace", format!("no namespace can be named `{}`", item.name.text))
                .at(item.name.span, label)
                .help(help),
        );
        return;
    }
    domain.namespaces.push(Namespace { name: item.name.clone(), schema, documentation });
}

/// An entity whose attributes are its key.
pub(super) fn external(written: &Placed<External>, types: &TypeTable, findings: &mut Findings) -> Entity {
    let attributes: Vec<Attribute> =
        written.columns.iter().map(|column| Attribute::Field(external_column(column, written, types, findings))).collect();
    let key = Key { name: None, kind: KeyKind::Attributes((0..attributes.len()).collect()), span: written.span, written: true };
    Entity {
        name: written.name.clone(),
        documentation: None,
        schema: written.space.map_or_else(
            || schema_of(None),
            |space| match &written.namespace {
                Some(_) => space.to_string(),
                None => schema_of(Some(space)),
            },
        ),
        table: written.name.text.clone(),
        table_written: None,
        key,
        attributes,
        many_to_many: Vec::new(),
        uniques: Vec::new(),
        indexes: Vec::new(),
        exclusions: Vec::new(),
        checks: Vec::new(),
        foreign_keys: Vec::new(),
        rows: Vec::new(),
        seed: None,
        timestamps: false,
        external: true,
    }
}

fn external_column(column: &ast::ExternalColumn, within: &Placed<External>, types: &TypeTable, findings: &mut Findings) -> Field {
    check_printable(&column.name, findings);
    let data_type = types.resolve(&column.data_type, within.space, findings);
    if let Some(mark) = column.data_type.optional {
        findings.push(
            Diagnostic::error("optional-key", format!("`{}` is part of the key and cannot be empty", column.name.text))
                .at(mark, "may be empty")
                .help("name the columns of the table's key, and no others"),
        );
    }
    if let ValueClass::Enumeration(_) = data_type.class {
        findings.push(
            Diagnostic::error("external-type", format!("`{}` has a type that this project makes", column.name.text))
                .at(column.data_type.span, "not there when the table is made")
                .help("write the type that the column has in PostgreSQL"),
        );
    }
    Field {
        name: column.name.clone(),
        documentation: None,
        column: column.name.text.clone(),
        data_type,
        optional: false,
        default: None,
        default_span: None,
        unique: None,
        check: None,
        source: None,
        collation: None,
        span: column.span,
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::Ignored;
    use crate::source::{FileId, Span};

    #[test]
    fn a_star_stands_for_any_text_and_a_pattern_without_a_dot_for_any_schema() {
        for (pattern, schema, table, covered) in [
            ("schema_migrations", "public", "schema_migrations", true),
            ("schema_migrations", "other", "schema_migrations", true),
            ("schema_migrations", "public", "schema_migrations_old", false),
            ("django_*", "public", "django_session", true),
            ("django_*", "public", "my_django_session", false),
            ("*_log", "public", "audit_log", true),
            ("a*b*c", "public", "abc", true),
            ("a*b*c", "public", "axxbyyc", true),
            ("a*b*c", "public", "acb", false),
            ("a*a", "public", "a", false),
            ("audit.*", "audit", "log", true),
            ("audit.*", "public", "audit", false),
            ("*", "any", "any", true),
        ] {
            let ignored = Ignored { pattern: pattern.to_string(), span: Span::new(FileId(0), 0, 0) };
            assert_eq!(ignored.covers(schema, table), covered, "{pattern} {schema}.{table}");
        }
    }
}
