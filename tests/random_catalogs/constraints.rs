//! Constraints of tables, with all their options.

use super::choice::Choice;
use super::make::{Offered, thing};
use super::parts::{DISTINCT, ORDERED, condition, finished, joined, names, need, some, with_partition_key};
use super::state::{Site, State, Thing};

pub fn constraint(choice: &mut Choice, state: &State, site: &Site, offered: &Offered) -> Option<Thing> {
    let table = state.find(&site.of)?;
    let name = joined(table, &site.name);
    let mut made = thing(site.make, site, &format!("constraint {name} of {}", table.path), "");
    made.comment_on = Some(format!("CONSTRAINT {name} ON {}", table.path));
    made.path.clone_from(&name);
    let choice_of_fresh = choice.chance(5);
    let own: Vec<&Thing> = state
        .columns_of_class(&table.key, DISTINCT)
        .into_iter()
        .filter(|column| column.site.of == table.key && (!column.fresh || table.fresh || choice_of_fresh))
        .collect();
    let keys: Vec<&Thing> = own.iter().copied().filter(|column| !column.kinds.iter().any(|kind| kind == "column generated")).collect();
    let is_parted = table.site.make == "partitioned";
    let mut options = Vec::new();
    let (body, place) = match site.make {
        "primary key" | "unique" => {
            // Foreign keys refer to a key of one column.
            let fits =
                if is_parted && choice.chance(50) { Vec::new() } else { some(choice, if site.make == "unique" { &own } else { &keys }) };
            let columns = with_partition_key(state, table, fits);
            if columns.is_empty() {
                return None;
            }
            columns.iter().for_each(|column| need(&mut made, column));
            made.class = columns.iter().map(|column| column.key.as_str()).collect::<Vec<_>>().join(",");
            let word = if site.make == "unique" { "UNIQUE" } else { "PRIMARY KEY" };
            let distinct = if site.make == "unique" && offered.major >= 15 && choice.chance(20) {
                options.push("nulls not distinct");
                " NULLS NOT DISTINCT"
            } else {
                ""
            };
            let others: Vec<&Thing> = own.iter().copied().filter(|other| !columns.iter().any(|column| column.key == other.key)).collect();
            let include = match choice.any(&others).filter(|_| choice.chance(15)) {
                Some(other) => {
                    options.push("include");
                    need(&mut made, other);
                    format!(" INCLUDE ({})", other.site.name)
                }
                None => String::new(),
            };
            (format!("{word}{distinct} ({}){include}{}", names(&columns), deferrable(choice, &mut options, &mut made)), 52)
        }
        "check" => {
            let column = *choice.any(&state.columns(&table.key))?;
            need(&mut made, column);
            let mut body = format!("CHECK ({})", condition(choice, state, &mut made, column)?);
            if choice.chance(10) && !is_parted {
                options.push("no inherit");
                body.push_str(" NO INHERIT");
            }
            // A child that is made later would hold it as valid.
            let is_parent = state.made_by("child").iter().any(|child| child.site.of == table.key);
            if choice.chance(12) && !is_parted && !is_parent {
                options.push("not valid");
                body.push_str(" NOT VALID");
            }
            (body, 53)
        }
        "foreign key" => {
            let targets: Vec<&Thing> = state
                .things
                .iter()
                .filter(|key| ["primary key", "unique"].contains(&key.site.make) && !key.class.contains(',') && key.values.is_empty())
                .filter(|key| state.find(&key.site.of).is_some_and(|table| ["table", "partitioned"].contains(&table.site.make)))
                .collect();
            let parted: Vec<&Thing> = targets
                .iter()
                .copied()
                .filter(|key| state.find(&key.site.of).is_some_and(|table| table.site.make == "partitioned"))
                .collect();
            let targets = if choice.chance(30) && !parted.is_empty() { parted } else { targets };
            let target = *choice.any(&targets)?;
            let referenced = state.find(&target.class)?;
            // Zones aside, a moment is not what it was in another type; and what is computed differs from what it is computed from.
            if referenced.class == "time" || referenced.kinds.iter().any(|kind| kind == "column generated") {
                return None;
            }
            let from: Vec<&Thing> =
                keys.iter().copied().filter(|column| column.class == referenced.class && column.key != referenced.key).collect();
            let column = *choice.any(&from)?;
            need(&mut made, column);
            need(&mut made, referenced);
            made.needs.push((target.key.clone(), Some(target.class.clone())));
            let parent = state.find(&target.site.of)?;
            for one in [table, parent] {
                // What is not logged may refer to what is; only this is refused the other way round.
                if one.class == "unlogged" {
                    return None;
                }
                made.needs.push((one.key.clone(), Some(one.class.clone())));
            }
            if parent.site.make == "partitioned" {
                // Where the rows are that it refers to: the second partition has no room for them.
                let has_room = |part: &&Thing| part.site.of == parent.key && !part.site.name.starts_with("part2");
                made.needs.push((state.made_by("partition").into_iter().find(has_room)?.key.clone(), None));
                options.push("to partitioned");
            }
            let mut body = format!("FOREIGN KEY ({}) REFERENCES {} ({})", column.site.name, parent.path, referenced.site.name);
            if choice.chance(15) {
                options.push("match full");
                body.push_str(" MATCH FULL");
            }
            if choice.chance(45) {
                options.push("action");
                body.push_str(choice.of(&[
                    " ON DELETE CASCADE",
                    " ON DELETE RESTRICT",
                    " ON UPDATE CASCADE ON DELETE SET DEFAULT",
                    " ON UPDATE RESTRICT",
                ]));
            }
            body.push_str(deferrable(choice, &mut options, &mut made));
            // What is deferrable can be referred from; it cannot be referred to.
            made.values.clear();
            if choice.chance(25) && !is_parted {
                options.push("not valid");
                body.push_str(" NOT VALID");
            }
            (body, 56)
        }
        _ => {
            if is_parted {
                return None;
            }
            let ranges: Vec<&Thing> = state
                .columns(&table.key)
                .into_iter()
                .filter(|column| column.class.starts_with("range") || column.class.starts_with("of range type"))
                .filter(|column| column.site.of == table.key)
                .collect();
            let gist = state.find("extension btree_gist");
            let body = match (choice.any(&ranges), choice.any(&own)) {
                (Some(range), Some(with)) if gist.is_some() && with.class == "int" && choice.chance(50) => {
                    need(&mut made, range);
                    need(&mut made, with);
                    made.needs.extend(gist.map(|gist| (gist.key.clone(), None)));
                    format!("EXCLUDE USING gist ({} WITH =, {} WITH &&)", with.site.name, range.site.name)
                }
                (Some(range), _) if choice.chance(70) => {
                    need(&mut made, range);
                    format!("EXCLUDE USING gist ({} WITH &&)", range.site.name)
                }
                (_, Some(column)) if ORDERED.contains(&column.class.as_str()) => {
                    need(&mut made, column);
                    format!("EXCLUDE USING {} ({} WITH =)", choice.of(&["btree", "hash"]), column.site.name)
                }
                _ => return None,
            };
            let filter = match own.iter().find(|column| column.class == "int").filter(|_| choice.chance(25)) {
                Some(column) => {
                    options.push("predicate");
                    need(&mut made, column);
                    format!(" WHERE ({} > 0)", column.site.name)
                }
                None => String::new(),
            };
            (format!("{body}{filter}{}", deferrable(choice, &mut options, &mut made)), 54)
        }
    };
    made.kinds.extend(options.iter().map(|option| format!("{} {option}", site.make)));
    finished(made, place, format!("ALTER TABLE {} ADD CONSTRAINT {name} {body}", table.path))
}

/// A mark in `values`: no foreign key may refer to it.
fn deferrable(choice: &mut Choice, options: &mut Vec<&'static str>, made: &mut Thing) -> &'static str {
    if !choice.chance(18) {
        return "";
    }
    options.push("deferrable");
    made.values.push("deferrable".to_string());
    choice.of(&[" DEFERRABLE", " DEFERRABLE INITIALLY DEFERRED"])
}
