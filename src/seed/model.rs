//! A table as the seed sees it: which fields get values, what they must fulfil, and how its rows are told apart.

use crate::ordered::IndexMap;

use crate::catalog::{Catalog, Column, ColumnValue, Deferrable, ForeignKey, IndexKeyValue, QualifiedName, Table};
use crate::design::{Meaning, Population, TablePopulation};

use super::condition::{Condition, Limits, Reader, Scope, limits};
use super::draw::key;
use super::field::{Family, Field, Kind, owner_of};
use super::{SeedField, SeedValue, exclusion, order};

/// One field of the rows.
pub enum Slot<'a> {
    Column { index: usize, field: Box<Field> },
    Reference(Reference<'a>),
}

pub struct Reference<'a> {
    pub foreign_key: &'a ForeignKey,
    /// Those that it fills, and what they refer to: columns of the other table.
    pub columns: Vec<usize>,
    pub referenced: Vec<&'a String>,
    /// Columns that another reference fills, or the database computes, with what they refer to: the parent has to agree.
    pub shared: Vec<(usize, &'a String)>,
    /// 0 where nothing is shared, else its place after those that it shares with.
    pub rank: usize,
    pub optional: bool,
    pub to_itself: bool,
    /// It closes a cycle, so that its parent is chosen when all rows are made.
    pub closing: bool,
    pub key: u64,
}

