//! Changes of one detail of a thing that stands, as people make them: what making it otherwise altogether would seldom bring about.
//!
//! Comes in: a state. Goes out: the state with a few things edited. Never happens: a thing becomes one that needs something else, or that
//! the rows break.

use super::choice::Choice;
use super::state::{State, Text, Thing};

type Edit = fn(&mut Choice, &State, &Thing) -> Option<Thing>;

/// Of things of which kinds, how often of a hundred, and what becomes of one.
const EDITS: &[(&[&str], usize, Edit)] = &[
    (&["check", "foreign key"], 14, validation),
    (&["check", "foreign key"], 8, validation),
    (&["index", "unique", "check", "foreign key", "exclusion"], 9, name),
    (&["enum"], 8, label),
    (&["domain"], 14, domain_default),
    (&["domain"], 9, domain_not_null),
    (&["domain"], 9, domain_check),
    (&["composite type"], 24, attributes),
    (&["aggregate"], 9, |_, _, thing| {
        swapped(thing, &[(", INITCOND = '0'", ""), (", INITCOND = '5', PARALLEL = SAFE", ", INITCOND = '0'")])
    }),
    (&["policy"], 12, |_, _, thing| swapped(thing, &[(" TO PUBLIC", " TO reader"), (" TO reader, writer", " TO writer")])),
    (&["rule"], 28, |_, _, thing| {
        swapped(thing, &[("DO ALSO NOTHING", "DO ALSO NOTIFY changed"), ("IS NOT NULL DO", "IS NOT NULL AND true DO")])
    }),
    (&["grant"], 14, grant_option),
    (&["replica identity"], 35, |_, _, thing| swapped(thing, &[("IDENTITY FULL", "IDENTITY NOTHING")])),
    (&["statistics"], 60, target_of_statistics),
    (&["column identity"], 65, numbers_of_identity),
    (&["view"], 25, |_, _, thing| {
        swapped(thing, &[("WITH (security_barrier = true) AS SELECT", "AS SELECT"), (" > 0", " > 2"), (" > 1", " > 2")])
    }),
    (&["comment"], 45, |_, _, thing| {
        swapped(thing, &[(" IS 'Who'", " IS 'Whose'"), (" IS 'a; b -- c'", " IS 'd'"), ("ünïcode", "unicode")])
    }),
];

/// Settings of columns are few, and each has values of its own.
const SETTINGS: &[(&str, &str)] = &[
    ("STATISTICS 10", "STATISTICS 500"),
    ("n_distinct = 5", "n_distinct = -0.5"),
    ("STORAGE EXTERNAL", "STORAGE MAIN"),
    ("STORAGE PLAIN", "STORAGE MAIN"),
];

pub fn edited(choice: &mut Choice, before: &State) -> State {
    let mut state = before.clone();
    for (kinds, percent, edit) in EDITS {
        if !choice.chance(*percent) {
            continue;
        }
        let is_of_them = |thing: &&Thing| !thing.fresh && kinds.iter().any(|kind| thing.kinds.iter().any(|own| own == kind));
        let things: Vec<&Thing> = state.things.iter().filter(is_of_them).collect();
        let Some(thing) = choice.any(&things).map(|thing| (*thing).clone()) else { continue };
        let Some(made) = edit(choice, &state, &thing) else { continue };
        replace(&mut state, &thing, made);
    }
    for setting in before.made_by("column setting") {
        match choice.below(5) {
            0 => state = state.without(&setting.key),
            1 | 2 if state.find(&setting.key).is_some() => {
                if let Some(made) = swapped(setting, SETTINGS) {
                    state.put(made);
                }
            }
            _ => {}
        }
    }
    state.repaired()
}

/// Under a new name too: what needs it follows.
fn replace(state: &mut State, thing: &Thing, made: Thing) {
    if made.key != thing.key {
        if state.find(&made.key).is_some() {
            return;
        }
        let (from, to) = (thing.path.clone(), made.path.clone());
        for other in state.things.iter_mut().filter(|other| other.needs.iter().any(|(key, _)| *key == thing.key)) {
            other.needs.iter_mut().filter(|(key, _)| *key == thing.key).for_each(|(key, _)| key.clone_from(&made.key));
            if other.site.of == thing.key {
                other.site.of.clone_from(&made.key);
            }
            other.key = other.key.replace(&thing.key, &made.key);
            if let Text::Statements(statements) = &mut other.text {
                statements.iter_mut().for_each(|text| *text = text.replace(&from, &to));
            }
        }
    }
    if let Some(place) = state.things.iter().position(|other| other.key == thing.key) {
        state.things[place] = made;
    }
}

fn with(thing: &Thing, edit: impl Fn(&str) -> String) -> Option<Thing> {
    let mut made = thing.clone();
    match &mut made.text {
        Text::Statements(statements) => statements.iter_mut().for_each(|text| *text = edit(text)),
        Text::Column(text) => *text = edit(text),
        Text::Table { .. } => return None,
    }
    (made.text != thing.text).then_some(made)
}

/// The first that is there becomes the other, either way.
fn swapped(thing: &Thing, words: &[(&str, &str)]) -> Option<Thing> {
    with(thing, |text| {
        for (one, other) in words {
            if !one.is_empty() && text.contains(one) {
                return text.replacen(one, other, 1);
            }
            if !other.is_empty() && text.contains(other) {
                return text.replacen(other, one, 1);
            }
        }
        text.to_string()
    })
}

