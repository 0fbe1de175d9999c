//! Things that belong to a table, its constraints apart: indexes, triggers, rules, policies, settings.

use super::choice::Choice;
use super::make::{Offered, thing};
use super::objects::schema_of;
use super::state::{Site, State, Text, Thing};

/// Classes whose three values differ.
pub const DISTINCT: &[&str] = &["int", "num", "float", "text", "char", "date", "time", "uuid", "citext", "interval", "inet", "bytes"];
/// Classes whose values may be stored elsewhere.
pub const LONG: &[&str] = &["text", "jsonb", "bytes", "ints", "texts"];
pub const ORDERED: &[&str] = &["int", "num", "float", "text", "date", "time", "uuid", "bool", "inet", "interval"];

pub fn need(made: &mut Thing, column: &Thing) {
    made.needs.push((column.key.clone(), Some(column.class.clone())));
}

pub fn finished(mut made: Thing, place: u8, statement: String) -> Option<Thing> {
    made.place = place;
    made.text = Text::Statements(vec![statement]);
    Some(made)
}

/// `t1_uq2`: names of indexes share a schema.
pub fn joined(table: &Thing, name: &str) -> String {
    let plain = format!("{}_{}", table.site.name.trim_matches('"'), name.trim_matches('"'));
    groundplan::sql::quote_identifier(&plain).to_string()
}

/// One or two columns, not the same twice.
pub fn some<'s>(choice: &mut Choice, columns: &[&'s Thing]) -> Vec<&'s Thing> {
    let Some(first) = choice.any(columns) else { return Vec::new() };
    let mut chosen = vec![*first];
    if choice.chance(35)
        && let Some(second) = choice.any(columns)
        && second.key != first.key
    {
        chosen.push(*second);
    }
    chosen
}

