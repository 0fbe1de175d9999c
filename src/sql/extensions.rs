//! What the extensions that people use bring along, by name.
//!
//! Comes in: a type's name, or what PostgreSQL said about a missing object. Goes out: the extension that has it. Never happens: a guess
//! from a word alone that PostgreSQL has not missed.
//!
//! Source: `pg_depend` of each extension on PostgreSQL 15 for those of contrib, the documentation of pgvector 0.8 and PostGIS 3 for theirs.
//! Functions that only operators and indexes call are left out.

/// An extension that requirements may need without naming it.
#[derive(Debug, PartialEq, Eq)]
pub struct KnownExtension {
    pub name: &'static str,
    pub types: &'static [&'static str],
    functions: &'static [&'static str],
    operator_classes: &'static [&'static str],
    /// Operators on texts.
    operators: &'static [&'static str],
    /// The access method for which it gives plain types a default operator class.
    method: Option<&'static str>,
    /// Of Debian and Ubuntu (apt.postgresql.org), after `postgresql-15`. contrib stands in the server's own package there.
    package: &'static str,
    /// What else could be written for its types.
    pub instead: &'static str,
}

const NONE: KnownExtension =
    KnownExtension { name: "", types: &[], functions: &[], operator_classes: &[], operators: &[], method: None, package: "", instead: "" };

/// Where two have an object of one name, the first is meant.
pub const EXTENSIONS: &[KnownExtension] = &[
    KnownExtension {
        name: "citext",
        types: &["citext"],
        operator_classes: &["citext_ops", "citext_pattern_ops"],
        instead: "write `email`, which keeps lower case, or `varchar(n)` with `check (x = lower(x))`",
        ..NONE
    },
    KnownExtension {
        name: "pg_trgm",
        functions: &["similarity", "word_similarity", "strict_word_similarity", "show_trgm"],
        operator_classes: &["gin_trgm_ops", "gist_trgm_ops"],
        operators: &["%", "<%", "%>", "<<%", "%>>", "<->"],
        ..NONE
    },
    KnownExtension { name: "btree_gist", method: Some("gist"), ..NONE },
    KnownExtension { name: "btree_gin", method: Some("gin"), ..NONE },
    KnownExtension {
        name: "hstore",
        types: &["hstore"],
        functions: &["hstore", "akeys", "avals", "skeys", "svals", "hstore_to_json", "hstore_to_jsonb", "hstore_to_array", "defined"],
        operator_classes: &["gin_hstore_ops", "gist_hstore_ops", "btree_hstore_ops"],
        instead: "write `jsonb`",
        ..NONE
    },
    KnownExtension {
        name: "ltree",
        types: &["ltree", "lquery", "ltxtquery"],
        functions: &["nlevel", "subltree", "subpath", "lca", "text2ltree", "ltree2text"],
        operator_classes: &["gist_ltree_ops", "gist__ltree_ops", "ltree_ops"],
        instead: "write a reference to the parent (`parent -> X?`)",
        ..NONE
    },
    KnownExtension {
        name: "uuid-ossp",
        functions: &[
            "uuid_generate_v1",
            "uuid_generate_v1mc",
            "uuid_generate_v3",
            "uuid_generate_v4",
            "uuid_generate_v5",
            "uuid_nil",
            "uuid_ns_dns",
            "uuid_ns_oid",
            "uuid_ns_url",
            "uuid_ns_x500",
        ],
        ..NONE
    },
    KnownExtension {
        name: "pgcrypto",
        functions: &[
            "armor",
            "crypt",
            "dearmor",
            "decrypt",
            "decrypt_iv",
            "digest",
            "encrypt",
            "encrypt_iv",
            "gen_random_bytes",
            "gen_salt",
            "hmac",
            "pgp_sym_decrypt",
            "pgp_sym_encrypt",
            "pgp_pub_decrypt",
            "pgp_pub_encrypt",
        ],
        ..NONE
    },
    KnownExtension { name: "unaccent", functions: &["unaccent"], ..NONE },
    KnownExtension {
        name: "fuzzystrmatch",
        functions: &["levenshtein", "levenshtein_less_equal", "soundex", "difference", "metaphone", "dmetaphone", "dmetaphone_alt"],
        ..NONE
    },
    KnownExtension {
        name: "intarray",
        functions: &["icount", "idx", "intset", "sort", "sort_asc", "sort_desc", "subarray", "uniq"],
        operator_classes: &["gin__int_ops", "gist__int_ops", "gist__intbig_ops"],
        ..NONE
    },
    KnownExtension {
        name: "cube",
        types: &["cube"],
        functions: &["cube", "cube_dim", "cube_distance"],
        operator_classes: &["gist_cube_ops"],
        instead: "write `real[]`",
        ..NONE
    },
    KnownExtension {
        name: "earthdistance",
        functions: &["earth", "earth_box", "earth_distance", "ll_to_earth", "sec_to_gc", "gc_to_sec"],
        ..NONE
    },
    KnownExtension { name: "seg", types: &["seg"], operator_classes: &["gist_seg_ops"], instead: "write `numrange`", ..NONE },
    KnownExtension {
        name: "isn",
        types: &["isbn13", "ean13", "issn", "issn13", "ismn", "ismn13", "upc"],
        functions: &["isn_weak", "make_valid", "is_valid"],
        instead: "write `isbn` or `ean`",
        ..NONE
    },
    KnownExtension { name: "tablefunc", functions: &["crosstab", "connectby", "normal_rand"], ..NONE },
    KnownExtension {
        name: "vector",
        types: &["vector", "halfvec", "sparsevec"],
        functions: &["cosine_distance", "l2_distance", "inner_product", "l1_distance", "vector_dims", "vector_norm", "l2_normalize"],
        operator_classes: &[
            "vector_l2_ops",
            "vector_ip_ops",
            "vector_cosine_ops",
            "halfvec_l2_ops",
            "halfvec_ip_ops",
            "halfvec_cosine_ops",
        ],
        package: "-pgvector",
        instead: "write `real[]`",
        ..NONE
    },
    KnownExtension {
        name: "postgis",
        types: &["geometry", "geography"],
        functions: &[
            "st_point",
            "st_makepoint",
            "st_setsrid",
            "st_x",
            "st_y",
            "st_isvalid",
            "st_srid",
            "st_distance",
            "st_dwithin",
            "st_area",
        ],
        package: "-postgis-3",
        instead: "write `latitude` and `longitude`, or `point`",
        ..NONE
    },
    KnownExtension { name: "postgis_raster", types: &["raster"], package: "-postgis-3", ..NONE },
];

