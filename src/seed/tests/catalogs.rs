//! Small catalogs, put together by hand.

use crate::catalog::{
    Catalog, CheckConstraint, Column, ColumnValue, DataType, Deferrable, EnumType, ExclusionConstraint, Expression, ForeignKey, PrimaryKey,
    QualifiedName, ReferentialAction, Table, UniqueConstraint,
};
use crate::design::{GivenValue, InitialRows, Meaning, Population, PopulationField, SampleRequest, TablePopulation};
use crate::source::{FileId, Span};

#[derive(Default, Clone)]
pub struct World {
    pub catalog: Catalog,
    pub population: Population,
}

pub fn span(at: usize) -> Span {
    Span::new(FileId(0), at, at + 1)
}

impl World {
    pub fn new() -> World {
        World { population: Population { salt: "blog".to_string(), ..Population::default() }, ..World::default() }
    }

    pub fn enumeration(mut self, name: &str, values: &[&str]) -> World {
        let name = QualifiedName::public(name);
        let values = values.iter().map(|value| value.to_string()).collect();
        self.catalog.enums.insert(name.clone(), EnumType { name, values, comment: None });
        self
    }

    pub fn table(mut self, build: TableBuilder) -> World {
        let name = build.table.name.clone();
        self.catalog.tables.insert(name.clone(), build.table);
        self.population.tables.insert(name, build.population);
        self
    }

    pub fn seed(&self) -> (super::super::SeedPlan, Vec<crate::diagnostic::Diagnostic>) {
        super::super::seed(&self.catalog, &self.population, &Default::default())
    }

    /// The rows, printed one a line, without errors.
    pub fn rows(&self, table: &str) -> Vec<Vec<String>> {
        let (plan, diagnostics) = self.seed();
        assert!(diagnostics.is_empty(), "{diagnostics:#?}");
        let of_table = plan.initial.iter().chain(&plan.sample).filter(|rows| rows.table.name == table);
        of_table.flat_map(|rows| &rows.rows).map(|row| row.values.iter().map(show).collect()).collect()
    }

    /// The values of one column in the sample rows.
    pub fn column(&self, table: &str, column: &str) -> Vec<String> {
        let (plan, diagnostics) = self.seed();
        assert!(diagnostics.is_empty(), "{diagnostics:#?}");
        let mut found = Vec::new();
        for rows in plan.sample.iter().filter(|rows| rows.table.name == table) {
            let position = rows.fields.iter().position(|field| field_name(field) == column);
            let position = position.unwrap_or_else(|| panic!("{table} has a field {column}"));
            found.extend(rows.rows.iter().map(|row| show(&row.values[position])));
        }
        found
    }
}

pub fn field_name(field: &super::super::SeedField) -> String {
    match field {
        super::super::SeedField::Column { name, .. } => name.clone(),
        super::super::SeedField::ForeignKey { columns, .. } => columns.join(","),
    }
}

pub fn show(value: &super::super::SeedValue) -> String {
    use super::super::SeedValue::*;
    match value {
        Null => "NULL".to_string(),
        Boolean(value) => value.to_string(),
        Number(text) | Text(text) | Expression(text) => text.clone(),
        Array(items) => format!("{{{}}}", items.iter().map(show).collect::<Vec<_>>().join(",")),
        Parent(parts) => format!("<{}>", parts.iter().map(|(_, value)| show(value)).collect::<Vec<_>>().join(",")),
    }
}

pub struct TableBuilder {
    table: Table,
    population: TablePopulation,
}

/// `public.<name>` with a BIGSERIAL `id`, created_at and updated_at, as the design makes it.
pub fn table(name: &str, entity: &str) -> TableBuilder {
    let mut table = bare(name, entity);
    let sequence = QualifiedName::public(format!("{name}_id_seq"));
    table.push("id", DataType::bigint(), true, ColumnValue::Serial { sequence });
    table.table.primary_key = Some(PrimaryKey::new(format!("{name}_pkey"), vec!["id".to_string()]));
    table
}

pub fn bare(name: &str, entity: &str) -> TableBuilder {
    let population = TablePopulation { entity: entity.to_string(), ..TablePopulation::default() };
    TableBuilder { table: Table::new(QualifiedName::public(name)), population }
}

impl TableBuilder {
    fn push(&mut self, name: &str, data_type: DataType, not_null: bool, value: ColumnValue) {
        let column = Column { name: name.to_string(), data_type, not_null, value, collation: None, comment: None };
        self.table.columns.insert(name.to_string(), column);
    }

    /// `semantic` may end with `?`; the type is written as an alias with modifiers, e.g. `varchar(40)`, or `public.post_status`, or `text[]`.
    pub fn column(self, name: &str, semantic: &str, data_type: &str) -> TableBuilder {
        self.with(name, semantic, data_type, ColumnValue::None, |_| {})
    }

    pub fn default(self, name: &str, semantic: &str, data_type: &str, default: &str) -> TableBuilder {
        self.with(name, semantic, data_type, ColumnValue::Default(Expression::new(default)), |_| {})
    }

    pub fn with(mut self, name: &str, semantic: &str, data_type: &str, value: ColumnValue, change: impl Fn(&mut Meaning)) -> TableBuilder {
        let (semantic, optional) = semantic.strip_suffix('?').map_or((semantic, false), |semantic| (semantic, true));
        self.push(name, parse_type(data_type), !optional, value);
        let mut meaning = Meaning { semantic: semantic.to_string(), field: name.to_string(), ..Meaning::default() };
        change(&mut meaning);
        self.population.meanings.insert(name.to_string(), meaning);
        self
    }

