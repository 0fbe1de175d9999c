//! Things that stand by themselves: schemas, types, functions, sequences, tables, views.

use super::choice::Choice;
use super::make::{Offered, qualified, thing};
use super::state::{Site, State, TABLES, Text, Thing};

fn one(mut thing: Thing, place: u8, statement: String) -> Option<Thing> {
    thing.place = place;
    thing.text = Text::Statements(vec![statement]);
    Some(thing)
}

fn values(list: &[&str]) -> Vec<String> {
    list.iter().map(|value| value.to_string()).collect()
}

/// `app` of `app.t1`
pub fn schema_of(path: &str) -> &str {
    path.split_once('.').map_or("public", |(schema, _)| schema)
}

pub fn object(choice: &mut Choice, state: &State, site: &Site, offered: &Offered) -> Option<Thing> {
    let path = qualified(state, site);
    let mut made = thing(site.make, site, &format!("{} {path}", site.make), "");
    made.path.clone_from(&path);
    let word = match site.make {
        "enum" | "composite type" | "range type" => "TYPE".to_string(),
        other => other.to_uppercase(),
    };
    made.comment_on = Some(format!("{word} {path}"));
    match site.make {
        "schema" => {
            made.path.clone_from(&site.name);
            made.key = format!("schema {}", site.name);
            made.comment_on = Some(format!("SCHEMA {}", site.name));
            one(made, 0, format!("CREATE SCHEMA {}", site.name))
        }
        "extension" => {
            if !offered.extensions.contains(&site.name) {
                return None;
            }
            made.key = format!("extension {}", site.name);
            made.comment_on = None;
            one(made, 2, format!("CREATE EXTENSION {} SCHEMA {}", site.name, schema_of(&path)))
        }
        "enum" => {
            let labels = match choice.below(9) {
                0 => values(&["'a'", "'b'", "'c'", "'d'"]),
                1 => values(&["'a'", "'x'", "'b'", "'c'"]),
                2 => values(&["'c'", "'b'", "'a'"]),
                3 => values(&["'a'", "'b'", "'c'", "'it''s'", "'e'"]),
                4 => values(&["'a'", "'b'", "'d'"]),
                5 => values(&["'z'", "'a'", "'b'", "'c'"]),
                _ => values(&["'a'", "'b'", "'c'"]),
            };
            // Rows hold a, b and c (d where there is no c).
            let third = if labels.contains(&"'c'".to_string()) { "'c'" } else { "'d'" };
            made.values = values(&["'a'", "'b'", third]);
            one(made, 10, format!("CREATE TYPE {path} AS ENUM ({})", labels.join(", ")))
        }
        "domain" => {
            let (base, class, checks): (&str, &str, &[&str]) = match choice.below(5) {
                0..=1 => ("integer", "int", &["VALUE > 0", "VALUE <> 17", "VALUE >= '-5'::integer AND VALUE < 1000"]),
                2 => ("character varying(30)", "text", &["VALUE <> ''", "length(VALUE) < 20"]),
                _ => ("text", "text", &["VALUE <> ''", "VALUE ~ '^[0-9a-z]+$'", "length(VALUE) BETWEEN 1 AND 40"]),
            };
            made.class = class.to_string();
            let mut sql = format!("CREATE DOMAIN {path} AS {base}");
            if choice.chance(30) {
                sql.push_str(if class == "int" { " DEFAULT 4" } else { " DEFAULT 'q'" });
            }
            if choice.chance(15) {
                sql.push_str(" NOT NULL");
            }
            if choice.chance(70) {
                sql.push_str(&format!(" CONSTRAINT {} CHECK ({})", choice.of(&["ok", "\"Ok\""]), choice.of(checks)));
            }
            one(made, 10, sql)
        }
        "composite type" => {
            let (attributes, row) = match choice.below(4) {
                0 => ("a integer, b text", "'(1,x)'"),
                1 => ("a integer, b text, c date", "'(1,x,)'"),
                2 => ("a bigint, b text COLLATE \"C\"", "'(1,x)'"),
                _ => ("a integer, b text, \"C\" numeric(5,1)", "'(1,x,1.5)'"),
            };
            made.values = values(&[row, row, row]);
            one(made, 10, format!("CREATE TYPE {path} AS ({attributes})"))
        }
        "range type" => {
            let options = choice.of(&[
                "SUBTYPE = integer",
                "SUBTYPE = bigint",
                "SUBTYPE = double precision, SUBTYPE_DIFF = float8mi",
                "SUBTYPE = integer, MULTIRANGE_TYPE_NAME = {}_many",
            ]);
            one(made, 10, format!("CREATE TYPE {path} AS RANGE ({})", options.replace("{}", &path)))
        }
        "sequence" => {
            let options =
                ["", " INCREMENT BY 2", " AS integer MINVALUE 5 START WITH 10", " CACHE 20", " MAXVALUE 1000000 CYCLE", " START WITH 100"];
            one(made, 20, format!("CREATE SEQUENCE {path}{}", choice.of(&options)))
        }
        "function" => function(choice, made, &path),
        "sum function" => {
            made.comment_on = Some(format!("FUNCTION {path}(bigint, integer)"));
            let body = choice.of(&["SELECT $1 + $2", "SELECT coalesce($1, 0) + $2"]);
            made.path = format!("{path}(bigint, integer)");
            one(made, 15, format!("CREATE FUNCTION {path}(bigint, integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS '{body}'"))
        }
        "trigger function" => {
            made.comment_on = Some(format!("FUNCTION {path}()"));
            let body = choice.of(&[
                "BEGIN RETURN NEW; END",
                "BEGIN\n  -- nothing; yet\n  RETURN NULL;\nEND",
                "BEGIN PERFORM 1; RETURN coalesce(NEW, OLD); END",
            ]);
            let set =
                choice.of(&["", " SECURITY DEFINER", " SET search_path = ''", " SET search_path = public, pg_temp SET work_mem = '8MB'"]);
            one(made, 15, format!("CREATE FUNCTION {path}() RETURNS trigger LANGUAGE plpgsql{set} AS $body${body}$body$"))
        }
        "late function" => late_function(choice, state, made, &path),
        "procedure" => {
            made.comment_on = Some(format!("PROCEDURE {path}(integer)"));
            let argument = choice.of(&["n integer", "integer", "n integer DEFAULT 3", "other integer"]);
            let body = choice.of(&["BEGIN NULL; END", "BEGIN COMMIT; END"]);
            made.path = format!("{path}(integer)");
            one(made, 60, format!("CREATE PROCEDURE {path}({argument}) LANGUAGE plpgsql AS $${body}$$"))
        }
        "aggregate" => {
            made.comment_on = Some(format!("AGGREGATE {path}(integer)"));
            made.path = format!("{path}(integer)");
            let own = state.made_by("sum function");
            let transition = match choice.any(&own).filter(|_| choice.chance(60)) {
                Some(function) => {
                    made.needs.push((function.key.clone(), None));
                    format!("SFUNC = {}, STYPE = bigint", function.path.split('(').next().unwrap_or_default())
                }
                None => choice
                    .of(&["SFUNC = int4pl, STYPE = integer", "SFUNC = int4larger, STYPE = integer, COMBINEFUNC = int4larger"])
                    .to_string(),
            };
            let options = choice.of(&["", ", INITCOND = '0'", ", INITCOND = '5', PARALLEL = SAFE"]);
            one(made, 61, format!("CREATE AGGREGATE {path}(integer) ({transition}{options})"))
        }
        "view" | "materialized view" => view(choice, state, made, &path),
        "view index" => {
            let view = state.find(&site.of)?;
            let column = choice.any(&view.values)?;
            let schema = schema_of(&view.path);
            made.path = format!("{schema}.{}", site.name);
            made.key = format!("view index {}", made.path);
            made.comment_on = Some(format!("INDEX {}", made.path));
            let method = choice.of(&["", " USING hash"]);
            one(made.clone(), 66, format!("CREATE INDEX {} ON {}{method} ({column})", site.name, view.path))
        }
        "statistics" => {
            let table = state.find(&site.of)?;
            let classes = ["int", "num", "text", "date", "time", "uuid"];
            let columns: Vec<&Thing> = state.columns_of_class(&table.key, &classes);
            let [first, second, ..] = columns.as_slice() else { return None };
            for column in [first, second] {
                made.needs.push((column.key.clone(), Some(column.class.clone())));
            }
            made.path = format!("{}.{}", schema_of(&table.path), site.name);
            made.key = format!("statistics {}", made.path);
            made.comment_on = Some(format!("STATISTICS {}", made.path));
            let kinds = choice.of(&["", " (ndistinct)", " (dependencies, mcv)", " (ndistinct, dependencies, mcv)"]);
            let of = if choice.chance(25) && first.class == "int" {
                format!("({} + 1), {}", first.site.name, second.site.name)
            } else {
                format!("{}, {}", first.site.name, second.site.name)
            };
            made.place = 62;
            let mut statements = vec![format!("CREATE STATISTICS {}{kinds} ON {of} FROM {}", made.path, table.path)];
            if choice.chance(35) {
                statements.push(format!("ALTER STATISTICS {} SET STATISTICS {}", made.path, choice.of(&["0", "300"])));
            }
            made.text = Text::Statements(statements);
            Some(made)
        }
        _ => None,
    }
}

