//! Which things there are, and at which sites.

use super::choice::Choice;
use super::columns::{column, column_name};
use super::constraints;
use super::edits::edited;
use super::objects;
use super::parts;
use super::said;
use super::state::{Site, State, Text, Thing};

/// What the server offers.
#[derive(Debug, Clone, Default)]
pub struct Offered {
    pub major: u32,
    pub extensions: Vec<String>,
}

pub fn numbered(prefix: &str, number: usize) -> String {
    format!("{prefix}{number}")
}

/// With a name and nothing else yet.
pub fn thing(kind: &str, site: &Site, key: &str, class: &str) -> Thing {
    let needs = if site.of.is_empty() { Vec::new() } else { vec![(site.of.clone(), None)] };
    Thing {
        key: key.to_string(),
        site: site.clone(),
        kinds: vec![kind.to_string()],
        needs,
        class: class.to_string(),
        path: site.name.clone(),
        text: Text::Statements(Vec::new()),
        comment_on: None,
        values: Vec::new(),
        nullable: true,
        fresh: false,
        place: 0,
    }
}

/// What fills a site.
pub fn fill(choice: &mut Choice, state: &State, site: &Site, offered: &Offered, before: Option<&Thing>) -> Option<Thing> {
    match site.make {
        "column" => column(choice, state, site, before),
        "table" | "partitioned" | "partition" | "child" => objects::table(choice, state, site),
        "primary key" | "unique" | "check" | "foreign key" | "exclusion" => constraints::constraint(choice, state, site, offered),
        "index" => parts::index(choice, state, site, offered),
        "trigger" | "rule" | "policy" | "row security" | "column setting" | "replica identity" | "cluster mark" => {
            parts::attached(choice, state, site)
        }
        "grant" | "default privilege" | "comment" => said::said_of(choice, state, site),
        _ => objects::object(choice, state, site, offered),
    }
}

/// How many of a kind, at most, and how often one is tried.
const AMOUNTS: &[(&str, usize, usize)] = &[
    ("schema", 2, 60),
    ("extension", 1, 22),
    ("enum", 2, 45),
    ("domain", 2, 32),
    ("composite type", 1, 32),
    ("range type", 1, 22),
    ("function", 2, 40),
    ("sum function", 1, 25),
    ("trigger function", 1, 45),
    ("sequence", 2, 40),
    ("table", 3, 85),
    ("partitioned", 1, 30),
    ("child", 1, 30),
    ("column", 12, 92),
    ("partition", 2, 90),
    ("primary key", 3, 70),
    ("unique", 2, 45),
    ("check", 3, 50),
    ("exclusion", 1, 28),
    ("foreign key", 2, 75),
    ("index", 4, 60),
    ("view", 2, 45),
    ("materialized view", 1, 35),
    ("view index", 1, 60),
    ("late function", 1, 30),
    ("procedure", 1, 25),
    ("aggregate", 1, 35),
    ("trigger", 2, 60),
    ("rule", 1, 25),
    ("policy", 2, 35),
    ("row security", 2, 30),
    ("column setting", 5, 50),
    ("replica identity", 1, 20),
    ("cluster mark", 1, 35),
    ("statistics", 1, 35),
    ("grant", 3, 45),
    ("default privilege", 2, 28),
    ("comment", 4, 55),
];

/// Adds things at sites that are free. `percent` of the usual amount.
pub fn grow(choice: &mut Choice, mut state: State, offered: &Offered, percent: usize, before: &State) -> State {
    for (make, most, chance) in AMOUNTS {
        let columns_of_new = *make == "column" && percent < 100;
        for _ in 0..*most {
            if !choice.chance(chance * percent / 100) && !columns_of_new {
                continue;
            }
            if columns_of_new && !choice.chance(percent) && state.tables().iter().all(|table| !state.columns(&table.key).is_empty()) {
                continue;
            }
            let Some(site) = site(choice, &state, make) else { continue };
            let Some(mut made) = fill(choice, &state, &site, offered, None) else { continue };
            made.fresh = percent < 100;
            // A name that is free again seldom comes back as something else.
            let is_again = before.find(&made.key).is_some() && !choice.chance(10);
            if state.find(&made.key).is_none() && !is_again {
                if site.make == "partitioned" {
                    state.put(objects::key_column(&made));
                }
                state.put(made);
            }
        }
    }
    state.repaired()
}

/// Changes, drops and adds.
pub fn mutate(choice: &mut Choice, before: &State, offered: &Offered) -> State {
    let percent = choice.of(&[4, 12, 12, 30, 60]);
    let mut state = before.clone();
    for thing in &before.things {
        let number = choice.below(200);
        if number < percent {
            state = state.without(&thing.key);
        } else if number < 2 * percent
            && state.find(&thing.key).is_some()
            && let Some(changed) = fill(choice, &state, &thing.site, offered, Some(thing))
            && changed.key == thing.key
        {
            state.put(changed);
            state = state.repaired();
        }
    }
    let edited = edited(choice, &state);
    grow(choice, edited, offered, percent, before)
}

fn schema(choice: &mut Choice, state: &State) -> String {
    let schemas = state.made_by("schema");
    choice.any(&schemas).filter(|_| choice.chance(60)).map_or(String::new(), |schema| schema.key.clone())
}

