//! Columns: their types, where their values come from, and the values of the three rows.

use super::choice::Choice;
use super::make::{numbered, thing};
use super::state::{Site, State, TABLES, Text, Thing};

/// A type as a column has it.
struct Kind {
    sql: String,
    class: String,
    values: Vec<String>,
    defaults: Vec<String>,
    needs: Vec<(String, Option<String>)>,
}

fn kind(sql: &str, class: &str, values: [&str; 3], defaults: &[&str]) -> Kind {
    let owned = |list: &[&str]| list.iter().map(|text| text.to_string()).collect();
    Kind { sql: sql.to_string(), class: class.to_string(), values: owned(&values), defaults: owned(defaults), needs: Vec::new() }
}

const NUMBERS: [&str; 3] = ["1", "2", "3"];
const TEXTS: [&str; 3] = ["'1'", "'2'", "'3'"];

fn kinds(state: &State) -> Vec<Kind> {
    let mut kinds = vec![
        kind("integer", "int", NUMBERS, &["0", "7", "(1 + 2)", "(-1)"]),
        kind("integer", "int", NUMBERS, &["0", "5"]),
        kind("bigint", "int", NUMBERS, &["0", "1"]),
        kind("smallint", "int", NUMBERS, &["0", "(4)::smallint"]),
        kind("numeric(10,2)", "num", ["1.25", "2.5", "3"], &["0", "1.5", "(-1)"]),
        kind("numeric(12,2)", "num", ["1.25", "2.5", "3"], &["0", "0.0"]),
        kind("numeric", "num", ["1.25", "2.5", "3"], &["0"]),
        kind("double precision", "float", ["1.5", "2.5", "3"], &["0", "1.5", "random()"]),
        kind("real", "float", ["1.5", "2.5", "3"], &["0"]),
        kind("text", "text", TEXTS, &["''", "'x'", "'it''s'", "CURRENT_USER", "lower('A')"]),
        kind("text", "text", TEXTS, &["'a'"]),
        kind("character varying(40)", "text", TEXTS, &["''", "'x'::character varying"]),
        kind("varchar(20)", "text", TEXTS, &["'x'"]),
        kind("varchar", "text", TEXTS, &["'x'::text"]),
        kind("character(5)", "char", TEXTS, &["'y'"]),
        kind("boolean", "bool", ["true", "false", "true"], &["false", "true", "(1 = 1)"]),
        kind("date", "date", ["'2024-01-01'", "'2024-01-02'", "'2024-01-03'"], &["CURRENT_DATE", "'2020-02-03'"]),
        kind(
            "timestamp",
            "time",
            ["'2024-01-01 10:00'", "'2024-01-02 11:00'", "'2024-01-03'"],
            &["LOCALTIMESTAMP", "'2020-02-03 00:00:00'"],
        ),
        kind(
            "timestamptz",
            "time",
            ["'2024-01-01 10:00+00'", "'2024-01-02 11:00+00'", "'2024-01-03 00:00+00'"],
            &["now()", "CURRENT_TIMESTAMP"],
        ),
        kind(
            "timestamp(3) with time zone",
            "time",
            ["'2024-01-01 10:00+00'", "'2024-01-02 11:00+00'", "'2024-01-03 00:00+00'"],
            &["now()"],
        ),
        kind("interval", "interval", ["'1 day'", "'2 days'", "'3 days'"], &["'1 hour'"]),
        kind(
            "uuid",
            "uuid",
            ["'00000000-0000-0000-0000-000000000001'", "'00000000-0000-0000-0000-000000000002'", "'00000000-0000-0000-0000-000000000003'"],
            &["gen_random_uuid()"],
        ),
        kind("jsonb", "jsonb", ["'{\"a\": 1}'", "'[]'", "'3'"], &["'{}'", "'[]'::jsonb"]),
        kind("json", "json", ["'{\"a\": 1}'", "'[]'", "'3'"], &["'{}'"]),
        kind("bytea", "bytes", ["'\\x01'", "'\\x02'", "'\\x03'"], &["'\\x00'"]),
        kind("inet", "inet", ["'10.0.0.1'", "'10.0.0.2'", "'10.0.0.3'"], &["'127.0.0.1'"]),
        kind("integer[]", "ints", ["'{1}'", "'{2,3}'", "'{}'"], &["'{}'", "ARRAY[1, 2]"]),
        kind("text[]", "texts", ["'{a}'", "'{b,c}'", "'{}'"], &["'{}'", "ARRAY['x'::text]"]),
        kind("int4range", "range", ["'[10,15)'", "'[20,25)'", "'[30,35)'"], &["'empty'", "int4range(1, 2)"]),
        kind("daterange", "dates", ["'[2024-01-01,2024-01-02)'", "'[2024-02-01,2024-02-02)'", "'[2024-03-01,)'"], &[]),
    ];
    for made in state.things.iter() {
        let defaults: Vec<&str> = made.values.iter().map(String::as_str).collect();
        let mut own = match made.site.make {
            "enum" => kind(&made.path, &format!("of {}", made.key), [&made.values[0], &made.values[1], &made.values[2]], &defaults),
            "domain" if made.class == "int" => kind(&made.path, "domain int", NUMBERS, &["1"]),
            "domain" => kind(&made.path, "domain text", TEXTS, &["'z'"]),
            "composite type" => kind(&made.path, &format!("of {}", made.key), [&made.values[0], &made.values[1], &made.values[2]], &[]),
            "range type" => kind(&made.path, &format!("of {}", made.key), ["'[10,15)'", "'[20,25)'", "'[30,35)'"], &[]),
            "extension" if made.site.name == "citext" => kind(&made.path, "citext", TEXTS, &["'x'"]),
            _ => continue,
        };
        own.needs.push((made.key.clone(), Some(made.class.clone())));
        if made.site.make == "enum" {
            let array = format!("'{{{}}}'", made.values[0].trim_matches('\''));
            let mut array = kind(&format!("{}[]", made.path), &format!("array of {}", made.key), [&array, "'{}'", &array], &["'{}'"]);
            array.needs.clone_from(&own.needs);
            kinds.push(array);
            kinds.push(Kind {
                needs: own.needs.clone(),
                ..kind(&own.sql, &own.class, [&own.values[0], &own.values[1], &own.values[2]], &defaults)
            });
        }
        kinds.push(own);
    }
    kinds
}

