//! The words of PostgreSQL that cannot stand bare as a table's or column's name everywhere.
//!
//! Source: `SELECT word FROM pg_get_keywords() WHERE catcode IN ('R', 'T', 'C')` on PostgreSQL 15, and the words that 16 to 18 add
//! (PostgreSQL, Appendix C). `quote_ident()` quotes the same words.

/// Sorted, for binary search.
const RESERVED: &[&str] = &[
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "between",
    "bigint",
    "binary",
    "bit",
    "boolean",
    "both",
    "case",
    "cast",
    "char",
    "character",
    "check",
    "coalesce",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "dec",
    "decimal",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "exists",
    "extract",
    "false",
    "fetch",
    "float",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "greatest",
    "group",
    "grouping",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "inout",
    "int",
    "integer",
    "intersect",
    "interval",
    "into",
    "is",
    "isnull",
    "join",
    "json",
    "json_array",
    "json_arrayagg",
    "json_exists",
    "json_object",
    "json_objectagg",
    "json_query",
    "json_scalar",
    "json_serialize",
    "json_table",
    "json_value",
    "lateral",
    "leading",
    "least",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "merge_action",
    "national",
    "natural",
    "nchar",
    "none",
    "normalize",
    "not",
    "notnull",
    "null",
    "nullif",
    "numeric",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "out",
    "outer",
    "overlaps",
    "overlay",
    "placing",
    "position",
    "precision",
    "primary",
    "real",
    "references",
    "returning",
    "right",
    "row",
    "select",
    "session_user",
    "setof",
    "similar",
    "smallint",
    "some",
    "substring",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "then",
    "time",
    "timestamp",
    "to",
    "trailing",
    "treat",
    "trim",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "values",
    "varchar",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
    "xmlattributes",
    "xmlconcat",
    "xmlelement",
    "xmlexists",
    "xmlforest",
    "xmlnamespaces",
    "xmlparse",
    "xmlpi",
    "xmlroot",
    "xmlserialize",
    "xmltable",
];

/// Where the words with each first letter begin in [`RESERVED`], and where the last ones end: every name of a file is asked for.
const STARTS: [usize; 27] = {
    let mut starts = [RESERVED.len(); 27];
    let mut place = RESERVED.len();
    while place > 0 {
        place -= 1;
        let mut letter = (RESERVED[place].as_bytes()[0] - b'a') as usize;
        starts[letter] = place;
        // Letters that begin no word end where the next one begins.
        while letter > 0 && starts[letter - 1] > place {
            letter -= 1;
            starts[letter] = place;
        }
    }
    starts
};

/// Whether `word` (in lower case) must be quoted as an identifier.
pub fn is_reserved(word: &str) -> bool {
    let Some(first @ b'a'..=b'z') = word.bytes().next() else { return false };
    let letter = (first - b'a') as usize;
    RESERVED[STARTS[letter]..STARTS[letter + 1]].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_known_words_are_found() {
        assert!(RESERVED.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(RESERVED.iter().all(|word| is_reserved(word) && is_reserved(&word[1..]) == RESERVED.contains(&&word[1..])));
        assert!(
            is_reserved("user")
                && !is_reserved("")
                && !is_reserved("_")
                && !is_reserved("zone")
                && is_reserved("order")
                && is_reserved("system_user")
                && !is_reserved("posts")
        );
    }
}
