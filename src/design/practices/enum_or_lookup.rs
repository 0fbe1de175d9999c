//! `enum-or-lookup`: each enum becomes a type, a check or a lookup table, as the settings say.

use super::{Practice, Work};
use crate::catalog::{ColumnValue, DataType, EnumType, Lookup, ObjectPath, QualifiedName};
use crate::design::draft::Draft;
use crate::domain::{EnumStyle, StringStyle, naming};
use crate::source::Origin;

pub const PRACTICE: Practice = Practice {
    code: "enum-or-lookup",
    summary: "An enum is a type of PostgreSQL for a stable set of values, or a lookup table for one that grows",
    source: "PostgreSQL, 8.7. Enumerated Types; pgrubic GN006; Karwin, SQL Antipatterns, 31 Flavors",
    documentation: "A native enum takes 4 bytes and refuses unknown values; new values are added at no cost, old ones are removed by a rewrite. \
                    `settings { enums table }` makes a table with one row for each value, which the migration inserts, `settings { enums check }` a check at each column.",
    work: Work::Builds(build),
    example: "enum Status { draft published }\nentity Post {\n  title varchar(80) unique\n  status Status = draft\n}",
};

/// The only column of a lookup table.
const VALUE: &str = "value";

fn build(draft: &mut Draft) {
    let domain = draft.domain;
    for enumeration in &domain.enums {
        let values: Vec<String> = enumeration.values.iter().map(|(name, _)| name.text.clone()).collect();
        match domain.settings.enums {
            EnumStyle::Check => {}
            EnumStyle::Native => {
                let name = QualifiedName::new(&enumeration.schema, &enumeration.type_name);
                let object = ObjectPath::Enum(name.clone());
                draft.origins.insert(object.clone(), Origin::Written(enumeration.name.span));
                let reason =
                    format!("`{}` is a type of its own, so that only its {} values can be stored", enumeration.name.text, values.len());
                draft.decide("enum-or-lookup", object, reason);
                draft.catalog.enums.insert(name.clone(), EnumType { name, values, comment: enumeration.documentation.clone() });
            }
            EnumStyle::Table => lookup_table(draft, enumeration),
        }
    }
}

fn lookup_table(draft: &mut Draft, enumeration: &crate::domain::Enumeration) {
    let table = QualifiedName::new(&enumeration.schema, &enumeration.lookup_table);
    let written = || Origin::Written(enumeration.name.span);
    draft.add_table(&table, written());
    let data_type = match draft.domain.settings.strings {
        StringStyle::Text => DataType::builtin("text"),
        StringStyle::Varchar => DataType::builtin("varchar").with([naming::LONGEST]),
    };
    draft.add_column(&table, VALUE, data_type, true, ColumnValue::None, written());
    draft.add_primary_key(&table, None, vec![VALUE.to_string()], written());
    draft.table(&table).comment.clone_from(&enumeration.documentation);
    let values = enumeration.values.iter().map(|(name, _)| name.text.clone()).collect();
    draft.catalog.lookups.insert(table.clone(), Lookup { column: VALUE.to_string(), values });
    let reason =
        format!("`{}` is a lookup table, so that values can be added and described without a change of types", enumeration.name.text);
    draft.decide("enum-or-lookup", ObjectPath::Table(table), reason);
}