/// Classes whose values pass to the other by a cast.
const PASSES: &[(&str, &[&str])] = &[
    ("int", &["int", "int", "num", "text", "float", "domain int"]),
    ("num", &["num", "num", "text", "float", "int"]),
    ("float", &["float", "num", "text"]),
    ("text", &["text", "text", "int", "num", "char", "citext", "domain text"]),
    ("char", &["char", "text"]),
    ("citext", &["citext", "text"]),
    ("date", &["date", "time", "text"]),
    ("time", &["time", "time", "date", "text"]),
    ("json", &["jsonb", "text"]),
    ("jsonb", &["json", "text"]),
    ("bool", &["bool", "text"]),
    ("domain int", &["domain int", "int"]),
    ("domain text", &["domain text", "text"]),
];

fn any<'k>(choice: &mut Choice, kinds: &'k [Kind], before: Option<&Thing>) -> &'k Kind {
    let passes = before.and_then(|before| PASSES.iter().find(|(class, _)| *class == before.class)).map(|(_, passes)| *passes);
    let own = before.map(|before| before.class.as_str());
    if !choice.chance(3) && before.is_some() {
        let class = passes.map(|passes| choice.of(passes)).or(own);
        let fitting: Vec<usize> = (0..kinds.len()).filter(|place| Some(kinds[*place].class.as_str()) == class).collect();
        if let Some(place) = choice.any(&fitting) {
            return &kinds[*place];
        }
    }
    &kinds[choice.below(kinds.len())]
}

/// What makes a value when a row gives none.
fn default(choice: &mut Choice, state: &State, kind: &Kind, column: &mut Thing) -> Option<String> {
    if kind.class == "int" && choice.chance(30) {
        let functions: Vec<&Thing> = state.made_by("function");
        let sequences = state.made_by("sequence");
        if let Some(function) = choice.any(&functions).filter(|_| choice.chance(50)) {
            column.needs.push((function.key.clone(), Some(function.class.clone())));
            let call = format!("{}(1)", function.path);
            return Some(if function.class.contains("bigint") && kind.sql != "bigint" { format!("({call})::{}", kind.sql) } else { call });
        }
        if let Some(sequence) = choice.any(&sequences) {
            column.needs.push((sequence.key.clone(), None));
            return Some(format!("nextval('{}'::regclass)", sequence.path.replace('\'', "''")));
        }
    }
    choice.any(&kind.defaults).cloned()
}