impl KnownExtension {
    /// The package of Debian and Ubuntu that brings it to a server of this major version.
    pub fn package(&self, major: u32) -> String {
        format!("postgresql-{major}{}", self.package)
    }

    /// Whether an expression uses a function, type or operator of its, as far as its words tell.
    pub fn is_used_in(&self, expression: &str) -> bool {
        words(expression).any(|word| self.functions.contains(&word) || self.types.contains(&word))
            || self.operators.iter().any(|operator| expression.contains(operator))
    }

    /// Whether an index by this method over plain types needs it.
    pub fn serves(&self, method: &str) -> bool {
        self.method == Some(method)
    }
}

pub fn named(name: &str) -> Option<&'static KnownExtension> {
    EXTENSIONS.iter().find(|extension| extension.name == name)
}

/// The extension that has this type.
pub fn of_type(name: &str) -> Option<&'static KnownExtension> {
    EXTENSIONS.iter().find(|extension| extension.types.contains(&name))
}

/// The extension that has what PostgreSQL missed. By its SQLSTATE and the names in its message, whatever language the words between them
/// are in.
pub fn missed(sqlstate: &str, message: &str) -> Option<&'static KnownExtension> {
    match sqlstate {
        // undefined_object: `type "citext" does not exist`, `required extension "cube" is not installed`
        "42704" => missed_object(message),
        // undefined_function: `function uuid_generate_v4() does not exist`, `operator does not exist: text % text`
        "42883" => missed_function(message),
        _ => None,
    }
}

