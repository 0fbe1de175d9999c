//! A state of a schema as a list of things, each with its statements and with what it needs.
//!
//! A thing whose needs are not there any more is left out, with all that needs it. So any part of a state is a state, which is what
//! mutation and shrinking rest on.

use std::collections::BTreeSet;
use std::fmt::Write;

/// What a thing is made for: the same site is filled otherwise in the other state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    pub make: &'static str,
    /// The name it has in its schema or table, as SQL writes it.
    pub name: String,
    /// The thing that it belongs to: a schema, a table.
    pub of: String,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Thing {
    /// Tells it from all others, and finds it again in the other state.
    pub key: String,
    pub site: Site,
    /// For the histogram.
    pub kinds: Vec<String>,
    /// Keys of things that must be there, of the class that is named, if one is.
    pub needs: Vec<(String, Option<String>)>,
    /// What others may do with it: the type of a column, the labels' type of an enum.
    pub class: String,
    /// Its name in SQL.
    pub path: String,
    pub text: Text,
    /// As COMMENT ON names it.
    pub comment_on: Option<String>,
    /// Of a column: its values in rows 1, 2 and 3; empty where PostgreSQL gives them.
    pub values: Vec<String>,
    pub nullable: bool,
    /// A column that the other state does not have: its rows all hold the same.
    pub fresh: bool,
    pub place: u8,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Text {
    Statements(Vec<String>),
    /// Between the brackets of its table.
    Column(String),
    /// What stands before and after the brackets, and whether there are brackets.
    Table {
        before: String,
        after: String,
        columns: bool,
    },
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    pub things: Vec<Thing>,
}

/// Rows come after the tables and before everything that judges or answers them.
pub const TABLES: u8 = 40;
pub const ROWS: u8 = 50;

impl State {
    pub fn find(&self, key: &str) -> Option<&Thing> {
        self.things.iter().find(|thing| thing.key == key)
    }

    pub fn made_by(&self, make: &str) -> Vec<&Thing> {
        self.things.iter().filter(|thing| thing.site.make == make).collect()
    }

    /// Tables of all kinds.
    pub fn tables(&self) -> Vec<&Thing> {
        self.things.iter().filter(|thing| matches!(thing.text, Text::Table { .. })).collect()
    }

    /// The columns of a table, its parents' too.
    pub fn columns(&self, table: &str) -> Vec<&Thing> {
        let mut found: Vec<&Thing> =
            self.things.iter().filter(|thing| thing.site.of == table && matches!(thing.text, Text::Column(_))).collect();
        if let Some(table) = self.find(table).filter(|table| ["partition", "child"].contains(&table.site.make)) {
            found.extend(self.columns(&table.site.of));
        }
        found
    }

    pub fn columns_of_class(&self, table: &str, classes: &[&str]) -> Vec<&Thing> {
        self.columns(table).into_iter().filter(|column| classes.contains(&column.class.as_str())).collect()
    }

    pub fn put(&mut self, thing: Thing) {
        match self.things.iter_mut().find(|other| other.key == thing.key) {
            Some(other) => *other = thing,
            None => self.things.push(thing),
        }
    }

    pub fn without(&self, key: &str) -> State {
        State { things: self.things.iter().filter(|thing| thing.key != key).cloned().collect() }.repaired()
    }

    /// Leaves out what lacks something that it needs.
    pub fn repaired(mut self) -> State {
        loop {
            let held: BTreeSet<(String, String)> = self.things.iter().map(|thing| (thing.key.clone(), thing.class.clone())).collect();
            let keys: BTreeSet<&String> = held.iter().map(|(key, _)| key).collect();
            let before = self.things.len();
            let mut things = std::mem::take(&mut self.things);
            things.retain(|thing| {
                thing.needs.iter().all(|(key, class)| match class {
                    Some(class) => held.contains(&(key.clone(), class.clone())),
                    None => keys.contains(key),
                })
            });
            self.things = things;
            if self.things.len() == before {
                return self;
            }
        }
    }

    fn sorted(&self) -> Vec<&Thing> {
        let mut things: Vec<&Thing> = self.things.iter().collect();
        things.sort_by_key(|thing| thing.place);
        things
    }

    /// The statements, in an order that PostgreSQL takes.
    pub fn statements(&self, rows: bool) -> Vec<String> {
        let mut statements = Vec::new();
        let mut filled = !rows;
        for thing in self.sorted() {
            if thing.place >= ROWS && !filled {
                filled = true;
                statements.extend(self.rows());
            }
            match &thing.text {
                Text::Statements(own) => statements.extend(own.iter().cloned()),
                Text::Column(_) => {}
                Text::Table { before, after, columns } => statements.push(self.table(thing, before, after, *columns)),
            }
        }
        if !filled {
            statements.extend(self.rows());
        }
        statements
    }

    fn table(&self, table: &Thing, before: &str, after: &str, brackets: bool) -> String {
        let columns: Vec<&str> = self
            .things
            .iter()
            .filter(|thing| thing.site.of == table.key)
            .filter_map(|thing| match &thing.text {
                Text::Column(text) => Some(text.as_str()),
                _ => None,
            })
            .collect();
        let body = if brackets { format!(" (\n    {}\n)", columns.join(",\n    ")) } else { String::new() };
        format!("{before}{body}{after}").replace("(\n    \n)", "()")
    }

    /// Three rows for each table that keeps rows of its own.
    fn rows(&self) -> Vec<String> {
        // Of the partitions, the second has no room for them.
        let has_room = |parent: &Thing| {
            self.made_by("partition").iter().any(|part| part.site.of == parent.key && !part.site.name.starts_with("part2"))
        };
        let tables = self.tables().into_iter().filter(|table| match table.site.make {
            "partition" => false,
            "partitioned" => has_room(table),
            _ => true,
        });
        tables.flat_map(|table| (0..3).map(move |row| self.row(table, row))).collect()
    }

    fn row(&self, table: &Thing, row: usize) -> String {
        let columns: Vec<&Thing> = self
            .columns(&table.key)
            .into_iter()
            .filter(|column| {
                !column.values.is_empty() || column.site.of != table.key && column.kinds.iter().any(|kind| kind == "column identity")
            })
            .collect();
        if columns.is_empty() {
            return format!("INSERT INTO {} DEFAULT VALUES", table.path);
        }
        let mut names = String::new();
        let mut values = String::new();
        for column in columns {
            let separator = if names.is_empty() { "" } else { ", " };
            let _ = write!(names, "{separator}{}", column.site.name);
            let value = if !column.site.of.eq(&table.key) && column.kinds.iter().any(|kind| kind == "column identity") {
                // The numbers of a parent are not given to its children.
                ["1", "2", "3"][row]
            } else if column.values.is_empty() {
                "DEFAULT"
            } else if self.is_null(column, row) {
                "NULL"
            } else {
                column.values[row].as_str()
            };
            let _ = write!(values, "{separator}{value}");
        }
        format!("INSERT INTO {} ({names}) VALUES ({values})", table.path)
    }

    /// Some columns have a row without a value; none that a key or an exclusion looks at.
    fn is_null(&self, column: &Thing, row: usize) -> bool {
        let strict = ["primary key", "foreign key", "exclusion", "partitioned", "unique", "policy"];
        let looked_at = |thing: &Thing| strict.contains(&thing.site.make) && thing.needs.iter().any(|(key, _)| *key == column.key);
        column.nullable && row == 2 && column.key.bytes().map(usize::from).sum::<usize>() % 7 == 0 && !self.things.iter().any(looked_at)
    }

    pub fn text(&self, rows: bool) -> String {
        self.statements(rows).iter().map(|statement| format!("{statement};\n")).collect()
    }
}
