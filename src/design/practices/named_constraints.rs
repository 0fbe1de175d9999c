//! `named-constraints`: unique constraints and checks, each with a name that says what it is.

use super::{Practice, Work, text_plus_check};
use crate::catalog::{Deferrable, Expression, Index, IndexKey, ObjectPath, QualifiedName, UniqueConstraint};
use crate::design::draft::Draft;
use crate::domain::{Attribute, Domain, Entity, EnumStyle, Field, Unique};
use crate::source::Origin;
use crate::sql::{quote_identifier, quote_literal};

pub const PRACTICE: Practice = Practice {
    code: "named-constraints",
    summary: "Constraints have names by one convention: pk_, uq_, fk_, ck_ and idx_ before table and columns",
    source: "pgrubic NM001 to NM009; GitLab database guidelines, constraint naming; Alembic, the importance of naming constraints",
    documentation: "The name stands in every error of PostgreSQL, and a later migration needs it. All conditions of one column are one check `ck_<table>_<column>`. \
                    A unique rule with `where` is a unique index, as PostgreSQL has no such constraint.",
    work: Work::Builds(build),
    example: "entity Product {\n  sku varchar(3..20) unique\n  price decimal(12,2) check (price > 0)\n}",
};

fn build(draft: &mut Draft) {
    for (_, entity) in draft.entities() {
        let table = draft.table_name(entity);
        for attribute in &entity.attributes {
            let unique = match attribute {
                Attribute::Field(field) => field.unique,
                Attribute::Reference(reference) => reference.unique,
            };
            if unique.is_some() {
                let columns = attribute.columns().into_iter().map(str::to_string).collect();
                draft.add_unique(&table, None, unique_over(columns), Origin::Written(attribute.span()));
            }
        }
        for unique in &entity.uniques {
            add_unique(draft, &table, unique);
        }
        for field in entity.fields() {
            field_check(draft, &table, field);
        }
        for check in &entity.checks {
            let name = draft.add_check(
                &table,
                check.name.as_ref(),
                &check.expression.columns,
                check.expression.text.clone(),
                Origin::Written(check.span),
            );
            if let Some(made) = draft.table(&table).checks.get_mut(&name) {
                made.validated = !check.not_valid;
            }
        }
        one_to_one(draft, &table, entity);
    }
}

fn unique_over(columns: Vec<String>) -> UniqueConstraint {
    UniqueConstraint {
        name: String::new(),
        columns,
        include: Vec::new(),
        nulls_not_distinct: false,
        deferrable: Deferrable::No,
        comment: None,
    }
}

fn add_unique(draft: &mut Draft, table: &QualifiedName, unique: &Unique) {
    let Some(condition) = &unique.condition else {
        let constraint = UniqueConstraint {
            include: unique.include.clone(),
            nulls_not_distinct: unique.nulls_not_distinct,
            deferrable: super::deferrable(unique.deferrable),
            ..unique_over(unique.columns.clone())
        };
        return draft.add_unique(table, unique.name.as_ref(), constraint, Origin::Written(unique.span));
    };
    let index = Index {
        name: String::new(),
        method: "btree".to_string(),
        unique: true,
        nulls_not_distinct: unique.nulls_not_distinct,
        keys: unique.columns.iter().map(IndexKey::column).collect(),
        include: unique.include.clone(),
        predicate: Some(Expression::new(condition.text.clone())),
        storage_parameters: crate::ordered::IndexMap::default(),
        valid: true,
        comment: None,
    };
    let name = draft.add_index(table, unique.name.as_ref(), &unique.columns, index, Origin::Written(unique.span));
    let reason = "A unique rule that holds for some rows only is a unique index: PostgreSQL has no such constraint";
    draft.decide(PRACTICE.code, ObjectPath::Index(table.clone(), name), reason);
}

/// Everything that must hold of one column, as one check.
fn field_check(draft: &mut Draft, table: &QualifiedName, field: &Field) {
    let mut parts: Vec<String> = text_plus_check::length(draft.domain, field).into_iter().collect();
    parts.extend(field.data_type.checks.iter().map(|check| match field.optional {
        true => check.for_optional_column(&field.column),
        false => check.for_column(&field.column),
    }));
    parts.extend(enum_check(draft.domain, field));
    let own = field.check.as_ref().map(|check| check.text.clone());
    let text = match (parts.is_empty(), own) {
        (true, None) => return,
        (true, Some(own)) => own,
        (false, None) => parts.join(" AND "),
        (false, Some(own)) => format!("{} AND ({own})", parts.join(" AND ")),
    };
    draft.add_check(table, None, std::slice::from_ref(&field.column), text, Origin::Written(field.span));
}

/// `enums check`; also for arrays under `enums table`, as the elements of an array cannot refer to a table.
fn enum_check(domain: &Domain, field: &Field) -> Option<String> {
    let enumeration = domain.enums.get(field.data_type.sql.enumeration?)?;
    let array = field.data_type.sql.array;
    if domain.settings.enums == EnumStyle::Native || (domain.settings.enums == EnumStyle::Table && !array) {
        return None;
    }
    let column = quote_identifier(&field.column);
    let values: Vec<String> = enumeration.values.iter().map(|(name, _)| quote_literal(&name.text).to_string()).collect();
    Some(match array {
        true => {
            let element = if domain.settings.strings == crate::domain::StringStyle::Text { "text" } else { "varchar" };
            format!("{column} <@ ARRAY[{}]::{element}[]", values.join(", "))
        }
        false => format!("{column} IN ({})", values.join(", ")),
    })
}

fn one_to_one(draft: &mut Draft, table: &QualifiedName, entity: &Entity) {
    for reference in entity.references().filter(|reference| reference.unique.is_some()) {
        let Some(column) = reference.columns.first() else { continue };
        let target = &draft.domain.entity(reference.target).name.text;
        let reason = format!("A `{target}` has at most one `{}`: the reference is unique", entity.name.text);
        draft.decide(PRACTICE.code, ObjectPath::Column(table.clone(), column.column.clone()), reason);
    }
}
