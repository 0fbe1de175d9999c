//! `unique`, `index` and `check`: names to columns, expressions resolved.
//!
//! Comes in: an entity whose columns are known. Goes out: its constraints, in columns. Never happens: an index that the type cannot have.

use super::declarations::PlacedMember;
use super::expression::{self, Place, Scope, ScopeName};
use super::keys::{repeated, unordered};
use super::nearest::suggestion;
use super::types::{SqlType, TypeTable, ValueClass};
use super::{
    Attribute, Check, Entity, Exclusion, ExclusionPart, Findings, Index, IndexPart, IndexPartValue, Key, KeyKind, SqlFragment, Unique,
    ValueSource, postgres_types,
};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{self, Member, Name};

/// Source: PostgreSQL, "11.2. Index Types".
const METHODS: [&str; 6] = ["btree", "hash", "gin", "gist", "spgist", "brin"];

/// Kinds of indexes that an exclusion can have. Source: PostgreSQL, CREATE TABLE, EXCLUDE: those that support amgettuple.
const EXCLUDING: [&str; 4] = ["gist", "spgist", "btree", "hash"];

/// PostgreSQL's INDEX_MAX_KEYS.
const MOST_KEYS: usize = 32;

/// The constraints of one entity.
#[derive(Default)]
pub(super) struct Constraints {
    uniques: Vec<Unique>,
    indexes: Vec<Index>,
    exclusions: Vec<Exclusion>,
    checks: Vec<Check>,
    /// By the place of the field's name.
    field_checks: Vec<(Span, Option<SqlFragment>)>,
    /// What fields are computed of, by the place of the field's name.
    generated: Vec<(Span, SqlFragment)>,
}

impl Constraints {
    pub(super) fn enter(self, entity: &mut Entity) {
        (entity.uniques, entity.indexes, entity.exclusions, entity.checks) = (self.uniques, self.indexes, self.exclusions, self.checks);
        for (span, check) in self.field_checks {
            for attribute in &mut entity.attributes {
                if let Attribute::Field(field) = attribute
                    && field.name.span == span
                {
                    field.check.clone_from(&check);
                }
            }
        }
        for (span, fragment) in self.generated {
            let fields = entity.attributes.iter_mut().filter_map(|attribute| match attribute {
                Attribute::Field(field) if field.name.span == span => Some(field),
                _ => None,
            });
            fields.for_each(|field| field.source = Some(ValueSource::Generated(fragment.clone())));
        }
    }
}

/// `None` when it has none.
pub(super) fn resolve(entity: &Entity, members: &[PlacedMember], types: &TypeTable, findings: &mut Findings) -> Option<Constraints> {
    let wanted = |member: &Member| match member {
        Member::Unique(_) | Member::Index(_) | Member::Exclude(_) | Member::Check(_) => true,
        Member::Field(field) => field.check.is_some() || field.unique.is_some() || field.source.is_some(),
        _ => false,
    };
    if !members.iter().any(|placed| wanted(placed.member)) {
        return None;
    }
    let mut context = Context { entity, scope: scope(entity, types), findings };
    let mut constraints = Constraints::default();
    for placed in members {
        match placed.member {
            Member::Unique(written) => constraints.uniques.extend(context.unique(written)),
            Member::Index(written) => constraints.indexes.extend(context.index(written)),
            Member::Exclude(written) => constraints.exclusions.extend(context.exclusion(written)),
            Member::Check(written) => constraints.checks.extend(context.check(written)),
            Member::Field(written) => {
                context.unique_field(written);
                if let Some(ast::ValueSource::Generated(sql)) = &written.source {
                    let resolved = expression::resolve(sql, Place::Generated, &context.scope, context.findings);
                    constraints.generated.extend(resolved.map(|fragment| (written.name.span, fragment)));
                }
                if let Some(check) = &written.check {
                    let resolved = expression::resolve(check, Place::Check, &context.scope, context.findings);
                    constraints.field_checks.push((written.name.span, resolved));
                }
            }
            _ => {}
        }
    }
    Some(constraints)
}