/// Of one integer; immutable, so that indexes and checks may call it.
fn function(choice: &mut Choice, mut made: Thing, path: &str) -> Option<Thing> {
    made.comment_on = Some(format!("FUNCTION {path}(integer)"));
    let result = if choice.chance(80) { "integer" } else { "bigint" };
    let argument = choice.of(&["x integer", "x integer", "integer", "x integer DEFAULT 1", "y integer"]);
    let name = if argument.contains('y') {
        "y"
    } else if argument.starts_with("integer") {
        "$1"
    } else {
        "x"
    };
    let more = choice.of(&["1", "2", "0"]);
    let options = choice.of(&["", "", " STRICT", " PARALLEL SAFE", " COST 5", " LEAKPROOF"]);
    let body = match choice.below(4) {
        0 => format!("LANGUAGE plpgsql IMMUTABLE{options} AS $$BEGIN RETURN {name} + {more}; END$$"),
        1 => format!("LANGUAGE sql IMMUTABLE{options} RETURN {name} + {more}"),
        2 => format!("LANGUAGE sql IMMUTABLE{options} AS $$\n  SELECT {name} + {more}; -- it's \"so\"\n$$"),
        _ => format!("LANGUAGE sql IMMUTABLE{options} AS 'SELECT {name} + {more}'"),
    };
    made.class = result.to_string();
    let statement = format!("CREATE FUNCTION {path}({argument}) RETURNS {result} {body}");
    one(made, 15, statement)
}

