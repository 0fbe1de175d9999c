//! A random project that is valid as far as the language goes: what it asks for can be built, though not each time be seeded.

use groundplan::domain::naming::{column_name, table_name};

use super::choice::Choice;
use super::kinds::{COMMON, Class, Kind, PATTERNS, POSTGRES, SEMANTIC, checks};
use super::project::{Alias, Entity, Enum, Field, Mixin, Project, Reference, list, sql_word, word};
use super::rules::{lines, rows, seed};

const ENTITIES: &[&str] = &[
    "User",
    "Post",
    "Comment",
    "Order",
    "OrderLine",
    "Category",
    "Invoice",
    "Person",
    "Room",
    "Booking",
    "Tag",
    "HTTPRequest",
    "Product",
    "Review",
    "Country",
    "Team",
    "Event",
    "Message",
    "Shelf",
    "Task",
    "News",
    "Address",
];

/// Keywords, capitals, other alphabets, long names, names that need quotes.
const ODD_ENTITIES: &[&str] = &[
    "Table",
    "Select",
    "user",
    "group",
    "STRASSE",
    "Größe",
    "Книга",
    "my entity",
    "O'Hara",
    "say \"hi\"",
    "key",
    "日本語",
    "SubscriptionCancellationReasonTranslationRevisionHistoryEntryOfTheYear",
    "a-b",
    "x1",
    "_hidden",
    "Data$",
    "semi;colon",
];

const FIELDS: &[&str] = &[
    "name",
    "title",
    "price",
    "status",
    "quantity",
    "note",
    "summary",
    "code",
    "amount",
    "total",
    "starts_on",
    "ends_on",
    "age",
    "weight",
    "description",
    "city_name",
    "first_name",
    "label",
    "position",
    "score",
    "level",
    "body",
    "created_by",
    "display_name",
    "nickname",
    "expires_at",
    "published_at",
    "url",
    "phone_number",
    "color",
    "rank",
    "width",
    "height",
    "comment",
    "kind",
    "state",
    "email_address",
];

const ODD_FIELDS: &[&str] = &[
    "order",
    "group",
    "user",
    "end",
    "default",
    "select",
    "from",
    "unique",
    "check",
    "no",
    "value",
    "on",
    "UPPER",
    "camelCase",
    "größe",
    "имя",
    "with space",
    "it's",
    "say \"hi\"",
    "dollar$",
    "back\\slash",
    "semi;colon",
    "-- comment",
    "null",
    "id2",
    "percent%",
    "a_very_long_field_name_that_goes_on_and_on_until_it_is_longer_than_postgres_allows",
    "x",
    "{braces}",
    "(parens)",
    "limit",
    "offset",
];

const DOCS: &[&str] = &[
    "What people call it.",
    "It's \"quoted\", and 'quoted' again.",
    "Ends comments: */ -- $$ $body$ \\ `ticks`",
    "Two lines:\nthe second; drop table users;",
    "Grüße 🐘 {{ braces }} %s {0}",
];

const REFERENCES: &[&str] =
    &["author", "owner", "parent", "editor", "target", "assignee", "previous", "origin", "customer", "place", "Boss", "to"];

/// A project by its number.
pub fn project(choice: &mut Choice) -> Project {
    let mut project = Project::default();
    if choice.chance(40) {
        project.title = Some(choice.of(&["A title", "With ' and \" and \\ and */ and $$"]).to_string());
    }
    settings(&mut project, choice);
    for place in 0..choice.below(4) {
        enumeration(&mut project, choice, place);
    }
    for place in 0..choice.below(3) {
        alias(&mut project, choice, place);
    }
    for place in 0..choice.below(3) {
        mixin(&mut project, choice, place);
    }
    for _ in 0..choice.between(1, 8) {
        entity(&mut project, choice);
    }
    backward_references(&mut project, choice);
    project
}

impl Project {
    pub fn mark(&mut self, construct: &str) {
        self.used.insert(construct.to_string());
    }
}