fn missed_object(message: &str) -> Option<&'static KnownExtension> {
    let quoted: Vec<&str> = message.split('"').skip(1).step_by(2).map(unqualified).collect();
    let has = |extension: &&KnownExtension| {
        quoted.iter().any(|name| extension.name == *name || extension.types.contains(name) || extension.operator_classes.contains(name))
    };
    let of_method = || match quoted.as_slice() {
        // `data type bigint has no default operator class for access method "gist"`
        [method] => EXTENSIONS.iter().find(|extension| extension.serves(method)),
        _ => None,
    };
    EXTENSIONS.iter().find(has).or_else(of_method)
}

fn missed_function(message: &str) -> Option<&'static KnownExtension> {
    if let Some((before, _)) = message.split_once('(')
        && let Some(name) = before.split_whitespace().last()
        && !name.is_empty()
    {
        let name = unqualified(name);
        return EXTENSIONS.iter().find(|extension| extension.functions.contains(&name));
    }
    let words: Vec<&str> = message.split_whitespace().collect();
    let place =
        EXTENSIONS.iter().find_map(|extension| Some((extension, words.iter().position(|word| extension.operators.contains(word))?)));
    let is_text = |word: Option<&&str>| word.is_some_and(|word| ["text", "varying", "character", "citext"].contains(word));
    place.filter(|(_, place)| is_text(words.get(place.wrapping_sub(1))) || is_text(words.get(place + 1))).map(|(extension, _)| extension)
}

fn unqualified(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name).trim_matches('"')
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !(character.is_alphanumeric() || character == '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_postgresql_misses_is_known_by_the_names_in_its_message() {
        for (sqlstate, message, expected) in [
            ("42704", "type \"citext\" does not exist", Some("citext")),
            ("42704", "type \"public.vector\" does not exist", Some("vector")),
            ("42704", "Typ »citext« existiert nicht", None),
            ("42704", "operator class \"gin_trgm_ops\" does not exist for access method \"gin\"", Some("pg_trgm")),
            ("42704", "operator class \"my_ops\" does not exist for access method \"gist\"", None),
            ("42704", "data type bigint has no default operator class for access method \"gist\"", Some("btree_gist")),
            ("42704", "data type bigint has no default operator class for access method \"gin\"", Some("btree_gin")),
            ("42704", "required extension \"cube\" is not installed", Some("cube")),
            ("42704", "type \"wrong_type\" does not exist", None),
            ("42883", "function uuid_generate_v4() does not exist", Some("uuid-ossp")),
            ("42883", "function public.similarity(text, text) does not exist", Some("pg_trgm")),
            ("42883", "Funktion gen_salt(unknown) existiert nicht", Some("pgcrypto")),
            ("42883", "function shelf_width(integer) does not exist", None),
            ("42883", "operator does not exist: character varying % unknown", Some("pg_trgm")),
            ("42883", "operator does not exist: character varying > integer", None),
            ("42883", "operator does not exist: boolean % integer", None),
            ("42883", "", None),
            ("42P01", "relation \"citext\" does not exist", None),
        ] {
            assert_eq!(missed(sqlstate, message).map(|extension| extension.name), expected, "{message}");
        }
    }

    #[test]
    fn a_use_in_an_expression_is_known_by_its_words() {
        let trigrams = named("pg_trgm").expect("it is listed");
        assert!(trigrams.is_used_in("(public.similarity(title, name) > 0.3)"));
        assert!(!trigrams.is_used_in("dissimilarity(title)"));
        assert!(trigrams.is_used_in("title % name"));
        assert!(named("citext").expect("it is listed").is_used_in("title::public.citext = name"));
        assert_eq!(named("vector").expect("it is listed").package(16), "postgresql-16-pgvector");
        assert_eq!(named("citext").expect("it is listed").package(15), "postgresql-15");
    }

    #[test]
    fn no_name_and_no_type_is_listed_twice() {
        let mut names: Vec<&str> = EXTENSIONS.iter().map(|extension| extension.name).collect();
        let mut types: Vec<&str> = EXTENSIONS.iter().flat_map(|extension| extension.types).copied().collect();
        let count = names.len() + types.len();
        names.sort_unstable();
        names.dedup();
        types.sort_unstable();
        types.dedup();
        assert_eq!(names.len() + types.len(), count);
    }
}