fn late_function(choice: &mut Choice, state: &State, mut made: Thing, path: &str) -> Option<Thing> {
    let tables = state.tables();
    let table = choice.any(&tables)?;
    made.needs.push((table.key.clone(), None));
    let of = &table.path;
    let (arguments, rest) = match choice.below(5) {
        0 => (String::new(), format!("RETURNS SETOF {of} LANGUAGE sql STABLE ROWS 50 AS $$SELECT * FROM {of}$$")),
        1 => (of.clone(), "RETURNS boolean LANGUAGE sql AS 'SELECT $1 IS NULL'".to_string()),
        2 => (String::new(), format!("RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM {of}; END")),
        3 => (String::new(), format!("RETURNS TABLE (n bigint) LANGUAGE plpgsql AS $$BEGIN RETURN QUERY SELECT count(*) FROM {of}; END$$")),
        _ => ("VARIADIC rest text[]".to_string(), format!("RETURNS text LANGUAGE sql AS $$SELECT max(r::text) FROM {of} r$$")),
    };
    let types = arguments.replace("VARIADIC rest ", "");
    made.comment_on = Some(format!("FUNCTION {path}({types})"));
    made.path = format!("{path}({types})");
    made.key = format!("late function {path}({types})");
    one(made, 60, format!("CREATE FUNCTION {path}({arguments}) {rest}"))
}

fn view(choice: &mut Choice, state: &State, mut made: Thing, path: &str) -> Option<Thing> {
    let is_materialized = made.site.make == "materialized view";
    let tables = state.tables();
    let views = state.made_by("view");
    let query = if let Some(below) = choice.any(&views).filter(|below| !is_materialized && below.key != made.key && choice.chance(30)) {
        if reads(state, below, &made.key) {
            return None;
        }
        let columns: Vec<String> = below.values.iter().filter(|_| choice.chance(75)).cloned().collect();
        let columns = if columns.is_empty() { below.values.clone() } else { columns };
        made.needs.push((below.key.clone(), Some(below.class.clone())));
        made.values.clone_from(&columns);
        format!("SELECT {} FROM {}", columns.join(", "), below.path)
    } else {
        let table = choice.any(&tables)?;
        // Those of a materialized view get indexes.
        let indexed = ["int", "num", "text", "date", "bool", "uuid"];
        let fits = |column: &&Thing| !is_materialized || indexed.contains(&column.class.as_str());
        let columns: Vec<&Thing> = state.columns(&table.key).into_iter().filter(fits).filter(|_| choice.chance(55)).take(4).collect();
        let (first, rest) = columns.split_first()?;
        made.needs.push((table.key.clone(), None));
        let mut list = vec![format!("t.{}", first.site.name)];
        made.values.push(first.site.name.clone());
        made.needs.push((first.key.clone(), is_materialized.then(|| first.class.clone())));
        for column in rest {
            made.needs.push((column.key.clone(), is_materialized.then(|| column.class.clone())));
            list.push(format!("t.{}", column.site.name));
            made.values.push(column.site.name.clone());
        }
        let mut condition = String::new();
        if first.class == "int" && choice.chance(50) {
            made.needs.push((first.key.clone(), Some(first.class.clone())));
            condition = format!(" WHERE t.{} > {}", first.site.name, choice.below(3));
        } else if choice.chance(25) {
            list.push("count(*) OVER () AS total".to_string());
            made.values.push("total".to_string());
        }
        let other = choice.any(&tables).filter(|_| choice.chance(15));
        let join = match other {
            Some(other) => {
                made.needs.push((other.key.clone(), None));
                format!(" LEFT JOIN {} o ON true", other.path)
            }
            None => String::new(),
        };
        format!("SELECT {} FROM {} t{join}{condition}", list.join(", "), table.path)
    };
    // Views that stand on this one need its columns.
    made.class = made.values.join(",");
    let options = if is_materialized { "" } else { choice.of(&["", "", "", " WITH (security_barrier = true)"]) };
    let kind = if is_materialized { "MATERIALIZED VIEW" } else { "VIEW" };
    let end = if is_materialized && choice.chance(25) { " WITH NO DATA" } else { "" };
    // Those that read others come after them: by their number among the views.
    let depth =
        made.needs.iter().filter_map(|(key, _)| state.find(key)).filter(|below| below.site.make == "view").map(|below| below.place).max();
    let place = if is_materialized { 65 } else { depth.map_or(63, |below| below.max(63) + 1).min(64) };
    if !is_materialized && depth.is_some_and(|below| below >= 64) {
        return None;
    }
    one(made, place, format!("CREATE {kind} {path}{options} AS {query}{end}"))
}