fn settings(project: &mut Project, choice: &mut Choice) {
    for (name, values) in [
        ("keys", &["bigserial", "identity", "uuid"][..]),
        ("strings", &["varchar", "text"][..]),
        ("enums", &["native", "check", "table"][..]),
        ("postgres", &["14", "15"][..]),
    ] {
        let value = choice.of(values);
        if choice.chance(60) {
            project.settings.push((name, value));
            project.mark(&format!("settings {name} {value}"));
        }
    }
}

pub fn setting(project: &Project, name: &str) -> &'static str {
    project.settings.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| *value)
}

fn doc(project: &mut Project, choice: &mut Choice, percent: usize) -> Option<String> {
    if !choice.chance(percent) {
        return None;
    }
    let text = choice.of(DOCS);
    project.mark(if text.contains(['\'', '"']) { "doc with quotes" } else { "doc" });
    Some(text.to_string())
}

fn enumeration(project: &mut Project, choice: &mut Choice, place: usize) {
    let pools: &[&[&str]] = &[
        &["draft", "published", "archived", "deleted"],
        &["low", "normal", "in progress", "it's", "say \"no\"", "Grüße"],
        &["a", "B", "null", "select", "true"],
        &["only"],
    ];
    let pool = choice.of(pools);
    let count = choice.between(1, pool.len());
    let doc = doc(project, choice, 20);
    let database_name = choice.chance(20).then(|| format!("kind of {place}"));
    if database_name.is_some() {
        project.mark("enum with a name of its own");
    }
    let name = ["Status", "Priority", "select kind", "Größenart"][place % 4].to_string();
    project.mark("enum");
    project.enums.push(Enum { doc, name, database_name, values: pool[..count].iter().map(|value| value.to_string()).collect() });
}

fn alias(project: &mut Project, choice: &mut Choice, place: usize) {
    let (definition, class, many) = match choice.below(6) {
        0 => ("varchar(3..30) matches /^[a-z0-9_]+$/", Class::Text, true),
        1 => ("int check (value between 1 and 500) = 3", Class::Integer, true),
        2 => ("text check (value <> '' and value = trim(value))", Class::Text, true),
        3 => ("numeric(8,2) check (value >= 0)", Class::Decimal, true),
        4 if !project.types.is_empty() => {
            let base = project.types[0].clone();
            project.mark("type of a type");
            let definition = format!("{} check (value is not null)", word(&base.name));
            project.types.push(Alias { name: format!("Alias{place}"), definition, class: Class::Other, many: false });
            return;
        }
        _ => ("date check (value > '1990-01-01')", Class::Date, true),
    };
    project.mark("type");
    project.types.push(Alias { name: format!("Alias{place}"), definition: definition.to_string(), class, many });
}

fn mixin(project: &mut Project, choice: &mut Choice, place: usize) {
    let mut holder = Entity::default();
    for _ in 0..choice.between(1, 3) {
        let name = format!("mixed_{place}_{}", holder.fields.len());
        let field = field(project, choice, &name);
        holder.fields.push(field);
    }
    let mut lines = Vec::new();
    if choice.chance(40) {
        lines.push(format!("index ({})", word(&holder.fields[0].name)));
        if !holder.fields[0].kind.ordered {
            lines.clear();
        }
    }
    project.mixins.push(Mixin { name: format!("Mixed{place}"), fields: holder.fields, lines });
}

/// A type, with values that fit it.
fn kind(project: &mut Project, choice: &mut Choice) -> (String, Kind) {
    if !project.enums.is_empty() && choice.chance(15) {
        let place = choice.below(project.enums.len());
        project.mark("field of an enum");
        let kind = Kind { written: "", class: Class::Enum(place), ordered: true, many: false, values: &[], semantic: true };
        let array = setting(project, "enums") != "table" && choice.chance(10);
        if array {
            project.mark("array of an enum");
        }
        let name = word(&project.enums[place].name);
        return match array {
            true => (format!("{name}[]"), Kind { class: Class::Other, ..kind }),
            false => (name, kind),
        };
    }
    if !project.types.is_empty() && choice.chance(12) {
        let alias = project.types[choice.below(project.types.len())].clone();
        project.mark("field of a type alias");
        let kind = Kind { written: "", class: alias.class, ordered: true, many: alias.many, values: &[], semantic: true };
        return (word(&alias.name), kind);
    }
    let kind = match choice.below(10) {
        0..=4 => choice.of(COMMON),
        5..=6 => choice.of(SEMANTIC),
        _ => choice.of(POSTGRES),
    };
    project.mark(&format!("type {}", kind.written));
    (kind.written.to_string(), kind)
}

