//! A table as the seed sees it: which fields get values, what they must fulfil, and how its rows are told apart.

use crate::ordered::{IndexMap, IndexSet};

use crate::catalog::{Catalog, Column, ColumnValue, DataType, ForeignKey, QualifiedName, Table};
use crate::design::{Meaning, Population, TablePopulation};

use super::condition::{Condition, Limits, Reader, Scope, limits};
use super::draw::key;
use super::field::{Family, Field, Kind, MadeOf, Told, owner_of, words};
use super::guard::Seen;
use super::keys::{UniqueKey, is_alone_in_a_key};
use super::maintained::Maintained;
use super::overlap::Exclusive;
use super::types::{self, Parts, Resolved};
use super::words::Locale;
use super::{SeedField, SeedValue, exclusion, order, partition};

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

const PARTITION_BOUNDS: &str = "partition bounds";

pub struct NamedCondition {
    pub name: String,
    /// A check of the table as SQL; those of domains are their type's.
    pub written: Option<String>,
    /// That a partition takes the row.
    pub is_of_partitions: bool,
    pub condition: Condition,
    pub slots: Vec<usize>,
}

pub struct Model<'a> {
    pub table: &'a Table,
    /// The table's columns by the types that their values have: domains by what they stand on.
    /// After them those of other rows that this one sees ([`Model::seen`]).
    pub columns: IndexMap<String, Column>,
    pub population: &'a TablePopulation,
    pub kind: Kind,
    pub key: u64,
    /// In the order of the table's columns; a reference stands where its first column does.
    pub slots: Vec<Slot<'a>>,
    pub unique_keys: Vec<UniqueKey>,
    pub exclusives: Vec<Exclusive>,
    pub conditions: Vec<NamedCondition>,
    /// What triggers are read to ask for: wished for rather than relied upon.
    pub guards: Vec<NamedCondition>,
    /// What the rows of each table below this one would have some of its rows be.
    pub wishes: Vec<Vec<NamedCondition>>,
    /// What a row sees of those that it refers to, for its guards.
    pub seen: Vec<Seen>,
    /// Columns of the key that rows are recognised by; `None` when there is no such key.
    pub identity: Option<Vec<String>>,
    /// Columns that PostgreSQL computes from others, with their expressions.
    pub computed: Vec<(usize, Condition)>,
    /// Columns that triggers write.
    pub maintained: IndexSet<usize>,
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
        maintained: &Maintained,
        reader: &mut Reader,
    ) -> Model<'a> {
        let name = table.name.to_string();
        let (columns, resolved) = types::columns(catalog, table);
        let conditions = Model::read_conditions(catalog, table, &columns, &resolved, reader);
        let mut bounds = vec![Limits::default(); columns.len()];
        for (_, condition) in conditions.iter().filter(|(_, condition)| condition.each.is_none()) {
            limits(condition, &mut bounds);
        }
        for ((bounds, (_, column)), resolved) in bounds.iter_mut().zip(&columns).zip(&resolved) {
            if resolved.of_elements && !resolved.checks.is_empty() {
                *bounds = Model::element_limits(column, resolved, reader);
            }
        }
        let computed: Vec<(usize, Condition)> = columns
            .values()
            .enumerate()
            .filter_map(|(index, column)| match &column.value {
                ColumnValue::Generated(expression) => {
                    Some((index, reader.condition(&expression.written, &Scope { columns: &columns, value: None })))
                }
                _ => None,
            })
            .collect();
        let mut model = Model {
            table,
            columns,
            population: rows,
            kind: Kind::of(&rows.entity),
            key: key(&[&population.salt, &name]),
            slots: Vec::new(),
            unique_keys: Vec::new(),
            exclusives: Vec::new(),
            conditions: Vec::new(),
            guards: Vec::new(),
            wishes: Vec::new(),
            seen: Vec::new(),
            identity: None,
            computed,
            maintained: maintained.columns(table),
            early: Vec::new(),
            late: Vec::new(),
        };
        model.slots = model.find_slots(catalog, population, order, &mut bounds, reader);
        (model.early, model.late) = model.order_of_references();
        model.conditions = conditions
            .into_iter()
            .map(|(name, condition)| NamedCondition {
                written: table.checks.get(&name).map(|check| check.expression.written.clone()),
                is_of_partitions: name == PARTITION_BOUNDS,
                name,
                slots: model.slots_of(&condition.columns),
                condition,
            })
            .collect();
        model.unique_keys = model.find_unique_keys(reader);
        model.exclusives = model.find_exclusives(reader);
        model.identity = model.find_identity();
        if model.identity.is_none() {
            model.unique_keys.push(model.whole_row());
        }
        model
    }

    /// Checks of the table and of its domains, and the bounds of its partitions.
    fn read_conditions(
        catalog: &Catalog,
        table: &Table,
        columns: &IndexMap<String, Column>,
        resolved: &[Resolved],
        reader: &mut Reader,
    ) -> Vec<(String, Condition)> {
        let scope = Scope { columns, value: None };
        let mut conditions: Vec<(String, Condition)> =
            table.checks.values().map(|check| (check.name.clone(), reader.condition(&check.expression.written, &scope))).collect();
        for (index, resolved) in resolved.iter().enumerate() {
            let scope = Scope { columns, value: Some(index) };
            let checks = resolved.checks.iter().map(|(name, check)| {
                let condition = reader.condition(check, &scope);
                (name.clone(), if resolved.of_elements { condition.of_each(index) } else { condition })
            });
            conditions.extend(checks);
        }
        let bounds = partition::condition(catalog, table).map(|bounds| (PARTITION_BOUNDS.to_string(), reader.condition(&bounds, &scope)));
        conditions.extend(bounds);
        conditions
    }

    /// What the checks of a domain say about each element of an array of it.
    fn element_limits(column: &Column, resolved: &Resolved, reader: &mut Reader) -> Limits {
        let mut element = column.clone();
        element.data_type.array = false;
        let columns: IndexMap<String, Column> = [(column.name.clone(), element)].into_iter().collect();
        let mut found = vec![Limits::default()];
        for (_, check) in &resolved.checks {
            limits(&reader.condition(check, &Scope { columns: &columns, value: Some(0) }), &mut found);
        }
        // A length among them is that of an element, not of the array.
        let limits = found.pop().unwrap_or_default();
        Limits { minimum_length: None, maximum_length: None, ..limits }
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
                // row above it in the same table is its own, and so is what the other row has from this one.
                let own = reference.to_itself && self.table.columns.get_index_of(referenced) == Some(column)
                    || reference.closing && self.lends(catalog, foreign_key, column, referenced);
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
        for (index, column) in self.columns.values().enumerate() {
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

    /// Whether the other table has its column from this one, by a foreign key of its own.
    fn lends(&self, catalog: &Catalog, foreign_key: &ForeignKey, column: usize, referenced: &String) -> bool {
        let name = self.table.columns.get_index(column).map(|(name, _)| name);
        let other = catalog.tables.get(&foreign_key.references);
        let back = |back: &ForeignKey| {
            let mut pairs = back.columns.iter().zip(&back.referenced_columns);
            back.references == self.table.name && pairs.any(|(there, here)| there == referenced && Some(here) == name)
        };
        other.is_some_and(|other| other.foreign_keys.values().any(back))
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
            // What PostgreSQL computes waits for what it is computed from.
            let computed =
                |column: usize| self.computed.iter().find(|(place, _)| *place == column).map(|(_, expression)| &expression.columns);
            let is_of_fields =
                |column: usize| of_a_field(column) || computed(column).is_some_and(|read| read.iter().any(|read| of_a_field(*read)));
            let waits = reference.to_itself && !reference.optional || reference.shared.iter().any(|(column, _)| is_of_fields(*column));
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
            _ if population.supplied.contains(&column.name) => true,
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
        let most = [limits.maximum_length, meaning.maximum_length.map(u64::from), length_of(&column.data_type)].into_iter().flatten().min();
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
            told: Told::of(&column.name, &self.population.entity),
            entity: self.population.entity.clone(),
            values,
            limits,
            default: constant_default(column),
            nullable: !column.not_null,
            unique: is_alone_in_a_key(self.table, &column.name),
            about_goods: self.kind.is_opinion() && self.is_about_goods(population),
            ordinal: self.population.unexplained && self.is_counted(column),
            table: key(&[&population.salt, &name, "row of", ""]),
            key: key(&[&population.salt, &name, &column.name]),
            group: key(&[&population.salt, &name, "row of", &owner_of(&column.name)]),
            derived: false,
            locale: Locale::by_code(&population.locale),
            made_of: MadeOf::Itself,
            stretch: None,
            generator: None,
        };
        let field = Field { made_of: made_of(catalog, &field, 0), ..field };
        Field { generator: super::generators::choose(&field), ..field }
    }

    fn is_about_goods(&self, population: &Population) -> bool {
        let is_order = |entity: &str| words(entity).last().is_some_and(|last| matches!(last.as_str(), "order" | "orders" | "purchase"));
        let is_goods = |entity: &str| Kind::of(entity) == Kind::Product || is_order(entity);
        let of = |key: &ForeignKey| population.tables.get(&key.references).is_some_and(|rows| is_goods(&rows.entity));
        self.table.foreign_keys.values().any(of)
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
        (0..self.slots.len()).filter(|slot| columns.iter().any(|column| self.decides(*slot, *column))).collect()
    }

    /// The columns that have a value once a slot is filled: its own, and what the row sees of the one that it refers to.
    pub fn decided_by(&self, slot: usize) -> Vec<usize> {
        let seen = self.seen.iter().enumerate().filter(|(_, seen)| seen.slot == slot).map(|(place, _)| self.place_of_seen(place));
        self.slots.get(slot).into_iter().flat_map(|slot| slot.columns().iter().copied()).chain(seen).collect()
    }

    /// Whether a column has its value once a slot is filled.
    pub fn decides(&self, slot: usize, column: usize) -> bool {
        match column.checked_sub(self.table.columns.len()) {
            Some(seen) => self.seen.get(seen).is_some_and(|seen| seen.slot == slot),
            None => self.slots.get(slot).is_some_and(|slot| slot.columns().contains(&column)),
        }
    }

    /// As which column of the row it is known.
    pub fn place_of_seen(&self, seen: usize) -> usize {
        self.table.columns.len() + seen
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

    /// Whether two references have a column in common.
    pub fn shares_columns(&self) -> bool {
        self.slots.iter().any(|slot| matches!(slot, Slot::Reference(reference) if !reference.shared.is_empty()))
    }

    /// Whether other references have to agree with what this slot fills.
    pub fn is_shared(&self, slot: usize) -> bool {
        let fills = |column: &usize| self.slots.get(slot).is_some_and(|slot| slot.columns().contains(column));
        let agrees = |other: &Slot| matches!(other, Slot::Reference(other) if other.shared.iter().any(|(column, _)| fills(column)));
        self.slots.iter().any(agrees)
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
        // What triggers write is not what was given.
        let is_given = |slot: &&usize| !self.slots[**slot].columns().iter().all(|column| self.maintained.contains(column));
        let given: Vec<usize> = comparable.iter().filter(is_given).copied().collect();
        match (given.is_empty(), comparable.is_empty()) {
            (false, _) => given,
            (true, false) => comparable,
            (true, true) => slots,
        }
    }

    /// What a check or a unique key reads; nothing where the name is another's.
    pub fn slots_of_constraint(&self, name: &str) -> Vec<usize> {
        let condition = self.conditions.iter().find(|condition| condition.name == name).map(|condition| &condition.slots);
        let key = || self.unique_keys.iter().find(|key| key.name == name).map(|key| &key.slots);
        let exclusive = || self.exclusives.iter().find(|exclusive| exclusive.name == name).map(|exclusive| &exclusive.slots);
        condition.or_else(key).or_else(exclusive).cloned().unwrap_or_default()
    }

    pub fn seed_field(&self, slot: &Slot) -> SeedField {
        match slot {
            Slot::Column { index, field } => {
                let declared = self.table.columns.get_index(*index).map_or(&field.data_type, |(_, column)| &column.data_type);
                SeedField::Column { name: field.name.clone(), data_type: declared.clone() }
            }
            Slot::Reference(reference) => SeedField::ForeignKey {
                columns: reference.columns.iter().filter_map(|index| self.column_name(*index)).collect(),
                parent: reference.foreign_key.references.clone(),
                parent_columns: reference.referenced.iter().map(|name| name.to_string()).collect(),
            },
        }
    }
}

/// Composite types may hold others; deeper than this they are left out.
const GREATEST_NESTING: usize = 4;

/// What the values of a composite type or a user's range are made of, as fields of their own.
fn made_of(catalog: &Catalog, field: &Field, depth: usize) -> MadeOf {
    let part = |name: &str, data_type: DataType| {
        let values = data_type.user_name().and_then(|name| catalog.enums.get(&name)).map(|values| values.values.clone());
        let part = Field {
            told: Told::of(name, &field.entity),
            name: name.to_string(),
            family: Family::of(&data_type),
            meaning: Meaning::default(),
            values: values.unwrap_or_default().into_iter().map(SeedValue::Text).collect(),
            limits: Limits { maximum_length: length_of(&data_type), ..Limits::default() },
            default: None,
            nullable: true,
            unique: false,
            key: key(&[&field.key.to_string(), name]),
            made_of: MadeOf::Itself,
            generator: None,
            data_type,
            ..field.clone()
        };
        let part = Field { made_of: made_of(catalog, &part, depth + 1), ..part };
        Field { generator: super::generators::choose(&part), ..part }
    };
    match types::parts(catalog, &field.data_type).filter(|_| depth < GREATEST_NESTING) {
        None => MadeOf::Itself,
        Some(Parts::Range(subtype, multirange)) => {
            let subtype = Box::new(part("", types::resolve(catalog, &subtype).data_type));
            if multirange { MadeOf::Multirange(subtype) } else { MadeOf::Range(subtype) }
        }
        Some(Parts::Composite(attributes)) => {
            MadeOf::Composite(attributes.into_iter().map(|(name, data_type)| part(&name, data_type)).collect())
        }
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

pub fn length_of(data_type: &DataType) -> Option<u64> {
    let text = matches!(data_type.name.as_str(), "character varying" | "character" | "bit" | "bit varying");
    match data_type.modifiers.first() {
        Some(length) if text && !data_type.array => length.parse().ok(),
        None if data_type.name == "character" && data_type.schema.is_none() => Some(1),
        _ => None,
    }
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