/// The names that may stand in an entity's expressions: fields, references, and columns by their own names.
fn scope(entity: &Entity, types: &TypeTable) -> Scope {
    let mut scope = Scope::default();
    for attribute in &entity.attributes {
        let columns: Vec<String> = attribute.columns().into_iter().map(str::to_string).collect();
        let values = match attribute {
            Attribute::Field(field) => match field.data_type.class {
                ValueClass::Enumeration(index) => Some(types.enum_values(index).into_iter().map(str::to_string).collect()),
                _ => None,
            },
            Attribute::Reference(_) => None,
        };
        scope.insert(attribute.name().text.clone(), ScopeName { columns, values });
    }
    for attribute in &entity.attributes {
        for column in attribute.columns() {
            scope.entry(column.to_string()).or_insert_with(|| ScopeName { columns: vec![column.to_string()], values: None });
        }
    }
    for column in made_columns(entity) {
        scope.entry(column.to_string()).or_insert_with(|| ScopeName { columns: vec![column.to_string()], values: None });
    }
    scope
}

/// Columns that nobody wrote.
fn made_columns(entity: &Entity) -> Vec<&'static str> {
    let id = matches!(entity.key, Key { kind: KeyKind::Generated(_), .. }).then_some("id");
    let times: &[&str] = if entity.timestamps { &["created_at", "updated_at"] } else { &[] };
    id.into_iter().chain(times.iter().copied()).collect()
}

struct Context<'a> {
    entity: &'a Entity,
    scope: Scope,
    findings: &'a mut Findings,
}