/// A field; its name is free.
pub fn field(project: &mut Project, choice: &mut Choice, name: &str) -> Field {
    let (written, kind) = kind(project, choice);
    let doc = doc(project, choice, 12);
    let optional = choice.chance(35);
    let mut field =
        Field { doc, name: name.to_string(), written, kind, optional, unique: false, default: None, rest: String::new(), value: None };
    if let Class::Enum(place) = kind.class {
        let values = &project.enums[place].values;
        let value = super::project::text_literal(&values[choice.below(values.len())]);
        field.value = Some(value);
    } else {
        field.value = choice.any(kind.values).map(|value| value.to_string());
    }
    if choice.chance(20) {
        check(project, choice, &mut field);
    }
    if let (Some(value), true) = (&field.value, choice.chance(30)) {
        field.default = Some(value.clone());
        project.mark("default");
    } else if matches!(kind.class, Class::Moment) && kind.written == "timestamp" && choice.chance(30) {
        field.default = Some("(now() + interval '30 days')".to_string());
        project.mark("default by SQL");
    }
    if kind.many && field.rest.is_empty() && field.default.is_none() && choice.chance(12) {
        field.unique = true;
        project.mark("unique field");
    }
    if choice.chance(4) {
        field.rest += &format!(" column {}", super::project::text_literal(&format!("Col \"{}\"", column_name(name))));
        project.mark("column name");
    }
    if field.optional {
        project.mark("optional field");
    }
    field
}

fn check(project: &mut Project, choice: &mut Choice, field: &mut Field) {
    if field.kind.class == Class::Text && !field.kind.semantic && field.kind.written != "char(3)" && choice.chance(30) {
        let (pattern, value) = choice.of(PATTERNS);
        field.rest += &format!(" matches {pattern}");
        field.value = Some(value.to_string());
        project.mark("matches");
    } else if let Some(check) = choice.any(checks(&field.kind))
        // What may be left out cannot be asked for.
        && !(field.optional && check.contains("distinct from null"))
    {
        field.rest += &format!(" check ({})", replace_x(check, &sql_word(&field.name)));
        field.value = field.kind.values.first().map(|value| value.to_string());
        project.mark("check of a field");
    }
}

/// `x` as a word becomes the column.
fn replace_x(check: &str, column: &str) -> String {
    let mut result = String::new();
    let mut in_text = false;
    let characters: Vec<char> = check.chars().collect();
    for (place, character) in characters.iter().enumerate() {
        in_text ^= *character == '\'';
        let beside = |other: Option<&char>| other.is_some_and(|other| other.is_alphanumeric() || *other == '_');
        let alone = !beside(place.checked_sub(1).and_then(|before| characters.get(before))) && !beside(characters.get(place + 1));
        if *character == 'x' && alone && !in_text { result.push_str(column) } else { result.push(*character) }
    }
    result
}

/// A field's name that is still free in the entity.
pub fn free_field_name(project: &mut Project, choice: &mut Choice, entity: &mut Entity) -> String {
    let odd = choice.chance(15);
    let pool = if odd { ODD_FIELDS } else { FIELDS };
    for round in 0.. {
        let base = choice.of(pool);
        let name = if round < 3 { base.to_string() } else { format!("{base}{round}") };
        if take(entity, &column_name(&name)) {
            if odd {
                project.mark("odd field name");
            }
            return name;
        }
    }
    unreachable!()
}

fn take(entity: &mut Entity, column: &str) -> bool {
    !["id", "created_at", "updated_at", "xmin", "ctid"].contains(&column) && entity.columns.insert(column.to_lowercase())
}