fn reads(state: &State, view: &Thing, key: &str) -> bool {
    view.needs
        .iter()
        .any(|(need, _)| need == key || state.find(need).is_some_and(|below| below.site.make == "view" && reads(state, below, key)))
}

pub fn table(choice: &mut Choice, state: &State, site: &Site) -> Option<Thing> {
    let parent = state.find(&site.of);
    let path = match site.make {
        "partition" | "child" => format!("{}.{}", schema_of(&parent?.path), site.name),
        _ => qualified(state, site),
    };
    // What a child takes over only when it is made after it, and otherwise: settings of columns, checks that are not valid yet.
    let differs = |part: &Thing| {
        part.site.make == "column setting" && state.find(&part.site.of).is_some_and(|column| column.site.of == site.of)
            || part.site.of == site.of && part.kinds.iter().any(|kind| kind == "check not valid")
    };
    if site.make == "child" && state.things.iter().any(differs) {
        return None;
    }
    let mut made = thing(site.make, site, &format!("table {path}"), "");
    if site.make == "partitioned" {
        made.kinds.push("table".to_string());
    }
    made.path.clone_from(&path);
    made.comment_on = Some(format!("TABLE {path}"));
    made.place = TABLES + u8::from(site.make == "partition" || site.make == "child");
    let mut unlogged = "";
    if site.make == "table" && choice.chance(6) {
        unlogged = "UNLOGGED ";
        made.class = "unlogged".to_string();
        made.kinds.push("table unlogged".to_string());
    }
    let storage = if choice.chance(15) && site.make != "partitioned" {
        made.kinds.push("table storage".to_string());
        choice.of(&[" WITH (fillfactor = 70)", " WITH (autovacuum_enabled = false)", " WITH (fillfactor = 90, parallel_workers = 2)"])
    } else {
        ""
    };
    let before = format!("CREATE {unlogged}TABLE {path}");
    made.text = match site.make {
        "partitioned" => Text::Table { before, after: " PARTITION BY RANGE (c1)".to_string(), columns: true },
        "partition" => {
            let bound = match site.name.as_bytes().get(4) {
                Some(b'1') => {
                    choice.of(&["FOR VALUES FROM (0) TO (100)", "FOR VALUES FROM (1) TO (200)", "FOR VALUES FROM (MINVALUE) TO (200)"])
                }
                Some(b'2') => "FOR VALUES FROM (500) TO (600)",
                _ => "DEFAULT",
            };
            Text::Table { before: format!("{before} PARTITION OF {} {bound}", parent?.path), after: storage.to_string(), columns: false }
        }
        "child" => Text::Table { before, after: format!(" INHERITS ({}){storage}", parent?.path), columns: true },
        _ => Text::Table { before, after: storage.to_string(), columns: true },
    };
    if site.make == "partitioned" {
        made.needs.push((format!("column {path}.c1"), None));
    }
    Some(made)
}

/// The column by which a table is partitioned: PostgreSQL changes nothing of it.
pub fn key_column(table: &Thing) -> Thing {
    let site = Site { make: "key column", name: "c1".to_string(), of: table.key.clone() };
    let mut column = thing("column", &site, &format!("column {}.c1", table.path), "int");
    column.path = format!("{}.c1", table.path);
    column.comment_on = Some(format!("COLUMN {}", column.path));
    column.values = values(&["1", "2", "3"]);
    column.nullable = false;
    column.place = TABLES;
    column.text = Text::Column("c1 integer NOT NULL".to_string());
    column
}