    pub fn timestamps(mut self) -> TableBuilder {
        for name in ["created_at", "updated_at"] {
            self.push(name, DataType::builtin("timestamptz"), true, ColumnValue::Default(Expression::new("CURRENT_TIMESTAMP")));
        }
        self
    }

    pub fn reference(mut self, name: &str, to: &str, optional: bool) -> TableBuilder {
        let column = format!("{name}_id");
        self.push(&column, DataType::bigint(), !optional, ColumnValue::None);
        let foreign_key = ForeignKey {
            name: format!("fk_{}_{name}", self.table.name.name),
            columns: vec![column],
            references: QualifiedName::public(to),
            referenced_columns: vec!["id".to_string()],
            on_delete: ReferentialAction::Restrict,
            on_delete_columns: Vec::new(),
            on_update: ReferentialAction::NoAction,
            match_full: false,
            deferrable: Deferrable::No,
            validated: true,
            comment: None,
        };
        self.table.foreign_keys.insert(foreign_key.name.clone(), foreign_key);
        self
    }

    /// A foreign key to columns of any kind; the table's own columns stand already.
    pub fn foreign_key(mut self, columns: &[&str], to: &str, referenced: &[&str]) -> TableBuilder {
        let names = |names: &[&str]| names.iter().map(|name| name.to_string()).collect::<Vec<String>>();
        let foreign_key = ForeignKey {
            name: format!("fk_{}_{}", self.table.name.name, columns.join("_")),
            columns: names(columns),
            references: QualifiedName::public(to),
            referenced_columns: names(referenced),
            on_delete: ReferentialAction::Restrict,
            on_delete_columns: Vec::new(),
            on_update: ReferentialAction::NoAction,
            match_full: false,
            deferrable: Deferrable::No,
            validated: true,
            comment: None,
        };
        self.table.foreign_keys.insert(foreign_key.name.clone(), foreign_key);
        self
    }

    pub fn exclude(mut self, definition: &str) -> TableBuilder {
        let name = format!("ex_{}", self.table.exclusions.len());
        let exclusion = ExclusionConstraint { name: name.clone(), definition: definition.to_string(), comment: None };
        self.table.exclusions.insert(name, exclusion);
        self
    }

    /// All of its foreign keys may be checked at the end.
    pub fn deferrable(mut self) -> TableBuilder {
        self.table.foreign_keys.values_mut().for_each(|foreign_key| foreign_key.deferrable = Deferrable::InitiallyImmediate);
        self
    }

    /// No requirement tells of it, and as many rows as can be are enough.
    pub fn unexplained(mut self) -> TableBuilder {
        self.population.unexplained = true;
        self.population.sample.iter_mut().for_each(|sample| sample.flexible = true);
        self
    }

    /// The last reference goes to another column than `id`.
    pub fn referring_to(mut self, column: &str) -> TableBuilder {
        if let Some((_, foreign_key)) = self.table.foreign_keys.last_mut() {
            foreign_key.referenced_columns = vec![column.to_string()];
            let own = foreign_key.columns[0].clone();
            self.table.columns[&own].data_type = DataType::builtin("text");
        }
        self
    }

    pub fn unique(mut self, columns: &[&str]) -> TableBuilder {
        let name = format!("uq_{}_{}", self.table.name.name, columns.join("_"));
        let columns = columns.iter().map(|name| name.to_string()).collect();
        let unique = UniqueConstraint {
            name: name.clone(),
            columns,
            include: Vec::new(),
            nulls_not_distinct: false,
            deferrable: Deferrable::No,
            comment: None,
        };
        self.table.uniques.insert(name, unique);
        self
    }

    pub fn key(mut self, columns: &[&str]) -> TableBuilder {
        let columns = columns.iter().map(|name| name.to_string()).collect();
        self.table.primary_key = Some(PrimaryKey::new("pk", columns));
        self
    }

    pub fn check(mut self, name: &str, expression: &str) -> TableBuilder {
        let check = CheckConstraint {
            name: name.to_string(),
            expression: Expression::new(expression),
            validated: true,
            no_inherit: false,
            comment: None,
        };
        self.table.checks.insert(name.to_string(), check);
        self
    }

    pub fn join_table(mut self) -> TableBuilder {
        self.population.join_table = true;
        self
    }

    pub fn samples(self, count: u64) -> TableBuilder {
        self.samples_with(count, Vec::new())
    }

    pub fn samples_with(mut self, count: u64, fixed: Vec<(PopulationField, GivenValue)>) -> TableBuilder {
        self.population.sample = Some(SampleRequest { count, flexible: false, on_command_line: false, fixed, span: Some(span(7)) });
        self
    }

    pub fn rows(mut self, fields: &[PopulationField], rows: Vec<Vec<GivenValue>>) -> TableBuilder {
        let rows = rows.into_iter().enumerate().map(|(index, row)| (row, span(100 + index))).collect();
        self.population.initial.push(InitialRows { fields: fields.to_vec(), rows, span: span(99) });
        self
    }
}

fn parse_type(text: &str) -> DataType {
    let (text, array) = text.strip_suffix("[]").map_or((text, false), |text| (text, true));
    let mut data_type = match (text.strip_prefix("public."), text.split_once('(')) {
        (Some(name), _) => DataType::user(&QualifiedName::public(name)),
        (None, Some((name, modifiers))) => DataType::builtin(name).with(modifiers.trim_end_matches(')').split(',')),
        (None, None) => DataType::builtin(text),
    };
    data_type.array = array;
    data_type
}

pub fn field(name: &str) -> PopulationField {
    PopulationField::Column(name.to_string())
}

pub fn text(value: &str) -> GivenValue {
    GivenValue::Text(value.to_string())
}
