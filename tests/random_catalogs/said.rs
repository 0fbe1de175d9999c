//! What is said of other things: comments, grants, default privileges.

use super::choice::Choice;
use super::make::thing;
use super::parts::finished;
use super::state::{Site, State, Thing};

pub fn said_of(choice: &mut Choice, state: &State, site: &Site) -> Option<Thing> {
    match site.make {
        "comment" => {
            let of = state.find(&site.of)?;
            let text = choice.of(&["Who", "It''s \"so\"", "two\nlines", "ünïcode", "a; b -- c"]);
            let mut made = thing("comment", site, &format!("comment of {}", site.of), "");
            made.kinds.push(format!("comment on {}", of.site.make));
            finished(made, 80, format!("COMMENT ON {} IS '{text}'", of.comment_on.as_ref()?))
        }
        "grant" => grant(choice, state, site),
        _ => {
            let schemas = state.made_by("schema");
            let mut made = thing("default privilege", site, &format!("default privilege {}", site.name), "");
            let scope = match choice.any(&schemas).filter(|_| choice.chance(50)) {
                Some(schema) => {
                    made.needs.push((schema.key.clone(), None));
                    format!(" IN SCHEMA {}", schema.path)
                }
                None => String::new(),
            };
            let words = match choice.below(6) {
                0 => "GRANT SELECT ON TABLES TO reader",
                1 => "GRANT INSERT, UPDATE ON TABLES TO writer WITH GRANT OPTION",
                2 => "GRANT USAGE ON SEQUENCES TO reader",
                3 | 4 if scope.is_empty() => "REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC",
                _ => "GRANT EXECUTE ON FUNCTIONS TO writer",
            };
            let place = if choice.chance(50) { 5 } else { 90 };
            finished(made, place, format!("ALTER DEFAULT PRIVILEGES{scope} {words}"))
        }
    }
}

fn grant(choice: &mut Choice, state: &State, site: &Site) -> Option<Thing> {
    const OF: &[&str] = &[
        "table",
        "partitioned",
        "view",
        "sequence",
        "function",
        "schema",
        "enum",
        "domain",
        "materialized view",
        "procedure",
        "aggregate",
    ];
    let things: Vec<&Thing> = state.things.iter().filter(|thing| OF.contains(&thing.site.make)).collect();
    let of = *choice.any(&things)?;
    let mut made = thing("grant", site, &format!("grant {}", site.name), "");
    made.needs.push((of.key.clone(), None));
    let to = choice.of(&["reader", "writer", "PUBLIC"]);
    let option = if to != "PUBLIC" && choice.chance(20) { " WITH GRANT OPTION" } else { "" };
    let columns: Vec<&Thing> = state.columns(&of.key);
    let path = &of.path;
    let statement = match of.site.make {
        "table" | "partitioned" if choice.chance(25) && !columns.is_empty() => {
            let column = *choice.any(&columns)?;
            made.needs.push((column.key.clone(), None));
            made.kinds.push("grant on column".to_string());
            format!("GRANT SELECT ({}) ON {path} TO {to}{option}", column.site.name)
        }
        "table" | "partitioned" | "view" | "materialized view" => {
            format!("GRANT {} ON {path} TO {to}{option}", choice.of(&["SELECT", "SELECT, INSERT", "ALL"]))
        }
        "sequence" => format!("GRANT USAGE ON SEQUENCE {path} TO {to}{option}"),
        "schema" => format!("GRANT USAGE ON SCHEMA {path} TO {to}{option}"),
        "enum" | "domain" if choice.chance(50) => format!("REVOKE USAGE ON TYPE {path} FROM PUBLIC"),
        "enum" | "domain" => format!("GRANT USAGE ON TYPE {path} TO {}", choice.of(&["reader", "writer"])),
        "procedure" => format!("GRANT EXECUTE ON PROCEDURE {path} TO {to}"),
        "aggregate" => format!("GRANT EXECUTE ON FUNCTION {path} TO {to}"),
        _ if choice.chance(50) => format!("REVOKE EXECUTE ON FUNCTION {path}(integer) FROM PUBLIC"),
        _ => format!("GRANT EXECUTE ON FUNCTION {path}(integer) TO {}", choice.of(&["reader", "writer"])),
    };
    finished(made, 85, statement)
}