/// `public.t1`
pub fn qualified(state: &State, site: &Site) -> String {
    let schema = state.find(&site.of).map_or("public", |schema| schema.path.as_str());
    format!("{schema}.{}", site.name)
}

/// A site of this kind, free or not.
fn site(choice: &mut Choice, state: &State, make: &'static str) -> Option<Site> {
    let named = |choice: &mut Choice, prefix: &str, most: usize| numbered(prefix, choice.between(1, most));
    let in_schema = |choice: &mut Choice, name: String| Site { make, name, of: schema(choice, state) };
    let of_table = |choice: &mut Choice, name: String| {
        let tables: Vec<&Thing> = state.tables();
        let weighted: Vec<&&Thing> = tables.iter().filter(|table| table.site.make != "partition").collect();
        Some(Site { make, name, of: choice.any(&weighted)?.key.clone() })
    };
    Some(match make {
        "schema" => Site { make, name: choice.of(&["app", "app", "\"Other One\""]).to_string(), of: String::new() },
        "extension" => {
            Site { make, name: choice.of(&["citext", "btree_gist", "pg_trgm", "hstore"]).to_string(), of: schema(choice, state) }
        }
        "enum" => {
            let name = named(choice, "mood", 3);
            in_schema(choice, name)
        }
        "domain" => {
            let name = named(choice, "dom", 3);
            in_schema(choice, name)
        }
        "composite type" => {
            let name = named(choice, "pair", 2);
            in_schema(choice, name)
        }
        "range type" => {
            let name = named(choice, "span", 2);
            in_schema(choice, name)
        }
        "function" => {
            let name = named(choice, "f", 3);
            in_schema(choice, name)
        }
        "sum function" => {
            let name = named(choice, "add", 2);
            in_schema(choice, name)
        }
        "trigger function" => {
            let name = named(choice, "note", 2);
            in_schema(choice, name)
        }
        "late function" => {
            let name = named(choice, "read", 3);
            in_schema(choice, name)
        }
        "procedure" => {
            let name = named(choice, "work", 2);
            in_schema(choice, name)
        }
        "aggregate" => {
            let name = named(choice, "total", 2);
            in_schema(choice, name)
        }
        "sequence" => {
            let name = named(choice, "seq", 3);
            in_schema(choice, name)
        }
        "table" => {
            let name = if choice.chance(10) { "\"Order\"".to_string() } else { named(choice, "t", 4) };
            in_schema(choice, name)
        }
        "partitioned" => {
            let name = named(choice, "parted", 2);
            in_schema(choice, name)
        }
        "partition" => {
            let parents = state.made_by("partitioned");
            let parent = choice.any(&parents)?;
            Site { make, name: format!("part{}_{}", choice.between(1, 3), parent.site.name), of: parent.key.clone() }
        }
        "child" => {
            let parents = state.made_by("table");
            let parent = choice.any(&parents)?;
            Site { make, name: named(choice, "kid", 2), of: parent.key.clone() }
        }
        "column" => {
            let tables: Vec<&Thing> = state.tables().into_iter().filter(|table| table.site.make != "partition").collect();
            let table = *choice.any(&tables)?;
            // A child has its parent's columns too, under their names.
            let name = if table.site.make == "child" { named(choice, "k", 5) } else { column_name(choice, "c") };
            Site { make, name, of: table.key.clone() }
        }
        "view" => {
            let name = named(choice, "v", 4);
            in_schema(choice, name)
        }
        "materialized view" => {
            let name = named(choice, "mv", 2);
            in_schema(choice, name)
        }
        "view index" => {
            let views = state.made_by("materialized view");
            Site { make, name: named(choice, "ixmv", 2), of: choice.any(&views)?.key.clone() }
        }
        "statistics" => {
            let name = named(choice, "st", 2);
            of_table(choice, name)?
        }
        "primary key" => of_table(choice, "pk".to_string())?,
        "row security" => {
            let name = choice.of(&["row security", "row security", "forced row security"]).to_string();
            of_table(choice, name)?
        }
        "replica identity" | "cluster mark" => of_table(choice, make.to_string())?,
        "column setting" => {
            let tables = state.made_by("table");
            let table = choice.any(&tables)?.key.clone();
            let name = choice.of(&["storage", "storage", "statistics", "compression", "compression", "options"]);
            let any_type = ["statistics", "options"].contains(&name);
            let fits = |column: &&Thing| column.site.of == table && (any_type || parts::LONG.contains(&column.class.as_str()));
            let columns: Vec<&Thing> = state.columns(&table).into_iter().filter(fits).collect();
            Site { make, name: name.to_string(), of: choice.any(&columns)?.key.clone() }
        }
        "grant" | "default privilege" => Site { make, name: choice.between(1, 6).to_string(), of: String::new() },
        "comment" => {
            let things: Vec<&Thing> = state.things.iter().filter(|thing| thing.comment_on.is_some()).collect();
            Site { make, name: "comment".to_string(), of: choice.any(&things)?.key.clone() }
        }
        _ => {
            let prefix = match make {
                "unique" => "uq",
                "check" => "ck",
                "foreign key" => "fk",
                "exclusion" => "ex",
                "index" => "ix",
                "trigger" => "tg",
                "rule" => "ru",
                _ => "po",
            };
            let name = if choice.chance(8) { format!("\"{prefix} {}\"", choice.between(1, 2)) } else { named(choice, prefix, 4) };
            of_table(choice, name)?
        }
    })
}
