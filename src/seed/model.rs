//! A table as the seed sees it: which fields get values, what they must fulfil, and how its rows are told apart.

use crate::ordered::IndexMap;

use crate::catalog::{Catalog, Column, ColumnValue, Deferrable, ForeignKey, IndexKeyValue, QualifiedName, Table};
use crate::design::{Meaning, Population, TablePopulation};

use super::condition::{Condition, Limits, Reader, Scope, limits};
use super::draw::key;
use super::field::{Family, Field, Kind, owner_of};
use super::{SeedField, SeedValue, order};

/// One field of the rows.
pub enum Slot<'a> {
    Column { index: usize, field: Box<Field> },
    Reference(Reference<'a>),
}

pub struct Reference<'a> {
    pub foreign_key: &'a ForeignKey,
    pub columns: Vec<usize>,
    pub optional: bool,
    pub to_itself: bool,
    pub key: u64,
}

impl Slot<'_> {
    pub fn columns(&self) -> &[usize] {
        match self {
            Slot::Column { index, .. } => std::slice::from_ref(index),
            Slot::Reference(reference) => &reference.columns,
        }
    }

    pub fn optional(&self) -> bool {
        match self {
            Slot::Column { field, .. } => field.nullable,
            Slot::Reference(reference) => reference.optional,
        }
    }
}

/// What must be distinct.
pub struct UniqueKey {
    pub name: String,
    pub parts: Vec<KeyPart>,
    pub nulls_equal: bool,
    pub predicate: Option<Condition>,
    /// Slots that its parts read.
    pub slots: Vec<usize>,
}

pub enum KeyPart {
    Column(usize),
    Expression(Condition),
}

pub struct NamedCondition {
    pub name: String,
    pub condition: Condition,
    pub slots: Vec<usize>,
}

pub struct Model<'a> {
    pub table: &'a Table,
    pub population: &'a TablePopulation,
    pub kind: Kind,
    pub key: u64,
    /// In the order of the table's columns; a reference stands where its first column does.
    pub slots: Vec<Slot<'a>>,
    pub unique_keys: Vec<UniqueKey>,
    pub conditions: Vec<NamedCondition>,
    /// Columns of the key that rows are recognised by; `None` when there is no such key.
    pub identity: Option<Vec<String>>,
    /// Required foreign keys that share a column with another, so that the parents of both cannot be chosen.
    pub unfilled: Vec<&'a ForeignKey>,
}

