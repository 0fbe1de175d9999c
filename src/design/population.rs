//! The rows that the requirements ask for, in the catalog's names.
//!
//! Comes in: the domain and the foreign keys' names. Goes out: a [`Population`]. Never happens: a value made up (that is `seed`'s).

use crate::ordered::IndexMap;
use crate::source::Origin;

use super::draft::Draft;
use super::literal::given;
use super::{GivenValue, InitialRows, Meaning, Population, PopulationField, SampleRequest, TablePopulation};
use crate::catalog::{ObjectPath, QualifiedName};
use crate::domain::{Attribute, Domain, Entity, EnumStyle, Enumeration, Field};

pub(super) fn populate(draft: &Draft) -> Population {
    let domain = draft.domain;
    let mut tables = IndexMap::default();
    if domain.settings.enums == EnumStyle::Table {
        for enumeration in &domain.enums {
            tables.insert(QualifiedName::new(&enumeration.schema, &enumeration.lookup_table), lookup(enumeration));
        }
    }
    for (index, entity) in draft.entities() {
        tables.insert(draft.table_name(entity), of_entity(draft, index, entity));
    }
    for (_, entity) in draft.entities() {
        for relation in &entity.many_to_many {
            let name = format!("{}.{}", entity.name.text, relation.name.text);
            tables.insert(QualifiedName::new(&entity.schema, &relation.table), empty(name, true));
        }
    }
    Population { salt: domain.project.clone(), locale: domain.settings.locale.to_string(), tables }
}

fn empty(entity: String, join_table: bool) -> TablePopulation {
    TablePopulation { entity, join_table, ..TablePopulation::default() }
}

fn of_entity(draft: &Draft, index: usize, entity: &Entity) -> TablePopulation {
    let field = |attribute: usize| population_field(draft, index, entity, attribute);
    let initial = entity.rows.iter().map(|rows| InitialRows {
        fields: rows.attributes.iter().filter_map(|attribute| field(*attribute)).collect(),
        rows: rows.rows.iter().map(|(values, span)| (values.iter().map(given).collect(), *span)).collect(),
        span: rows.span,
    });
    let sample = entity.seed.as_ref().map(|seed| SampleRequest {
        count: seed.count,
        flexible: false,
        on_command_line: false,
        fixed: seed.fixed.iter().filter_map(|(attribute, literal)| Some((field(*attribute)?, given(literal)))).collect(),
        span: Some(seed.span),
    });
    let meanings = entity.fields().map(|field| (field.column.clone(), meaning(draft.domain, field))).collect();
    let table = QualifiedName::new(&entity.schema, &entity.table);
    let checks = draft.catalog.tables.get(&table).into_iter().flat_map(|table| table.checks.keys());
    let place = |name: &String| draft.origins.get(&ObjectPath::Constraint(table.clone(), name.clone())).and_then(Origin::span);
    let places = checks.filter_map(|name| Some((name.clone(), place(name)?))).collect();
    TablePopulation { initial: initial.collect(), sample, meanings, places, ..empty(entity.name.text.clone(), false) }
}

fn population_field(draft: &Draft, index: usize, entity: &Entity, attribute: usize) -> Option<PopulationField> {
    match entity.attributes.get(attribute)? {
        Attribute::Field(field) => Some(PopulationField::Column(field.column.clone())),
        Attribute::Reference(_) => draft.foreign_keys.get(&(index, attribute)).cloned().map(PopulationField::ForeignKey),
    }
}

/// For an enum the arguments are its values, whatever the settings make of it.
fn meaning(domain: &Domain, field: &Field) -> Meaning {
    let data_type = &field.data_type;
    let values = data_type.sql.enumeration.and_then(|index| domain.enums.get(index));
    Meaning {
        semantic: data_type.word.clone(),
        arguments: match values {
            Some(enumeration) => enumeration.values.iter().map(|(name, _)| name.text.clone()).collect(),
            None => data_type.arguments.clone(),
        },
        closed: values.is_some(),
        minimum_length: data_type.minimum_length,
        maximum_length: data_type.maximum_length,
        pattern: data_type.pattern.clone(),
        field: field.name.text.clone(),
        documentation: field.documentation.clone(),
    }
}

/// The rows of a lookup table are its enum's values.
fn lookup(enumeration: &Enumeration) -> TablePopulation {
    let rows = enumeration.values.iter().map(|(name, _)| (vec![GivenValue::Text(name.text.clone())], name.span));
    TablePopulation {
        lookup: true,
        initial: vec![InitialRows {
            fields: vec![PopulationField::Column("value".to_string())],
            rows: rows.collect(),
            span: enumeration.name.span,
        }],
        ..empty(enumeration.name.text.clone(), false)
    }
}