pub fn names(columns: &[&Thing]) -> String {
    columns.iter().map(|column| column.site.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// A key over a partitioned table holds the column by which it is partitioned.
pub fn with_partition_key<'s>(state: &'s State, table: &Thing, mut columns: Vec<&'s Thing>) -> Vec<&'s Thing> {
    if table.site.make == "partitioned"
        && !columns.iter().any(|column| column.site.name == "c1")
        && let Some(key) = state.find(&format!("column {}.c1", table.path))
    {
        columns.push(key);
    }
    columns
}

/// True of all rows.
pub fn condition(choice: &mut Choice, state: &State, made: &mut Thing, column: &Thing) -> Option<String> {
    let functions = state.made_by("function");
    let templates: &[&str] = match column.class.as_str() {
        "int" => {
            if let Some(function) = choice.any(&functions).filter(|_| choice.chance(25)) {
                made.needs.push((function.key.clone(), Some(function.class.clone())));
                return Some(format!("{}({}::integer) > -100", function.path, column.site.name));
            }
            &[
                "{} > 0",
                "{} >= 1 AND {} <= 100",
                "{} BETWEEN 0 AND 50",
                "{} IN (1, 2, 3, 4)",
                "{} <> 0 OR {} IS NULL",
                "NOT {} < 0",
                "{} = ANY (ARRAY[1, 2, 3])",
                "{} + 1 > 0",
                "{} * 2.5 > 0",
            ]
        }
        "num" => &["{} > 0", "{} >= 0.5", "{} < 1000.5", "round({}, 1) <> 99"],
        "float" => &["{} > 0", "{} < 1e6"],
        "text" => &[
            "{} <> ''",
            "length({}) > 0",
            "{} IN ('1', '2', '3')",
            "lower({}) = {}",
            "{} ~ '^[0-9]+$'",
            "{} LIKE '_%'",
            "char_length({}) <= 40",
            "{} IS NOT NULL OR {} IS NULL",
            "{}::text <> 'it''s'",
        ],
        "date" => &["{} > '1990-01-01'", "{} < '3000-01-01'::date", "EXTRACT(year FROM {}) > 1990"],
        "time" => &["{} > '1990-01-01'"],
        "bool" => &["{} OR NOT {}", "{} IS NOT NULL OR {} IS NULL", "{} = true OR {} = false"],
        "jsonb" => &["jsonb_typeof({}) <> 'x'", "{} <> '{\"b\": 2}'"],
        "ints" => &["cardinality({}) < 9", "{} <> '{9}'"],
        "range" => &["NOT isempty({})", "upper({}) > 1"],
        "interval" => &["{} > '1 second'"],
        other if other.starts_with("of enum") => {
            &["{} <> 'b' OR true", "{} >= 'a' OR {} < 'a'", "{}::text <> 'nothing'", "{} IN ('a', 'b') OR {} IS NOT NULL"]
        }
        other if other.starts_with("domain int") => &["{} > 0", "{} IN (1, 2, 3)"],
        other if other.starts_with("domain text") => &["{} <> 'zz'", "length({}) < 30"],
        _ => &["{} IS NOT NULL OR {} IS NULL"],
    };
    Some(choice.of(templates).replace("{}", &column.site.name))
}

pub fn index(choice: &mut Choice, state: &State, site: &Site, offered: &Offered) -> Option<Thing> {
    let table = state.find(&site.of)?;
    let name = joined(table, &site.name);
    let path = format!("{}.{name}", schema_of(&table.path));
    let mut made = thing("index", site, &format!("index {path}"), "");
    made.comment_on = Some(format!("INDEX {path}"));
    made.path = path;
    let columns = state.columns(&table.key);
    let own: Vec<&Thing> = state.columns_of_class(&table.key, ORDERED);
    let special: Vec<&Thing> = state.columns_of_class(&table.key, &["ints", "texts", "jsonb", "range"]);
    let mut options: Vec<&'static str> = Vec::new();
    let mut unique = "";
    let mut after = String::new();
    let (method, keys) = if let Some(column) = choice.any(&special).filter(|_| choice.chance(45)) {
        need(&mut made, column);
        options.push("method");
        match column.class.as_str() {
            "jsonb" => ("gin", format!("{}{}", column.site.name, choice.of(&["", " jsonb_path_ops"]))),
            "range" => (choice.of(&["gist", "spgist"]), column.site.name.clone()),
            _ => ("gin", column.site.name.clone()),
        }
    } else {
        let chosen = some(choice, &own);
        let first = *chosen.first()?;
        chosen.iter().for_each(|column| need(&mut made, column));
        let trigrams = state.find("extension pg_trgm").filter(|_| first.class == "text");
        if let Some(trigrams) = trigrams.filter(|_| choice.chance(60)) {
            options.push("operator class");
            made.needs.push((trigrams.key.clone(), Some(trigrams.class.clone())));
            (
                choice.of(&["gin", "gist"]),
                format!("{} {}.{}", first.site.name, schema_of(&trigrams.path), if choice.chance(0) { "" } else { "gin_trgm_ops" }),
            )
        } else if choice.chance(10) {
            options.push("method");
            (choice.of(&["hash", "brin"]), if first.class == "bool" { return None } else { first.site.name.clone() })
        } else {
            let mut keys = Vec::new();
            for column in &chosen {
                let mut key = column.site.name.clone();
                if choice.chance(25) {
                    key = expression(choice, state, &mut made, column).inspect(|_| options.push("expression")).unwrap_or(key);
                }
                if column.class == "text" && choice.chance(15) {
                    options.push("collation");
                    key.push_str(" COLLATE \"C\"");
                }
                if column.class == "text" && choice.chance(15) {
                    options.push("operator class");
                    key.push_str(" text_pattern_ops");
                }
                if choice.chance(22) {
                    options.push("order");
                    key.push_str(choice.of(&[" DESC", " NULLS FIRST", " DESC NULLS LAST", " ASC"]));
                }
                keys.push(key);
            }
            if DISTINCT.contains(&first.class.as_str())
                && (table.fresh || !first.fresh)
                && !keys.iter().any(|key| key.contains('('))
                && choice.chance(25)
                && table.site.make != "partitioned"
            {
                options.push("unique");
                unique = "UNIQUE ";
            }
            let others: Vec<&Thing> = own.iter().copied().filter(|other| !chosen.iter().any(|column| column.key == other.key)).collect();
            if let Some(other) = choice.any(&others).filter(|_| choice.chance(12)) {
                options.push("include");
                need(&mut made, other);
                after.push_str(&format!(" INCLUDE ({})", other.site.name));
            }
            if !unique.is_empty() && offered.major >= 15 && choice.chance(15) {
                options.push("nulls not distinct");
                after.push_str(" NULLS NOT DISTINCT");
            }
            if choice.chance(12) {
                options.push("storage");
                after.push_str(" WITH (fillfactor = 80)");
            }
            ("btree", keys.join(", "))
        }
    };
    if choice.chance(20)
        && let Some(column) = choice.any(&columns)
        && let Some(condition) = condition(choice, state, &mut made, column)
        // Not immutable.
        && !condition.contains("'nothing'")
        && !(column.class == "time" && condition.contains("1990"))
    {
        need(&mut made, column);
        options.push("predicate");
        after.push_str(&format!(" WHERE {condition}"));
    }
    if method == "gist" && keys.contains("gin_trgm_ops") {
        return None;
    }
    made.kinds.extend(options.iter().map(|option| format!("index {option}")));
    let method = if method == "btree" { String::new() } else { format!(" USING {method}") };
    finished(made, 58, format!("CREATE {unique}INDEX {name} ON {}{method} ({keys}){after}", table.path))
}

fn expression(choice: &mut Choice, state: &State, made: &mut Thing, column: &Thing) -> Option<String> {
    let functions = state.made_by("function");
    let name = &column.site.name;
    Some(match column.class.as_str() {
        "int" => match choice.any(&functions).filter(|_| choice.chance(40)) {
            Some(function) => {
                made.needs.push((function.key.clone(), Some(function.class.clone())));
                format!("{}({name}::integer)", function.path)
            }
            None => choice.of(&["({} + 1)", "abs({})", "({} % 2)", "(({})::numeric * 1.5)", "sqrt({})"]).replace("{}", name),
        },
        "text" => choice.of(&["lower({})", "({} || 'x')", "\"left\"({}, 3)", "upper(btrim({}))", "(coalesce({}, ''))"]).replace("{}", name),
        "num" => choice.of(&["round({})", "({} * 2)", "sqrt({}::double precision)"]).replace("{}", name),
        "date" => format!("date_part('year', {name})"),
        _ => return None,
    })
}

pub fn attached(choice: &mut Choice, state: &State, site: &Site) -> Option<Thing> {
    let of = state.find(&site.of)?;
    let table = &of.path;
    let mut made = thing(site.make, site, &format!("{} {} of {table}", site.make, site.name), "");
    let columns: Vec<&Thing> = state.columns_of_class(&of.key, &["int", "text", "num"]);
    match site.make {
        "trigger" => {
            let functions = state.made_by("trigger function");
            let function = choice.any(&functions)?;
            made.needs.push((function.key.clone(), None));
            made.comment_on = Some(format!("TRIGGER {} ON {table}", site.name));
            let mut event = choice.of(&["INSERT", "UPDATE", "INSERT OR UPDATE", "DELETE"]).to_string();
            let column = choice.any(&columns).copied();
            if let Some(column) = column.filter(|_| event == "UPDATE" && choice.chance(50)) {
                made.needs.push((column.key.clone(), None));
                event = format!("UPDATE OF {}", column.site.name);
            }
            let mut when = String::new();
            if let Some(column) = column.filter(|_| event.starts_with("UPDATE") && choice.chance(40)) {
                need(&mut made, column);
                when = format!(" WHEN (OLD.{0} IS DISTINCT FROM NEW.{0})", column.site.name);
            }
            let arguments = choice.of(&["", "'a'", "'it''s', '2'"]);
            let call = format!("EXECUTE FUNCTION {}({arguments})", function.path);
            let mut statements = match choice.below(8) {
                0 => {
                    made.kinds.push("trigger constraint".to_string());
                    vec![format!(
                        "CREATE CONSTRAINT TRIGGER {} AFTER {event} ON {table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW{when} {call}",
                        site.name
                    )]
                }
                1 if of.site.make != "partitioned" => {
                    made.kinds.push("trigger with transition tables".to_string());
                    vec![format!(
                        "CREATE TRIGGER {} AFTER INSERT ON {table} REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT {call}",
                        site.name
                    )]
                }
                2 => vec![format!(
                    "CREATE TRIGGER {} {} TRUNCATE ON {table} FOR EACH STATEMENT {call}",
                    site.name,
                    choice.of(&["BEFORE", "AFTER"])
                )],
                _ => vec![format!(
                    "CREATE TRIGGER {} {} {event} ON {table} FOR EACH ROW{when} {call}",
                    site.name,
                    choice.of(&["BEFORE", "AFTER"])
                )],
            };
            if choice.chance(15) {
                made.kinds.push("trigger state".to_string());
                statements.push(format!(
                    "ALTER TABLE {table} {} TRIGGER {}",
                    choice.of(&["DISABLE", "ENABLE ALWAYS", "ENABLE REPLICA"]),
                    site.name
                ));
            }
            made.place = 68;
            made.text = Text::Statements(statements);
            Some(made)
        }
        "rule" => {
            let rule = match choice.any(&columns) {
                Some(column) if choice.chance(50) => {
                    need(&mut made, column);
                    format!("ON UPDATE TO {table} WHERE NEW.{0} IS NULL AND OLD.{0} IS NOT NULL DO INSTEAD NOTHING", column.site.name)
                }
                _ => choice.of(&["ON DELETE TO {} DO ALSO NOTHING", "ON UPDATE TO {} DO ALSO NOTIFY changed"]).replace("{}", table),
            };
            made.comment_on = Some(format!("RULE {} ON {table}", site.name));
            finished(made, 69, format!("CREATE RULE {} AS {rule}", site.name))
        }
        "policy" => {
            let column = *choice.any(&columns)?;
            need(&mut made, column);
            let test = condition(choice, state, &mut made, column)?;
            let to = choice.of(&["PUBLIC", "reader", "reader, writer"]);
            let kind = choice.of(&["", " AS RESTRICTIVE"]);
            let rest = match choice.below(4) {
                0 => format!("FOR SELECT TO {to} USING ({test})"),
                1 => format!("FOR INSERT TO {to} WITH CHECK ({test})"),
                2 => format!("FOR UPDATE TO {to} USING ({test}) WITH CHECK ({test})"),
                _ => format!("TO {to} USING ({test})"),
            };
            made.comment_on = Some(format!("POLICY {} ON {table}", site.name));
            finished(made, 70, format!("CREATE POLICY {} ON {table}{kind} {rest}", site.name))
        }
        "row security" => {
            let word = if site.name == "row security" { "ENABLE" } else { "FORCE" };
            finished(made, 71, format!("ALTER TABLE {table} {word} ROW LEVEL SECURITY"))
        }
        "column setting" => {
            let table = state.find(&of.site.of)?;
            // A child that is made later would take it over.
            if state.made_by("child").iter().any(|child| child.site.of == table.key) {
                return None;
            }
            made.needs.push((of.key.clone(), Some(of.class.clone())));
            let is_long = LONG.contains(&of.class.as_str());
            let setting = match site.name.as_str() {
                "storage" if is_long => format!("SET STORAGE {}", choice.of(&["EXTERNAL", "MAIN", "PLAIN"])),
                "compression" if is_long => "SET COMPRESSION pglz".to_string(),
                "statistics" => format!("SET STATISTICS {}", choice.of(&["10", "500"])),
                "options" => format!("SET ({})", choice.of(&["n_distinct = 5", "n_distinct = -0.5"])),
                _ => return None,
            };
            made.kinds.push(format!("column {}", site.name));
            finished(made, 57, format!("ALTER TABLE {} ALTER COLUMN {} {setting}", table.path, of.site.name))
        }
        _ => {
            let keys: Vec<&Thing> =
                state.things.iter().filter(|thing| thing.site.make == "primary key" && thing.site.of == of.key).collect();
            let statement = match (site.make, choice.any(&keys)) {
                ("cluster mark", Some(key)) if of.site.make != "partitioned" => {
                    made.needs.push((key.key.clone(), Some(key.class.clone())));
                    format!("ALTER TABLE {table} CLUSTER ON {}", key.path)
                }
                ("replica identity", Some(key)) if choice.chance(40) && key.values.is_empty() => {
                    made.needs.push((key.key.clone(), Some(key.class.clone())));
                    format!("ALTER TABLE {table} REPLICA IDENTITY USING INDEX {}", key.path)
                }
                ("replica identity", _) => format!("ALTER TABLE {table} REPLICA IDENTITY {}", choice.of(&["FULL", "NOTHING"])),
                _ => return None,
            };
            finished(made, 72, statement)
        }
    }
}