impl<'a> Model<'a> {
    pub fn new(
        catalog: &'a Catalog,
        population: &'a Population,
        table: &'a Table,
        rows: &'a TablePopulation,
        order: &order::Order,
        reader: &mut Reader,
    ) -> Model<'a> {
        let name = table.name.to_string();
        let scope = Scope { columns: &table.columns };
        let conditions: Vec<(String, Condition)> =
            table.checks.values().map(|check| (check.name.clone(), reader.condition(&check.expression.written, &scope))).collect();
        let mut bounds = vec![Limits::default(); table.columns.len()];
        for (_, condition) in &conditions {
            limits(condition, &mut bounds);
        }
        let mut model = Model {
            table,
            population: rows,
            kind: Kind::of(&rows.entity),
            key: key(&[&population.salt, &name]),
            slots: Vec::new(),
            unique_keys: Vec::new(),
            conditions: Vec::new(),
            identity: None,
            unfilled: Vec::new(),
        };
        (model.slots, model.unfilled) = model.find_slots(catalog, population, order, &mut bounds, reader);
        model.conditions = conditions
            .into_iter()
            .map(|(name, condition)| NamedCondition { name, slots: model.slots_of(&condition.columns), condition })
            .collect();
        model.unique_keys = model.find_unique_keys(reader, &scope);
        model.identity = model.find_identity();
        if model.identity.is_none() {
            model.unique_keys.push(model.whole_row());
        }
        model
    }

    fn find_slots(
        &self,
        catalog: &'a Catalog,
        population: &Population,
        order: &order::Order,
        bounds: &mut [Limits],
        reader: &mut Reader,
    ) -> (Vec<Slot<'a>>, Vec<&'a ForeignKey>) {
        let mut slots: Vec<Slot<'a>> = Vec::new();
        let mut unfilled = Vec::new();
        let mut taken = vec![false; self.table.columns.len()];
        // Required ones first, then the widest: what has its author by (tenant, author) has its tenant by that, too.
        let mut foreign_keys: Vec<&ForeignKey> = self.table.foreign_keys.values().collect();
        foreign_keys.sort_by_key(|key| (order::is_optional(self.table, key), std::cmp::Reverse(key.columns.len())));
        for foreign_key in foreign_keys {
            let columns: Option<Vec<usize>> = foreign_key.columns.iter().map(|name| self.table.columns.get_index_of(name)).collect();
            let Some(columns) = columns else { continue };
            if columns.iter().any(|index| taken[*index]) {
                unfilled.extend(self.leave_null(foreign_key, &columns, &mut taken));
                continue;
            }
            columns.iter().for_each(|index| taken[*index] = true);
            if order.left_null.contains(&(self.table.name.clone(), foreign_key.name.clone())) {
                continue;
            }
            slots.push(Slot::Reference(Reference {
                foreign_key,
                columns,
                optional: order::is_optional(self.table, foreign_key),
                to_itself: foreign_key.references == self.table.name,
                key: key(&[&population.salt, &self.table.name.to_string(), &foreign_key.columns.join(",")]),
            }));
        }
        for (index, column) in self.table.columns.values().enumerate() {
            if !taken[index] && self.is_supplied(column) {
                let limits = bounds.get_mut(index).map(std::mem::take).unwrap_or_default();
                let field = Box::new(self.field(catalog, population, column, limits, reader));
                slots.push(Slot::Column { index, field });
            }
        }
        slots.sort_by_key(|slot| slot.columns().iter().min().copied());
        (slots, unfilled)
    }

    /// A foreign key that shares columns with one that is filled: its others stay NULL, which binds it to no parent. Gives it back where that
    /// cannot be. With no other columns it follows from the one that is filled; where it does not, PostgreSQL refuses the row.
    fn leave_null(&self, foreign_key: &'a ForeignKey, columns: &[usize], taken: &mut [bool]) -> Option<&'a ForeignKey> {
        let nullable = |index: &usize| self.table.columns.get_index(*index).is_some_and(|(_, column)| !column.not_null);
        let others: Vec<usize> = columns.iter().copied().filter(|index| !taken[*index]).collect();
        let left: Vec<usize> = others.iter().copied().filter(nullable).collect();
        left.iter().for_each(|index| taken[*index] = true);
        let bound = !others.is_empty() && (left.is_empty() || foreign_key.match_full);
        bound.then_some(foreign_key)
    }

    /// Whether the seed gives the column a value. Keys and whatever has a default without a meaning are the database's, dates apart.
    fn is_supplied(&self, column: &Column) -> bool {
        let population = self.population;
        match &column.value {
            ColumnValue::Generated(_) => false,
            _ if population.supplied.contains(&column.name) => true,
            _ if population.numbered && self.is_in_key(&column.name) => true,
            ColumnValue::Serial { .. } | ColumnValue::Identity(_) => false,
            ColumnValue::None => true,
            ColumnValue::Default(_) => {
                population.meanings.contains_key(&column.name)
                    || Family::of(&column.data_type) == Family::Time
                    || population.unexplained && constant_default(column).is_some()
            }
        }
    }

    fn is_in_key(&self, column: &String) -> bool {
        self.table.primary_key.as_ref().is_some_and(|key| key.columns.contains(column))
    }

    fn field(&self, catalog: &Catalog, population: &Population, column: &Column, mut limits: Limits, reader: &mut Reader) -> Field {
        let meaning = self
            .population
            .meanings
            .get(&column.name)
            .cloned()
            .unwrap_or_else(|| Meaning { field: column.name.clone(), ..Meaning::default() });
        let name = self.table.name.to_string();
        let least = [limits.minimum_length, meaning.minimum_length.map(u64::from)].into_iter().flatten().max();
        let most = [limits.maximum_length, meaning.maximum_length.map(u64::from), type_length(column)].into_iter().flatten().min();
        (limits.minimum_length, limits.maximum_length) = (least, most);
        if let Some(pattern) = &meaning.pattern {
            limits.pattern = reader.pattern(pattern).or(limits.pattern);
        }
        let values = match column.data_type.user_name().and_then(|name| catalog.enums.get(&name)) {
            Some(values) => values.values.iter().map(|value| SeedValue::Text(value.clone())).collect(),
            // The elements of an array have no CHECK of their own that tells them one by one.
            None if column.data_type.array && meaning.closed => meaning.arguments.iter().cloned().map(SeedValue::Text).collect(),
            None => limits.one_of.clone().unwrap_or_default(),
        };
        let values = match (&limits.one_of, values) {
            // A CHECK may allow only some of an enum's values.
            (Some(allowed), values) => values.into_iter().filter(|value| allowed.contains(value)).collect(),
            (None, values) => values,
        };
        let field = Field {
            name: column.name.clone(),
            data_type: column.data_type.clone(),
            family: Family::of(&column.data_type),
            meaning,
            kind: self.kind,
            values,
            limits,
            default: constant_default(column),
            nullable: !column.not_null,
            unique: is_alone_in_a_key(self.table, &column.name),
            ordinal: self.population.unexplained && self.table.primary_key.as_ref().is_some_and(|key| key.columns == [column.name.clone()]),
            key: key(&[&population.salt, &name, &column.name]),
            group: key(&[&population.salt, &name, "row of", &owner_of(&column.name)]),
            generator: None,
        };
        Field { generator: super::generators::choose(&field), ..field }
    }

    pub fn slots_of(&self, columns: &[usize]) -> Vec<usize> {
        let reads = |slot: &Slot| slot.columns().iter().any(|index| columns.contains(index));
        self.slots.iter().enumerate().filter(|(_, slot)| reads(slot)).map(|(index, _)| index).collect()
    }

    pub fn slot_of_column(&self, name: &str) -> Option<usize> {
        let column = self.table.columns.get_index_of(name)?;
        self.slots.iter().position(|slot| slot.columns().contains(&column))
    }

    pub fn slot_of_foreign_key(&self, name: &str) -> Option<usize> {
        self.slots.iter().position(|slot| matches!(slot, Slot::Reference(reference) if reference.foreign_key.name == name))
    }

    pub fn seed_field(&self, slot: &Slot) -> SeedField {
        match slot {
            Slot::Column { field, .. } => SeedField::Column { name: field.name.clone(), data_type: field.data_type.clone() },
            Slot::Reference(reference) => SeedField::ForeignKey {
                columns: reference.foreign_key.columns.clone(),
                parent: reference.foreign_key.references.clone(),
                parent_columns: reference.foreign_key.referenced_columns.clone(),
            },
        }
    }

    fn find_unique_keys(&self, reader: &mut Reader, scope: &Scope) -> Vec<UniqueKey> {
        let plain = |name: &str, columns: &[String], nulls_equal: bool| {
            let columns: Option<Vec<usize>> = columns.iter().map(|name| self.table.columns.get_index_of(name)).collect();
            columns.map(|columns| UniqueKey {
                name: name.to_string(),
                slots: self.slots_of(&columns),
                parts: columns.into_iter().map(KeyPart::Column).collect(),
                nulls_equal,
                predicate: None,
            })
        };
        let mut keys = Vec::new();
        keys.extend(self.table.primary_key.iter().filter_map(|primary| plain(&primary.name, &primary.columns, false)));
        keys.extend(self.table.uniques.values().filter_map(|unique| plain(&unique.name, &unique.columns, unique.nulls_not_distinct)));
        for index in self.table.indexes.values().filter(|index| index.unique) {
            let mut columns = Vec::new();
            let mut parts = Vec::new();
            for part in &index.keys {
                match &part.value {
                    IndexKeyValue::Column(name) => parts.extend(self.table.columns.get_index_of(name).map(KeyPart::Column)),
                    IndexKeyValue::Expression(expression) => parts.push(KeyPart::Expression(reader.condition(&expression.written, scope))),
                }
            }
            for part in &parts {
                match part {
                    KeyPart::Column(column) => columns.push(*column),
                    KeyPart::Expression(expression) => columns.extend(&expression.columns),
                }
            }
            let predicate = index.predicate.as_ref().map(|predicate| reader.condition(&predicate.written, scope));
            keys.push(UniqueKey {
                name: index.name.clone(),
                slots: self.slots_of(&columns),
                parts,
                nulls_equal: index.nulls_not_distinct,
                predicate,
            });
        }
        // A key with a column that the database fills is the database's to keep distinct.
        keys.retain(|key| key.parts.iter().all(|part| !matches!(part, KeyPart::Column(column) if self.is_databases(*column))));
        keys
    }

    fn is_databases(&self, column: usize) -> bool {
        !self.slots.iter().any(|slot| slot.columns().contains(&column))
    }

    /// The primary key first, then the key with the fewest and foremost columns.
    fn find_identity(&self) -> Option<Vec<String>> {
        let mut keys: Vec<(usize, &Vec<String>)> = Vec::new();
        let rank = |columns: &Vec<String>| {
            let last = columns.iter().filter_map(|name| self.table.columns.get_index_of(name)).max().unwrap_or(0);
            columns.len() * 10_000 + last
        };
        keys.extend(self.table.primary_key.iter().map(|primary| (0, &primary.columns)));
        // PostgreSQL refuses a deferrable constraint as the arbiter of ON CONFLICT.
        let uniques = self.table.uniques.values().filter(|unique| unique.deferrable == Deferrable::No);
        keys.extend(uniques.map(|unique| (rank(&unique.columns), &unique.columns)));
        keys.sort_by_key(|(rank, _)| *rank);
        let usable = |columns: &Vec<String>| {
            columns.iter().all(|name| {
                let not_null = self.table.columns.get(name).is_some_and(|column| column.not_null);
                not_null && self.slot_of_column(name).is_some()
            })
        };
        let by_constraint = keys.into_iter().map(|(_, columns)| columns.clone()).find(|columns| usable(columns));
        by_constraint.or_else(|| self.plain_unique_indexes().into_iter().find(|columns| usable(columns)))
    }

    /// Unique indexes on plain columns, without a predicate.
    fn plain_unique_indexes(&self) -> Vec<Vec<String>> {
        let column = |value: &IndexKeyValue| if let IndexKeyValue::Column(name) = value { Some(name.clone()) } else { None };
        let plain = self.table.indexes.values().filter(|index| index.unique && index.valid && index.predicate.is_none());
        plain.filter_map(|index| index.keys.iter().map(|key| column(&key.value)).collect()).collect()
    }

    /// Rows without a key are recognised by all their values, so these must differ.
    fn whole_row(&self) -> UniqueKey {
        let slots: Vec<usize> = (0..self.slots.len()).filter(|index| is_comparable(self.table, &self.slots[*index])).collect();
        let parts = slots.iter().flat_map(|index| self.slots[*index].columns().iter().copied().map(KeyPart::Column)).collect();
        UniqueKey { name: String::new(), parts, nulls_equal: true, predicate: None, slots }
    }
}