/// A check that is not valid on a parent would be valid on a child that is made later.
fn validation(_: &mut Choice, state: &State, thing: &Thing) -> Option<Thing> {
    let table = state.find(&thing.site.of)?;
    let is_parent = state.made_by("child").iter().any(|child| child.site.of == table.key);
    if table.site.make != "table" || is_parent {
        return None;
    }
    let mut made = with(thing, |text| text.strip_suffix(" NOT VALID").map_or_else(|| format!("{text} NOT VALID"), str::to_string))?;
    let kind = format!("{} not valid", thing.site.make);
    let had = made.kinds.len();
    made.kinds.retain(|known| *known != kind);
    if made.kinds.len() == had {
        made.kinds.push(kind);
    }
    Some(made)
}

fn name(_: &mut Choice, _: &State, thing: &Thing) -> Option<Thing> {
    // Names in quotes have their quotes at the end, and by another name a second primary key could come.
    if thing.path.ends_with('"') || thing.site.make == "primary key" {
        return None;
    }
    let (from, to) = (thing.path.clone(), format!("{}_too", thing.path));
    let bare = |path: &str| path.rsplit_once('.').map_or(path, |(_, name)| name).to_string();
    let (old, new) = (bare(&from), bare(&to));
    let mut made = with(thing, |text| text.replacen(&format!(" {old} "), &format!(" {new} "), 1))?;
    made.key = made.key.replace(&from, &to);
    made.comment_on = made.comment_on.map(|on| on.replace(&from, &to));
    made.path = to;
    Some(made)
}

fn label(choice: &mut Choice, _: &State, thing: &Thing) -> Option<Thing> {
    let at_the_end = choice.chance(60);
    with(thing, |text| match at_the_end {
        _ if text.contains("'n'") => text.to_string(),
        true => text.strip_suffix(')').unwrap_or(text).to_string() + ", 'n')",
        false => text.replacen("ENUM (", "ENUM ('n', ", 1),
    })
}

/// `CREATE DOMAIN name AS base`, and the rest.
fn domain_parts(text: &str) -> (String, String) {
    for base in [" AS integer", " AS character varying(30)", " AS text"] {
        if let Some((head, rest)) = text.split_once(base) {
            return (format!("{head}{base}"), rest.to_string());
        }
    }
    (text.to_string(), String::new())
}

fn domain_default(_: &mut Choice, _: &State, thing: &Thing) -> Option<Thing> {
    let value = if thing.class == "int" { "4" } else { "'q'" };
    let default = format!(" DEFAULT {value}");
    with(thing, |text| {
        let (head, rest) = domain_parts(text);
        rest.strip_prefix(&default).map_or_else(|| format!("{head}{default}{rest}"), |rest| format!("{head}{rest}"))
    })
}

fn domain_not_null(_: &mut Choice, _: &State, thing: &Thing) -> Option<Thing> {
    with(thing, |text| match (text.contains(" NOT NULL"), text.split_once(" CONSTRAINT ")) {
        (true, _) => text.replacen(" NOT NULL", "", 1),
        (false, Some((head, check))) => format!("{head} NOT NULL CONSTRAINT {check}"),
        (false, None) => format!("{text} NOT NULL"),
    })
}

fn domain_check(_: &mut Choice, _: &State, thing: &Thing) -> Option<Thing> {
    let check = if thing.class == "int" { "VALUE > -100" } else { "VALUE <> 'never'" };
    with(thing, |text| match text.split_once(" CONSTRAINT ") {
        Some((head, _)) => head.to_string(),
        None => format!("{text} CONSTRAINT ok CHECK ({check})"),
    })
}

fn attributes(choice: &mut Choice, _: &State, thing: &Thing) -> Option<Thing> {
    let another = choice.chance(60);
    with(thing, |text| match another {
        true if text.contains(", c date") => text.replacen(", c date", "", 1),
        true => text.strip_suffix(')').unwrap_or(text).to_string() + ", c date)",
        false if text.contains("a bigint") => text.replacen("a bigint", "a integer", 1),
        false => text.replacen("a integer", "a bigint", 1),
    })
}

fn grant_option(_: &mut Choice, _: &State, thing: &Thing) -> Option<Thing> {
    let is_of_rows = |text: &str| text.starts_with("GRANT SELECT") || text.starts_with("GRANT ALL") || text.contains(" ON SEQUENCE ");
    with(thing, |text| match text.strip_suffix(" WITH GRANT OPTION") {
        Some(without) => without.to_string(),
        None if is_of_rows(text) && !text.ends_with("PUBLIC") => format!("{text} WITH GRANT OPTION"),
        None => text.to_string(),
    })
}

fn target_of_statistics(_: &mut Choice, _: &State, thing: &Thing) -> Option<Thing> {
    let mut made = thing.clone();
    let Text::Statements(statements) = &mut made.text else { return None };
    if statements.len() > 1 {
        statements.truncate(1);
    } else {
        statements.push(format!("ALTER STATISTICS {} SET STATISTICS 200", thing.path));
    }
    Some(made)
}

fn numbers_of_identity(_: &mut Choice, _: &State, column: &Thing) -> Option<Thing> {
    let options = " (START WITH 1 INCREMENT BY 1 CACHE 5)";
    with(column, |text| text.strip_suffix(options).map_or_else(|| format!("{text}{options}"), str::to_string))
}