fn entity_name(project: &mut Project, choice: &mut Choice) -> String {
    let odd = choice.chance(20);
    let pool = if odd { ODD_ENTITIES } else { ENTITIES };
    for round in 0.. {
        let base = choice.of(pool);
        let name = if round < 3 { base.to_string() } else { format!("{base}{round}") };
        let table = table_name(&name);
        let taken =
            project.entities.iter().any(|other| table_name(&other.name).to_lowercase() == table.to_lowercase() || other.name == name);
        let taken = taken || project.enums.iter().any(|one| one.name == name) || project.types.iter().any(|one| one.name == name);
        if !taken {
            if odd {
                project.mark("odd entity name");
            }
            return name;
        }
    }
    unreachable!()
}

pub fn entity(project: &mut Project, choice: &mut Choice) {
    let name = entity_name(project, choice);
    let mut entity = Entity { doc: doc(project, choice, 25), name, timestamps: choice.chance(60), key_columns: 1, ..Entity::default() };
    if !entity.timestamps {
        project.mark("no timestamps");
    }
    if choice.chance(8) {
        entity.table = Some(format!("Tbl \"{}\"", project.entities.len()));
        project.mark("table name");
    }
    for mixin in 0..project.mixins.len() {
        if choice.chance(25) {
            project.mark("mixin");
            entity.mixins.push(mixin);
        }
    }
    let lookup = choice.chance(25);
    if lookup {
        lookup_fields(project, choice, &mut entity);
    }
    for _ in 0..choice.between(usize::from(!lookup), if lookup { 2 } else { 8 }) {
        let name = free_field_name(project, choice, &mut entity);
        let field = field(project, choice, &name);
        entity.fields.push(field);
    }
    if !project.entities.is_empty() {
        for _ in 0..choice.below(3) {
            let target = choice.below(project.entities.len());
            reference(project, choice, &mut entity, target, None);
        }
    }
    key(project, choice, &mut entity, lookup);
    many_to_many(project, choice, &mut entity);
    lines(project, choice, &mut entity);
    rows(project, choice, &mut entity, lookup);
    seed(project, choice, &mut entity);
    project.entities.push(entity);
    let own = project.entities.len() - 1;
    if choice.chance(15) {
        let mut entity = project.entities[own].clone();
        reference(project, choice, &mut entity, own, Some(true));
        project.entities[own] = entity;
        project.mark("reference to itself");
    }
}

/// A short name that tells the rows apart.
fn lookup_fields(project: &mut Project, choice: &mut Choice, entity: &mut Entity) {
    let name = free_field_name(project, choice, entity);
    let field = Field {
        doc: None,
        name: name.clone(),
        written: "varchar(1..40)".to_string(),
        kind: COMMON[1],
        optional: false,
        unique: true,
        default: None,
        rest: String::new(),
        value: Some("\"one\"".to_string()),
    };
    entity.fields.push(field);
    entity.natural = Some(name);
}

/// A reference of `entity`; `optional` forces it to be one that may be empty.
pub fn reference(project: &mut Project, choice: &mut Choice, entity: &mut Entity, target: usize, optional: Option<bool>) {
    let name = loop {
        let base = choice.of(REFERENCES);
        let name = if choice.chance(40) { base.to_string() } else { format!("{base}_{}", choice.below(90)) };
        let columns: Vec<String> = (0..3).map(|part| format!("{}_{part}", column_name(&name))).collect();
        if take(entity, &column_name(&name))
            && take(entity, &format!("{}_id", column_name(&name)))
            && columns.iter().all(|one| take(entity, one))
        {
            break name;
        }
    };
    let itself = project.entities.get(target).is_some_and(|other| other.name == entity.name);
    let key_columns = project.entities[target].key_columns;
    let has_rows = project.entities[target].row_count() > 0;
    let optional = optional.unwrap_or_else(|| choice.chance(if has_rows { 40 } else { 80 }));
    let mut rest = String::new();
    match choice.below(6) {
        0 => rest += " on delete cascade",
        1 => rest += " on delete restrict",
        2 => rest += " on delete no action",
        3 if optional => rest += " on delete set null",
        _ => {}
    }
    if !rest.is_empty() {
        project.mark(rest.trim());
    }
    if choice.chance(8) {
        rest += choice.of(&[" on update cascade", " on update restrict"]);
        project.mark("on update");
    }
    if key_columns == 1 && choice.chance(6) {
        rest += &format!(" column \"{}_ref\"", column_name(&name).to_lowercase());
        project.mark("column of a reference");
    }
    let unique = !itself && choice.chance(10);
    if unique {
        project.mark("one to one");
    }
    if key_columns > 1 {
        project.mark("reference to a composite key");
    } else if project.entities[target].key.as_ref().is_some_and(|key| key.contains('(')) {
        project.mark("reference to a natural key");
    }
    project.mark(if optional { "optional reference" } else { "required reference" });
    let doc = doc(project, choice, 10);
    entity.references.push(Reference { doc, name, target, optional, unique, rest });
}