impl Reference<'_> {
    /// Every column of the foreign key with what it refers to.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, &String)> {
        let own = self.columns.iter().copied().zip(self.referenced.iter().copied());
        own.chain(self.shared.iter().copied())
    }
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
    /// Columns that PostgreSQL computes from others, with their expressions.
    pub computed: Vec<(usize, Condition)>,
    /// References whose parents are chosen before the row's other values, and those that need these, each in the order of choosing.
    pub early: Vec<usize>,
    pub late: Vec<usize>,
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
        let computed = table.columns.values().enumerate().filter_map(|(index, column)| match &column.value {
            ColumnValue::Generated(expression) => Some((index, reader.condition(&expression.written, &scope))),
            _ => None,
        });
        let mut model = Model {
            table,
            population: rows,
            kind: Kind::of(&rows.entity),
            key: key(&[&population.salt, &name]),
            slots: Vec::new(),
            unique_keys: Vec::new(),
            conditions: Vec::new(),
            identity: None,
            computed: computed.collect(),
            early: Vec::new(),
            late: Vec::new(),
        };
        model.slots = model.find_slots(catalog, population, order, &mut bounds, reader);
        (model.early, model.late) = model.order_of_references();
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
    ) -> Vec<Slot<'a>> {
        let mut slots = Vec::new();
        let mut taken = vec![false; self.table.columns.len()];
        self.computed.iter().for_each(|(index, _)| taken[*index] = true);
        let closing = |foreign_key: &ForeignKey| order.closing.contains(&(self.table.name.clone(), foreign_key.name.clone()));
        // Required ones first, then the widest: what has its author by (tenant, author) has its tenant by that, too.
        let mut foreign_keys: Vec<&ForeignKey> = self.table.foreign_keys.values().collect();
        foreign_keys.sort_by_key(|key| (closing(key), order::is_optional(self.table, key), std::cmp::Reverse(key.columns.len())));
        for (place, foreign_key) in foreign_keys.into_iter().enumerate() {
            let columns: Option<Vec<usize>> = foreign_key.columns.iter().map(|name| self.table.columns.get_index_of(name)).collect();
            let Some(columns) = columns else { continue };
            let mut reference = Reference {
                foreign_key,
                columns: Vec::new(),
                referenced: Vec::new(),
                shared: Vec::new(),
                rank: 0,
                optional: order::is_optional(self.table, foreign_key),
                to_itself: foreign_key.references == self.table.name,
                closing: closing(foreign_key),
                key: key(&[&population.salt, &self.table.name.to_string(), &foreign_key.columns.join(",")]),
            };
            let not_null = |index: usize| self.table.columns.get_index(index).is_some_and(|(_, column)| column.not_null);
            for (column, referenced) in columns.into_iter().zip(&foreign_key.referenced_columns) {
                // What closes a cycle is NULL at first, so that a required column of it gets its value elsewhere. What a row has in common with the
                // row above it in the same table is its own.
                let own = reference.to_itself && self.table.columns.get_index_of(referenced) == Some(column);
                if taken[column] || own || reference.closing && reference.optional && not_null(column) {
                    reference.shared.push((column, referenced));
                } else {
                    reference.columns.push(column);
                    reference.referenced.push(referenced);
                }
            }
            reference.columns.iter().for_each(|index| taken[*index] = true);
            if !reference.shared.is_empty() {
                reference.rank = place + 1;
            }
            if !reference.closing {
                // A column that must be there takes a parent with it, and so does one that another reference has filled where all or none count.
                let bound = reference.columns.iter().any(|index| not_null(*index));
                let whole = foreign_key.match_full && !reference.shared.is_empty();
                reference.optional &= !(bound || whole);
            }
            slots.push(Slot::Reference(reference));
        }
        let rows = self.population.sample.as_ref().map_or(0, |sample| sample.count);
        let stretches = exclusion::stretches(self.table, bounds, rows, self.key);
        for (index, column) in self.table.columns.values().enumerate() {
            if !taken[index] && self.is_supplied(catalog, column) {
                let limits = bounds.get_mut(index).map(std::mem::take).unwrap_or_default();
                let mut field = Box::new(self.field(catalog, population, column, limits, reader));
                field.stretch = stretches.get(&index).copied();
                // Without an end it would go on for ever, over all that follow.
                field.nullable &= field.stretch.is_none();
                slots.push(Slot::Column { index, field });
            }
        }
        // One that only has to agree stands last.
        slots.sort_by_key(|slot| slot.columns().iter().min().copied().unwrap_or(usize::MAX));
        slots
    }

    /// The row above comes first: a reply belongs to the same post as what it answers. What shares columns comes after those that fill them.
    fn order_of_references(&self) -> (Vec<usize>, Vec<usize>) {
        let of_a_field = |column: usize| {
            let slot = self.slots.iter().find(|slot| slot.columns().contains(&column));
            matches!(slot, Some(Slot::Column { .. }))
        };
        let mut early: Vec<(usize, bool, usize)> = Vec::new();
        let mut late: Vec<(usize, bool, usize)> = Vec::new();
        for (index, slot) in self.slots.iter().enumerate() {
            let Slot::Reference(reference) = slot else { continue };
            let waits = reference.to_itself && !reference.optional || reference.shared.iter().any(|(column, _)| of_a_field(*column));
            let list = if waits { &mut late } else { &mut early };
            if !reference.closing {
                list.push((reference.rank, !reference.to_itself, index));
            }
        }
        let sorted = |mut list: Vec<(usize, bool, usize)>| {
            list.sort_unstable();
            list.into_iter().map(|(_, _, index)| index).collect()
        };
        (sorted(early), sorted(late))
    }

    /// Whether the seed gives the column a value. Keys and whatever has a default without a meaning are the database's, dates apart.
    fn is_supplied(&self, catalog: &Catalog, column: &Column) -> bool {
        let population = self.population;
        match &column.value {
            ColumnValue::Generated(_) => false,
            _ if population.numbered && self.is_a_name(catalog, &column.name) => true,
            ColumnValue::Serial { .. } | ColumnValue::Identity(_) => false,
            ColumnValue::None => true,
            ColumnValue::Default(_) => {
                population.meanings.contains_key(&column.name)
                    || Family::of(&column.data_type) == Family::Time
                    || population.unexplained && constant_default(column).is_some()
            }
        }
    }

    /// Whether rows are told apart by it, here or by those that refer to them.
    fn is_a_name(&self, catalog: &Catalog, column: &String) -> bool {
        let refers = |key: &ForeignKey| key.references == self.table.name && key.referenced_columns.contains(column);
        self.table.primary_key.as_ref().is_some_and(|key| key.columns.contains(column))
            || self.table.primary_key.is_none() && is_alone_in_a_key(self.table, column)
            || catalog.tables.values().any(|table| table.foreign_keys.values().any(refers))
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
            ordinal: self.population.unexplained && self.is_counted(column),
            key: key(&[&population.salt, &name, &column.name]),
            group: key(&[&population.salt, &name, "row of", &owner_of(&column.name)]),
            stretch: None,
            generator: None,
        };
        Field { generator: super::generators::choose(&field), ..field }
    }

    /// Whether the database makes a key that rows could give as well.
    pub fn can_be_numbered(&self) -> bool {
        let made = |column: &&Column| {
            let name = &column.name;
            let in_key =
                self.table.primary_key.as_ref().is_some_and(|key| key.columns.contains(name)) || is_alone_in_a_key(self.table, name);
            in_key && !matches!(column.value, ColumnValue::Generated(_)) && self.slot_of_column(name).is_none()
        };
        self.table.columns.values().any(|column| made(&column))
    }

    /// Whether its numbers are those of the rows.
    fn is_counted(&self, column: &Column) -> bool {
        let alone = self.table.primary_key.as_ref().is_some_and(|key| key.columns == [column.name.clone()]);
        let numbers_itself = matches!(column.value, ColumnValue::Serial { .. } | ColumnValue::Identity(_));
        alone || self.population.numbered && numbers_itself && is_alone_in_a_key(self.table, &column.name)
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
        self.slots
            .iter()
            .position(|slot| matches!(slot, Slot::Reference(reference) if reference.foreign_key.name == name && !reference.closing))
    }

    pub fn column_name(&self, index: usize) -> Option<String> {
        self.table.columns.get_index(index).map(|(name, _)| name.clone())
    }

    /// The slots that an INSERT fills.
    pub fn inserted(&self) -> Vec<usize> {
        let inserted = |slot: &Slot| match slot {
            Slot::Reference(reference) => !(reference.columns.is_empty() || reference.closing && reference.optional),
            Slot::Column { .. } => true,
        };
        (0..self.slots.len()).filter(|index| inserted(&self.slots[*index])).collect()
    }

    /// The slots by which rows are told apart where no key does it: those that compare, or all where none does.
    pub fn recognising(&self, slots: Vec<usize>) -> Vec<usize> {
        let comparable: Vec<usize> = slots.iter().copied().filter(|slot| is_comparable(self.table, &self.slots[*slot])).collect();
        if comparable.is_empty() { slots } else { comparable }
    }

    pub fn seed_field(&self, slot: &Slot) -> SeedField {
        match slot {
            Slot::Column { field, .. } => SeedField::Column { name: field.name.clone(), data_type: field.data_type.clone() },
            Slot::Reference(reference) => SeedField::ForeignKey {
                columns: reference.columns.iter().filter_map(|index| self.column_name(*index)).collect(),
                parent: reference.foreign_key.references.clone(),
                parent_columns: reference.referenced.iter().map(|name| name.to_string()).collect(),
            },
        }
    }

    fn find_unique_keys(&self, reader: &mut Reader, scope: &Scope) -> Vec<UniqueKey> {
        let part = |column: usize| match self.computed.iter().find(|(computed, _)| *computed == column) {
            Some((_, expression)) => KeyPart::Expression(expression.clone()),
            None => KeyPart::Column(column),
        };
        let plain = |name: &str, columns: &[String], nulls_equal: bool| {
            let columns: Option<Vec<usize>> = columns.iter().map(|name| self.table.columns.get_index_of(name)).collect();
            let parts: Vec<KeyPart> = columns?.into_iter().map(part).collect();
            Some(UniqueKey { name: name.to_string(), slots: self.slots_of(&columns_of(&parts)), parts, nulls_equal, predicate: None })
        };
        let mut keys = Vec::new();
        keys.extend(self.table.primary_key.iter().filter_map(|primary| plain(&primary.name, &primary.columns, false)));
        keys.extend(self.table.uniques.values().filter_map(|unique| plain(&unique.name, &unique.columns, unique.nulls_not_distinct)));
        for index in self.table.indexes.values().filter(|index| index.unique) {
            let mut parts = Vec::new();
            for key in &index.keys {
                match &key.value {
                    IndexKeyValue::Column(name) => parts.extend(self.table.columns.get_index_of(name).map(part)),
                    IndexKeyValue::Expression(expression) => parts.push(KeyPart::Expression(reader.condition(&expression.written, scope))),
                }
            }
            let predicate = index.predicate.as_ref().map(|predicate| reader.condition(&predicate.written, scope));
            keys.push(UniqueKey {
                name: index.name.clone(),
                slots: self.slots_of(&columns_of(&parts)),
                parts,
                nulls_equal: index.nulls_not_distinct,
                predicate,
            });
        }
        for exclusion in self.table.exclusions.values() {
            let Some(values) = exclusion::as_key(exclusion) else { continue };
            let parts: Vec<KeyPart> = values.iter().map(|value| KeyPart::Expression(reader.condition(value, scope))).collect();
            let predicate = exclusion.condition().map(|predicate| reader.condition(&predicate.written, scope));
            keys.push(UniqueKey {
                name: exclusion.name.clone(),
                slots: self.slots_of(&columns_of(&parts)),
                parts: parts.into_iter().map(as_column).collect(),
                nulls_equal: false,
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
        let slots = self.recognising(self.inserted());
        let parts = slots.iter().flat_map(|index| self.slots[*index].columns().iter().copied().map(KeyPart::Column)).collect();
        UniqueKey { name: String::new(), parts, nulls_equal: true, predicate: None, slots }
    }
}

/// An expression that is nothing but a column.
fn as_column(part: KeyPart) -> KeyPart {
    match part {
        KeyPart::Expression(expression) => match expression.column() {
            Some(column) => KeyPart::Column(column),
            None => KeyPart::Expression(expression),
        },
        column => column,
    }
}

fn columns_of(parts: &[KeyPart]) -> Vec<usize> {
    let of = |part: &KeyPart| match part {
        KeyPart::Column(column) => vec![*column],
        KeyPart::Expression(expression) => expression.columns.clone(),
    };
    parts.iter().flat_map(of).collect()
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