/// Types without an equality that IS NOT DISTINCT FROM could use.
pub fn is_comparable(table: &Table, slot: &Slot) -> bool {
    slot.columns().iter().all(|index| {
        table.columns.get_index(*index).is_some_and(|(_, column)| {
            !matches!(column.data_type.name.as_str(), "json" | "xml" | "point" | "box" | "line" | "lseg" | "path" | "polygon" | "circle")
        })
    })
}

fn type_length(column: &Column) -> Option<u64> {
    let text = matches!(column.data_type.name.as_str(), "character varying" | "character" | "bit" | "bit varying");
    match column.data_type.modifiers.first() {
        Some(length) if text && !column.data_type.array => length.parse().ok(),
        None if column.data_type.name == "character" => Some(1),
        _ => None,
    }
}

fn is_alone_in_a_key(table: &Table, column: &str) -> bool {
    let alone = |columns: &[String]| columns.len() == 1 && columns.first().is_some_and(|name| name == column);
    let by_index = |index: &crate::catalog::Index| {
        index.unique && matches!(index.keys.as_slice(), [key] if matches!(&key.value, IndexKeyValue::Column(name) if name == column))
    };
    table.primary_key.as_ref().is_some_and(|primary| alone(&primary.columns))
        || table.uniques.values().any(|unique| alone(&unique.columns))
        || table.indexes.values().any(by_index)
}

/// `'draft'::public.post_status` → the text `draft`; `None` for what is computed.
pub fn constant_default(column: &Column) -> Option<SeedValue> {
    let ColumnValue::Default(expression) = &column.value else { return None };
    let text = expression.written.trim();
    match text.to_ascii_lowercase().as_str() {
        "true" => return Some(SeedValue::Boolean(true)),
        "false" => return Some(SeedValue::Boolean(false)),
        _ => {}
    }
    if super::decimal::Decimal::parse(text).is_some() {
        return Some(SeedValue::Number(text.to_string()));
    }
    // A string constant, with at most a cast after it.
    let (inner, rest) = text.strip_prefix('\'')?.rsplit_once('\'')?;
    let plain = !inner.replace("''", "").contains('\'') && (rest.is_empty() || rest.starts_with("::"));
    plain.then(|| SeedValue::Text(inner.replace("''", "'")))
}

/// Models of all tables, by name.
pub type Models<'a> = IndexMap<QualifiedName, Model<'a>>;