impl Context<'_> {
    fn unique(&mut self, written: &ast::Unique) -> Option<Unique> {
        let mut attributes = Vec::new();
        let mut columns = Vec::new();
        for name in &written.fields {
            let found = self.columns(name, "`unique`")?;
            if found.iter().any(|column| columns.contains(column)) {
                self.findings.push(repeated(name, "`unique`"));
            }
            if let Some(sql) = self.column_type(name).filter(|sql| !postgres_types::has_order(sql)) {
                self.findings.push(unordered(&sql.name, name, "`unique`"));
            }
            attributes.extend(self.entity.attributes.iter().position(|attribute| attribute.name().text == name.text));
            columns.extend(found);
        }
        if attributes.len() != written.fields.len() {
            attributes.clear();
        }
        let condition = self.condition(written.condition.as_ref())?;
        if let (Some(_), Some(deferrable)) = (&condition, &written.deferrable) {
            self.findings.push(
                Diagnostic::error("deferrable-condition", "a rule for some rows only cannot wait for the end of the transaction")
                    .at(deferrable.span, "a unique index is checked at once")
                    .help("take `deferrable` or `where` out"),
            );
        }
        let include = self.included(&written.include)?;
        self.too_many_keys(columns.len() + include.len(), written.span);
        Some(Unique {
            name: written.name.clone(),
            attributes,
            columns,
            include,
            nulls_not_distinct: self.nulls_not_distinct(written.nulls_not_distinct),
            deferrable: written.deferrable,
            condition,
            span: written.span,
        })
    }

    fn unique_field(&mut self, written: &ast::Field) {
        let field = self.entity.fields().find(|field| field.name.span == written.name.span);
        if let (Some(_), Some(field)) = (written.unique, field)
            && !postgres_types::has_order(&field.data_type.sql)
        {
            self.findings.push(unordered(&field.data_type.word, &written.name, "`unique`"));
        }
    }

    fn index(&mut self, written: &ast::Index) -> Option<Index> {
        let method = self.method(written.method.as_ref());
        let mut parts = Vec::new();
        for part in &written.parts {
            let nulls_first = part.nulls_first.unwrap_or(part.descending);
            let make = |value| IndexPart {
                value,
                collation: part.collation.as_ref().map(|collation| collation.text.clone()),
                operator_class: part.operator_class.as_ref().map(|class| class.text.clone()),
                descending: part.descending,
                nulls_first,
            };
            match &part.value {
                ast::IndexPartValue::Field(name) => {
                    let columns = self.columns(name, "an index")?;
                    if part.operator_class.is_none() {
                        self.check_method(&method, name);
                    }
                    parts.extend(columns.into_iter().map(|column| make(IndexPartValue::Column(column))));
                }
                ast::IndexPartValue::Expression(expression) => {
                    let fragment = expression::resolve(expression, Place::IndexKey, &self.scope, self.findings)?;
                    parts.push(make(IndexPartValue::Expression(fragment)));
                }
            }
            let ordered = method == "btree";
            if !ordered && (part.descending || part.nulls_first.is_some()) {
                self.findings.push(
                    Diagnostic::error("index-without-order", format!("an index `using {method}` has no order"))
                        .at(part.span, "`asc`, `desc` and `nulls` mean nothing here")
                        .help("take it out, or leave `using` out"),
                );
            }
        }
        let include = self.included(&written.include)?;
        self.too_many_keys(parts.len() + include.len(), written.span);
        if written.unique.is_some() && method != "btree" {
            self.findings.push(
                Diagnostic::error("index-method-unique", format!("an index `using {method}` cannot be unique"))
                    .at(written.span, "only a btree can")
                    .help("take `unique` or `using` out"),
            );
        }
        if parts.len() > 1 && matches!(method.as_str(), "hash" | "spgist") {
            self.findings.push(
                Diagnostic::error("index-of-one-column", format!("an index `using {method}` has one column"))
                    .at(written.span, format!("{} columns", parts.len()))
                    .help("write one index for each, or leave `using` out"),
            );
        }
        let condition = self.condition(written.condition.as_ref())?;
        Some(Index {
            unique: written.unique.is_some(),
            name: written.name.clone(),
            parts,
            method,
            include,
            nulls_not_distinct: self.nulls_not_distinct(written.nulls_not_distinct),
            condition,
            span: written.span,
        })
    }

    fn exclusion(&mut self, written: &ast::Exclude) -> Option<Exclusion> {
        let method = match &written.method {
            Some(_) => self.method(written.method.as_ref()),
            None => "gist".to_string(),
        };
        if let Some(name) = written.method.as_ref().filter(|_| !EXCLUDING.contains(&method.as_str())) {
            self.findings.push(
                Diagnostic::error("exclusion-method", format!("`using {method}` cannot exclude"))
                    .at(name.span, "finds no overlap")
                    .help("leave `using` out: gist is meant"),
            );
            return None;
        }
        let mut parts = Vec::new();
        for part in &written.parts {
            let operator = part.operator.text.clone();
            let equality = matches!(operator.as_str(), "=" | "<>");
            match &part.value {
                ast::IndexPartValue::Field(name) => {
                    let columns = self.columns(name, "an exclusion")?;
                    let sql = self.column_type(name);
                    let scalar = sql.as_ref().is_none_or(|sql| postgres_types::method_refuses("gist", sql).is_some());
                    if let Some(help) = sql.filter(|_| method == "gist").and_then(|sql| postgres_types::never_in_gist(&sql)) {
                        self.findings.push(
                            Diagnostic::error("index-method-type", format!("an exclusion cannot hold `{}`", name.text))
                                .at(name.span, "its type has no operators for it")
                                .help(help),
                        );
                        return None;
                    }
                    if scalar && operator == "&&" {
                        self.findings.push(
                            Diagnostic::error("exclusion-operator", format!("values of `{}` cannot overlap", name.text))
                                .at(part.operator.span, "compares ranges and shapes")
                                .help("write `with =`, or a range of it: `(tstzrange(starts_at, ends_at)) with &&`"),
                        );
                        return None;
                    }
                    let needs_btree_gist = scalar && method == "gist";
                    let part =
                        |column| ExclusionPart { value: IndexPartValue::Column(column), operator: operator.clone(), needs_btree_gist };
                    parts.extend(columns.into_iter().map(part));
                }
                ast::IndexPartValue::Expression(expression) => {
                    let fragment = expression::resolve(expression, Place::IndexKey, &self.scope, self.findings)?;
                    let needs_btree_gist = equality && method == "gist";
                    parts.push(ExclusionPart { value: IndexPartValue::Expression(fragment), operator, needs_btree_gist });
                }
            }
        }
        self.too_many_keys(parts.len(), written.span);
        let condition = self.condition(written.condition.as_ref())?;
        Some(Exclusion { name: written.name.clone(), parts, method, condition, span: written.span })
    }

    fn check(&mut self, written: &ast::Check) -> Option<Check> {
        let expression = expression::resolve(&written.expression, Place::Check, &self.scope, self.findings)?;
        if expression.columns.is_empty() {
            self.findings.push(
                Diagnostic::error("check-without-field", "this check reads no field")
                    .at(written.expression.span, "always true or always false")
                    .help("compare a field: `check (ends_at > starts_at)`"),
            );
        }
        Some(Check { name: written.name.clone(), expression, not_valid: written.not_valid.is_some(), span: written.span })
    }

    fn included(&mut self, names: &[Name]) -> Option<Vec<String>> {
        let mut found = Vec::new();
        for name in names {
            found.extend(self.columns(name, "`include`")?);
        }
        Some(found)
    }

    /// Source: PostgreSQL 15 release notes, UNIQUE NULLS NOT DISTINCT.
    fn nulls_not_distinct(&mut self, written: Option<Span>) -> bool {
        if let Some(span) = written.filter(|_| self.findings.target < 15) {
            self.findings.push(
                Diagnostic::error(
                    "needs-newer-postgres",
                    format!("`nulls not distinct` needs PostgreSQL 15; the target is {}", self.findings.target),
                )
                .at(span, "came with 15")
                .help("write `postgres 15` in the settings, or two rules with `where`"),
            );
        }
        written.is_some()
    }

    /// `None` when the condition is wrong, `Some(None)` when there is none.
    fn condition(&mut self, written: Option<&ast::SqlExpression>) -> Option<Option<SqlFragment>> {
        match written {
            None => Some(None),
            Some(written) => expression::resolve(written, Place::Predicate, &self.scope, self.findings).map(Some),
        }
    }

    fn columns(&mut self, name: &Name, place: &str) -> Option<Vec<String>> {
        if let Some(found) = self.scope.get(&name.text) {
            return Some(found.columns.clone());
        }
        let known = self.scope.keys().map(String::as_str);
        self.findings.push(
            Diagnostic::error("unknown-field", format!("`{}` has no field `{}` for {place}", self.entity.name.text, name.text))
                .at(name.span, "unknown")
                .help(suggestion(&name.text, known, "fields")),
        );
        None
    }

    fn column_type(&self, name: &Name) -> Option<SqlType> {
        self.entity.attributes.iter().find_map(|attribute| match attribute {
            Attribute::Field(field) if field.name.text == name.text => Some(field.data_type.sql.clone()),
            _ => None,
        })
    }

    fn method(&mut self, written: Option<&Name>) -> String {
        let Some(name) = written else { return "btree".to_string() };
        let method = name.text.to_lowercase();
        if METHODS.contains(&method.as_str()) {
            return method;
        }
        self.findings.push(
            Diagnostic::error("unknown-index-method", format!("there is no kind of index `{}`", name.text))
                .at(name.span, "unknown")
                .help(suggestion(&name.text, METHODS, "kinds")),
        );
        "btree".to_string()
    }

    fn check_method(&mut self, method: &str, name: &Name) {
        let Some(sql) = self.column_type(name) else { return };
        if let Some(help) = postgres_types::method_refuses(method, &sql) {
            self.findings.push(
                Diagnostic::error("index-method-type", format!("an index `using {method}` cannot hold `{}`", name.text))
                    .at(name.span, "its type has no operators for it")
                    .help(help),
            );
        }
    }

    fn too_many_keys(&mut self, count: usize, span: Span) {
        if count > MOST_KEYS {
            self.findings.push(
                Diagnostic::error("too-many-index-columns", format!("an index has at most {MOST_KEYS} columns"))
                    .at(span, format!("{count} columns"))
                    .help("name fewer fields"),
            );
        }
    }
}