fn key(project: &mut Project, choice: &mut Choice, entity: &mut Entity, lookup: bool) {
    match choice.below(10) {
        0 => {
            let style = choice.of(&["bigserial", "identity", "uuid"]);
            entity.key = Some(format!("key {style}"));
            project.mark(&format!("key {style}"));
        }
        1 | 2 => {
            let field = entity.fields.iter_mut().find(|field| {
                !field.optional
                    && field.kind.ordered
                    && (field.unique || (field.kind.many && field.rest.is_empty() && field.default.is_none()))
            });
            if let Some(field) = field {
                field.unique = lookup && field.unique && choice.chance(20);
                let name = if choice.chance(30) { "pk_own " } else { "" };
                entity.key = Some(format!("key {name}({})", word(&field.name)));
                if !name.is_empty() {
                    entity.key = Some(format!("key pk_own_{} ({})", project.entities.len(), word(&field.name)));
                    project.mark("key with a name");
                }
                project.mark("natural key");
            }
        }
        3 | 4 => composite_key(project, choice, entity),
        _ => {}
    }
}

fn composite_key(project: &mut Project, choice: &mut Choice, entity: &mut Entity) {
    let mut parts: Vec<String> = Vec::new();
    let mut columns = 0;
    for reference in entity.references.iter_mut().filter(|reference| !reference.optional).take(2) {
        parts.push(word(&reference.name));
        columns += project.entities[reference.target].key_columns;
        reference.unique = false;
        reference.rest = reference.rest.replace(" on delete set null", "");
    }
    let fields = entity.fields.iter().filter(|field| !field.optional && field.kind.ordered && field.kind.many);
    let fields: Vec<String> = fields.take(choice.between(1, 2)).map(|field| word(&field.name)).collect();
    let with_reference = !parts.is_empty();
    columns += fields.len();
    parts.extend(fields);
    if parts.len() < 2 {
        return;
    }
    project.mark(if with_reference { "key by references" } else { "composite key" });
    entity.key_columns = columns;
    entity.key = Some(format!("key ({})", list(&parts)));
}

fn many_to_many(project: &mut Project, choice: &mut Choice, entity: &mut Entity) {
    if project.entities.is_empty() || !choice.chance(20) {
        return;
    }
    let target = if choice.chance(30) { project.entities.len() } else { choice.below(project.entities.len()) };
    project.mark(if target == project.entities.len() { "many to many with itself" } else { "many to many" });
    let name = format!("{}s", choice.of(&["friend", "link", "tag", "reader"]));
    let table = choice.chance(30).then(|| format!("join_{}", project.entities.len()));
    entity.many.push((name, target, table));
}

/// References from earlier entities to later ones: circles.
fn backward_references(project: &mut Project, choice: &mut Choice) {
    if project.entities.len() > 1 && choice.chance(35) {
        let from = choice.below(project.entities.len() - 1);
        let target = choice.between(from + 1, project.entities.len() - 1);
        let mut entity = project.entities[from].clone();
        reference(project, choice, &mut entity, target, Some(true));
        project.entities[from] = entity;
        let back = |reference: &Reference| reference.target == from;
        if project.entities[target].references.iter().any(back) {
            project.mark("cyclic references");
        }
    }
}
