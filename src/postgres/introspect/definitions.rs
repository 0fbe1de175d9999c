//! The kinds that have no type of their own, one query for each family of them in the folder `definitions`.
//!
//! Each query gives the fields of [`Definition`]: the system catalogs know best what statement would make an object.

use ::postgres::Row;

use crate::catalog::Definition;

/// Each begins with the common prelude.
pub(super) const QUERIES: &[&str] = &[
    include_str!("definitions/relations.sql"),
    include_str!("definitions/types.sql"),
    include_str!("definitions/privileges.sql"),
    include_str!("definitions/comments.sql"),
    include_str!("definitions/rare.sql"),
];

const PRELUDE: &str = include_str!("definitions/prelude.sql");

pub(super) fn definition(row: &Row) -> Definition {
    Definition {
        kind: row.get(0),
        name: row.get(1),
        definition: row.get::<_, Option<String>>(2).unwrap_or_default(),
        create: row.get(3),
        drop: row.get(4),
        replace: row.get(5),
        shape: row.get(6),
        within: row.get(7),
        included: row.get(8),
    }
}

/// The whole query for a server of `version`, such as 150018.
pub(super) fn query(family: &str, version: i32) -> String {
    let since = |first: i32, expression: &'static str, otherwise: &'static str| if version >= first { expression } else { otherwise };
    // In 17 the locale of ICU moved to the column of both; it was colliculocale in 15 and 16, and collcollate before.
    let locale = since(170_000, "k.colllocale", since(150_000, "k.colliculocale", "k.collcollate"));
    format!("{PRELUDE}{family}")
        .replace("{sequence_options}", SEQUENCE_OPTIONS)
        .replace("{column_of_sequence}", COLUMN_OF_SEQUENCE)
        .replace("{storage}", STORAGE)
        .replace("{odd_constraint}", since(180_000, ODD_CONSTRAINT_SINCE_18, "false"))
        .replace(
            "{generated_published}",
            since(180_000, "CASE p.pubgencols WHEN 's' THEN ', PUBLISH_GENERATED_COLUMNS = stored' ELSE '' END", "''"),
        )
        .replace("{published_columns}", since(150_000, PUBLISHED_COLUMNS_SINCE_15, "NULL"))
        .replace("{published_rows}", since(150_000, "'WHERE (' || pg_get_expr(r.prqual, r.prrelid) || ')'", "NULL"))
        .replace("{published_schemas}", since(150_000, PUBLISHED_SCHEMAS_SINCE_15, "NULL"))
        .replace("{collation_locale}", locale)
        .replace("{collation_rules}", since(160_000, "k.collicurules", "NULL"))
}

/// All of a sequence `q` in the words of CREATE and ALTER SEQUENCE.
const SEQUENCE_OPTIONS: &str = "SELECT ' AS ' || format_type(q.seqtypid, NULL) || ' INCREMENT BY ' || q.seqincrement || ' MINVALUE ' || q.seqmin \
     || ' MAXVALUE ' || q.seqmax || ' START WITH ' || q.seqstart || ' CACHE ' || q.seqcache \
     || CASE WHEN q.seqcycle THEN ' CYCLE' ELSE ' NO CYCLE' END AS text";

/// A column that owns the sequence `r` and takes its values from it: the sequence is the column's, by SERIAL or IDENTITY.
const COLUMN_OF_SEQUENCE: &str = "SELECT FROM pg_depend c WHERE c.classid = 'pg_class'::regclass AND c.objid = r.oid \
     AND c.refclassid = 'pg_class'::regclass AND c.refobjsubid > 0 AND (c.deptype = 'i' OR c.deptype = 'a' AND EXISTS ( \
     SELECT FROM pg_depend u JOIN pg_attrdef f ON f.oid = u.objid AND u.classid = 'pg_attrdef'::regclass \
     WHERE u.refclassid = 'pg_class'::regclass AND u.refobjid = r.oid AND f.adrelid = c.refobjid AND f.adnum = c.refobjsubid))";

const STORAGE: &str = "CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END";

/// Not enforced, temporal, or a NOT NULL that does not hold for all rows or all children: what no type of the catalog says.
const ODD_CONSTRAINT_SINCE_18: &str = "(NOT k.conenforced OR k.conperiod OR k.contype = 'n' AND (NOT k.convalidated OR k.connoinherit))";

const PUBLISHED_COLUMNS_SINCE_15: &str = "'(' || (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) \
     FROM pg_attribute a WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs)) || ')'";

const PUBLISHED_SCHEMAS_SINCE_15: &str = "(SELECT 'TABLES IN SCHEMA ' || string_agg(n.pnnspid::regnamespace::text, ', ' ORDER BY n.pnnspid::regnamespace::text) \
     FROM pg_publication_namespace n WHERE n.pnpubid = p.oid)";