pub fn column(choice: &mut Choice, state: &State, site: &Site, before: Option<&Thing>) -> Option<Thing> {
    let table = state.find(&site.of)?;
    let kinds = kinds(state);
    let keeps_type = before.is_some() && choice.chance(50);
    let kind = match before {
        Some(before) if keeps_type => kinds.iter().find(|kind| kind.class == before.class)?,
        _ => any(choice, &kinds, before),
    };
    let mut column = thing("column", site, &format!("column {}.{}", table.path, site.name), &kind.class);
    column.place = TABLES;
    column.path = format!("{}.{}", table.path, site.name);
    column.comment_on = Some(format!("COLUMN {}", column.path));
    column.needs.extend(kind.needs.iter().cloned());
    column.values.clone_from(&kind.values);
    let mut sql = format!("{} {}", site.name, kind.sql);
    if kind.class == "text" && choice.chance(8) {
        sql.push_str(" COLLATE \"C\"");
        column.kinds.push("column collation".to_string());
    }
    // A new column is read before the rows of those that stood: most have something to hold.
    let is_new = before.is_none();
    let was_nullable = before.is_none_or(|before| before.nullable);
    let required = if is_new || !was_nullable { choice.chance(35) } else { choice.chance(20) };
    let source = choice.below(100);
    let has_children = state.made_by("child").iter().any(|child| child.site.of == table.key);
    let in_parted = table.site.make == "partitioned" || has_children;
    if kind.class == "int" && source < 14 && !in_parted {
        let word = if choice.chance(50) { "ALWAYS" } else { "BY DEFAULT" };
        let options = if choice.chance(25) { " (START WITH 1 INCREMENT BY 1 CACHE 5)" } else { "" };
        sql.push_str(&format!(" GENERATED {word} AS IDENTITY{options}"));
        column.kinds.push("column identity".to_string());
        column.nullable = false;
        column.values.clear();
    } else if kind.class == "int" && source < 24 && !in_parted && kind.sql != "smallint" {
        sql = format!("{} {}", site.name, if kind.sql == "bigint" { "bigserial" } else { "serial" });
        column.kinds.push("column serial".to_string());
        column.nullable = false;
        column.values.clear();
    } else if source < 32 && !in_parted && generated(choice, state, kind, &mut column, &mut sql) {
        column.kinds.push("column generated".to_string());
        column.values.clear();
    } else {
        let has_default = source < 60 || required && is_new && source < 96;
        if let Some(default) = Some(()).filter(|_| has_default).and_then(|()| default(choice, state, kind, &mut column)) {
            sql.push_str(&format!(" DEFAULT {default}"));
            column.kinds.push("column default".to_string());
        } else if required && is_new && !choice.chance(20) {
            column.text = Text::Column(sql);
            return Some(column);
        }
        if required {
            sql.push_str(" NOT NULL");
            column.kinds.push("column not null".to_string());
            column.nullable = false;
        }
    }
    column.text = Text::Column(sql);
    Some(column)
}

fn generated(choice: &mut Choice, state: &State, kind: &Kind, column: &mut Thing, sql: &mut String) -> bool {
    let sources: Vec<Thing> = state
        .columns_of_class(&column.site.of, &[kind.class.as_str()])
        .into_iter()
        .filter(|other| other.key != column.key && !other.kinds.iter().any(|kind| kind == "column generated"))
        .filter(|other| other.site.of == column.site.of)
        .cloned()
        .collect();
    let Some(source) = choice.any(&sources) else { return false };
    let name = &source.site.name;
    let expression = match kind.class.as_str() {
        "int" if kind.sql == "smallint" => format!("{name}::smallint"),
        "int" if kind.sql == "integer" => format!("(({name} + {})::integer)", choice.below(3)),
        "int" | "num" => format!("{name} * {}", choice.between(1, 3)),
        "text" if kind.sql == "text" => {
            choice.of(&["lower({})", "{} || 'x'", "coalesce({}, '')", "\"substring\"({}, 1, 3)"]).replace("{}", name)
        }
        "bool" => format!("NOT {name}"),
        _ => return false,
    };
    column.needs.push((source.key.clone(), Some(source.class.clone())));
    sql.push_str(&format!(" GENERATED ALWAYS AS ({expression}) STORED"));
    true
}

/// A name for a column, some of them such that they must be quoted.
pub fn column_name(choice: &mut Choice, prefix: &str) -> String {
    match choice.below(12) {
        0 => "\"Mixed\"".to_string(),
        1 => "\"order\"".to_string(),
        2 => "\"with space\"".to_string(),
        _ => numbered(prefix, choice.between(1, 7)),
    }
}
