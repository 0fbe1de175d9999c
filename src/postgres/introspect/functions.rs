//! A row of functions.sql as a function.

use ::postgres::Row;

use crate::catalog::{Function, FunctionOptions, Parallel, QualifiedName};

pub(super) fn function(row: &Row) -> Function {
    let settings: Vec<String> = row.get(7);
    let settings = settings.iter().filter_map(|setting| setting.split_once('=')).map(|(name, value)| (name.to_string(), value.to_string()));
    Function {
        name: QualifiedName::new(row.get::<_, String>(0), row.get::<_, String>(1)),
        argument_types: row.get(2),
        arguments: row.get(11),
        returns: row.get(3),
        language: row.get(4),
        volatility: row.get(5),
        security_definer: row.get(6),
        settings: settings.collect(),
        body: row.get(8),
        options: FunctionOptions {
            procedure: row.get(10),
            strict: row.get(12),
            leakproof: row.get(13),
            parallel: match row.get(14) {
                "SAFE" => Parallel::Safe,
                "RESTRICTED" => Parallel::Restricted,
                _ => Parallel::Unsafe,
            },
            cost: row.get(15),
            rows: row.get(16),
            sql_body: row.get(17),
            file: row.get(18),
            transforms: row.get(19),
            support: row.get(20),
        },
        comment: row.get(9),
    }
}
