//! What becomes of an outline, whatever stands in it: a draft that the language accepts, that generates, and whose rows load.
//!
//! Comes in: outlines made in code or at random, and each archetype and each name of a field that the lists know. Goes out: what the language, and PostgreSQL, say to their drafts.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "a test may touch files, and stops where it fails")]

mod common;

use std::fs;

use common::{groundplan, root, run};
use groundplan::diagnostic::has_errors;
use groundplan::intent::{Because, Draft, Entity, Field, Known, KnownEntity, Link, Outline, Reading, Reference, draft, finish};
use groundplan::source::Sources;
use proptest::prelude::*;

// ---------------------------------------------------------------------------------------------------------------------
// Outlines in code

fn said() -> Because {
    Because::Said(0..0)
}

fn entity(name: &str) -> Entity {
    Entity {
        name: name.to_string(),
        fields: Vec::new(),
        references: Vec::new(),
        unique: Vec::new(),
        seed: None,
        about: None,
        because: said(),
    }
}

fn field(name: &str) -> Field {
    Field {
        name: name.to_string(),
        kind: String::new(),
        states: Vec::new(),
        optional: false,
        unique: false,
        default: None,
        because: said(),
    }
}

fn reference(name: &str, to: &str) -> Reference {
    Reference { name: name.to_string(), to: to.to_string(), optional: false, unique: false, on_delete: None, because: said() }
}

fn named(names: &[&str]) -> Outline {
    Outline { entities: names.iter().map(|name| entity(name)).collect(), ..Outline::default() }
}

fn finished(outline: Outline) -> Draft {
    finish("", outline, &Known::default(), &Reading::default())
}

/// What the language says to requirements; empty where it accepts them.
fn refusal(schema: &str) -> String {
    let mut sources = Sources::default();
    let file = sources.add("draft.schema", schema);
    let (ast, mut found) = groundplan::syntax::parse(file, &sources.file(file).text);
    let (domain, more) = groundplan::domain::resolve(&[ast]);
    found.extend(more);
    let (_, more) = groundplan::design::design(&domain);
    found.extend(more);
    match has_errors(&found) {
        false => String::new(),
        true => {
            let told: Vec<String> = found.iter().map(|diagnostic| format!("{}: {}", diagnostic.code, diagnostic.message)).collect();
            format!("{}\n\n{schema}", told.join("\n"))
        }
    }
}

fn assert_accepted(schema: &str) {
    let refusal = refusal(schema);
    assert!(refusal.is_empty(), "{refusal}");
    assert_eq!(groundplan::syntax::format(schema).unwrap(), schema, "the standard layout");
}

// ---------------------------------------------------------------------------------------------------------------------
// The lists

/// The values of a line such as `names: a, b` in the files of archetypes, with the file's name.
fn archetypes(start: &str, separator: char) -> Vec<(String, Vec<String>)> {
    let mut files: Vec<_> = fs::read_dir(root().join("src/intent/data/archetypes")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let values = |text: String| -> Vec<String> {
        let lines = text.lines().filter_map(|line| line.strip_prefix(start)).flat_map(|line| line.split(separator));
        lines.map(|value| value.trim().to_string()).collect()
    };
    files.iter().map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), values(fs::read_to_string(path).unwrap()))).collect()
}

#[test]
fn each_archetype_alone_is_accepted_and_has_its_fields() {
    for (file, names) in archetypes("names: ", ',') {
        for name in &names {
            let made = finished(named(&[name]));
            assert_accepted(&made.schema);
            let fields = archetypes("field: ", '\n').into_iter().find(|(other, _)| *other == file).unwrap().1;
            // A ticket alone is one for support, an account alone is no bank's.
            let conditional = !archetypes("when: ", '|').into_iter().find(|(other, _)| *other == file).unwrap().1.is_empty();
            for field in fields.iter().filter(|_| !conditional) {
                let field = field.split(' ').next().unwrap();
                assert!(
                    made.schema.lines().any(|line| line.trim_start().trim_start_matches('`').starts_with(field)),
                    "{file}: {field}\n{}",
                    made.schema
                );
            }
        }
    }
}

#[test]
fn each_archetype_is_accepted_beside_all_that_it_may_refer_to() {
    for (file, references) in [archetypes("reference: ", '\n'), archetypes("role: ", '\n')].concat() {
        let names = archetypes("names: ", ',').into_iter().find(|(other, _)| *other == file).unwrap().1;
        let mut all = vec![names[0].clone()];
        for reference in &references {
            let targets = reference.split_once("->").unwrap().1.split("on delete").next().unwrap();
            all.extend(targets.split('|').map(|target| target.trim().trim_end_matches(" lone").trim_end_matches('?').trim().to_string()));
        }
        let made = finished(named(&all.iter().map(String::as_str).collect::<Vec<_>>()));
        assert_accepted(&made.schema);
    }
}

#[test]
fn all_archetypes_at_once_are_accepted() {
    let all: Vec<String> = archetypes("names: ", ',').into_iter().flat_map(|(_, names)| names).collect();
    let made = finished(named(&all.iter().map(String::as_str).collect::<Vec<_>>()));
    assert_accepted(&made.schema);
}

#[test]
fn each_name_of_a_field_in_the_list_gets_the_type_that_stands_there() {
    let list = fs::read_to_string(root().join("src/intent/data/kinds.txt")).unwrap();
    let mut types = 0;
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let Some((patterns, kind)) = line.split_once(" => ") else { continue };
        types += 1;
        let kind = kind.trim().trim_end_matches('$').split(" = ").next().unwrap().trim().trim_end_matches('?').trim();
        let typed = Field { kind: kind.to_string(), ..field("thing") };
        let made = finished(Outline { entities: vec![Entity { fields: vec![typed], ..entity("Zorkmid") }], ..Outline::default() });
        assert_accepted(&made.schema);
        assert!(made.schema.replace(", ", ",").contains(kind), "{kind} became another type:\n{}", made.schema);
        for pattern in patterns.split(',') {
            let name = pattern.split(']').next_back().unwrap().replace('*', "").trim().replace(' ', "_");
            for (optional, unique) in [(false, false), (true, false), (false, true)] {
                let field = Field { optional, unique, ..field(&name) };
                let made = finished(Outline { entities: vec![Entity { fields: vec![field], ..entity("Zorkmid") }], ..Outline::default() });
                assert_accepted(&made.schema);
            }
        }
    }
    assert!(types > 60, "{types}");
}

// ---------------------------------------------------------------------------------------------------------------------
// Outlines that nobody would write

fn hostile_name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec![
            "User", "Users", "Order", "OrderLine", "Post", "Tag", "post_tag", "Comment", "status", "OrderStatus", "Person", "People", "select",
            "table", "key", "unique", "index", "check", "rows", "seed", "no", "removed", "was", "search", "tenant", "soft", "audited", "include",
            "id", "created_at", "updated_at", "user", "user_id", "xmin", "ctid", "type", "enum", "entity", "true", "null", "on", "foreign",
            "email", "date", "text", "int", "news", "News", "series", "3D", "2nd", "", " ", "_", "`", "a`b", "\"", "'; drop table x; --", "Straße",
            "日本", "👍", "e\u{301}t\u{e9}", "İ", "ǅ", "\n", "\0", "serial", "identity", "default", "end", "group", "name", "title", "price",
        ]).prop_map(str::to_string),
        1 => "\\PC{0,12}",
        1 => "[a-z_]{90,110}",
        1 => "[A-Z][a-z]{1,4}",
    ]
}

fn because() -> impl Strategy<Value = Because> {
    prop_oneof![(0..40_usize, 0..40_usize).prop_map(|(from, to)| Because::Said(from..to)), "\\PC{0,20}".prop_map(Because::Assumed)]
}

fn random_field() -> impl Strategy<Value = Field> {
    let kind = prop_oneof![
        3 => Just(String::new()),
        2 => prop::sample::select(vec![
            "email", "varchar(1..80)", "varchar(9..3)", "decimal(10,2)", "decimal(2,9)", "int", "bool", "text", "json", "text[]", "money(EUR)",
            "money", "String", "OrderStatus", "User", "secret", "zorkmid", "int; drop", "rating(5..1)", "timestamp(9)", "serial", "`x`",
        ]).prop_map(str::to_string),
    ];
    let states = prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(hostile_name(), 1..5)];
    let default = prop::option::of(prop::sample::select(vec![
        "0",
        "true",
        "draft",
        "\"x\"",
        "now",
        "-5",
        "1e9",
        "{}",
        "status",
        "99999999999",
        "\"a\nb\"",
    ]));
    (hostile_name(), kind, states, any::<(bool, bool)>(), default, because()).prop_map(
        |(name, kind, states, (optional, unique), default, because)| Field {
            name,
            kind,
            states,
            optional,
            unique,
            default: default.map(str::to_string),
            because,
        },
    )
}

fn random_reference() -> impl Strategy<Value = Reference> {
    let on_delete = prop::option::of(prop::sample::select(vec!["cascade", "set null", "restrict", "explode"]));
    (hostile_name(), hostile_name(), any::<(bool, bool)>(), on_delete, because()).prop_map(
        |(name, to, (optional, unique), on_delete, because)| Reference {
            name,
            to,
            optional,
            unique,
            on_delete: on_delete.map(str::to_string),
            because,
        },
    )
}

fn random_entity() -> impl Strategy<Value = Entity> {
    (
        hostile_name(),
        prop::collection::vec(random_field(), 0..6),
        prop::collection::vec(random_reference(), 0..5),
        prop::collection::vec(prop::collection::vec(hostile_name(), 0..4), 0..3),
        prop::option::of(prop_oneof![0..30_u64, Just(u64::MAX)]),
        prop::option::of("(?s).{0,30}"),
        because(),
    )
        .prop_map(|(name, fields, references, unique, seed, about, because)| {
            // Rules about what is there are more worth a try than others.
            let mut rules = unique;
            rules.push(fields.iter().map(|field| field.name.clone()).take(2).collect());
            rules.push(references.iter().map(|reference| reference.to.clone()).take(2).collect());
            Entity { name, fields, references, unique: rules, seed, about, because }
        })
}

fn random_link() -> impl Strategy<Value = Link> {
    (hostile_name(), hostile_name(), hostile_name(), because()).prop_map(|(from, to, name, because)| Link { from, to, name, because })
}

fn random_outline() -> impl Strategy<Value = Outline> {
    (
        prop::option::of("(?s).{0,30}"),
        prop::collection::vec(random_entity(), 0..8),
        prop::collection::vec(random_link(), 0..5),
        prop::collection::vec("(?s).{0,30}", 0..3),
        prop::collection::vec(hostile_name(), 0..3),
        prop::option::of(hostile_name()),
        prop::collection::vec((0..40_usize, 0..40_usize).prop_map(|(from, to)| from..to), 0..12),
    )
        .prop_map(|(title, mut entities, mut links, questions, noted, tenant, unread)| {
            // Half of what is referred to is there.
            let names: Vec<String> = entities.iter().map(|entity| entity.name.clone()).collect();
            if !names.is_empty() {
                for (at, reference) in
                    entities.iter_mut().flat_map(|entity| &mut entity.references).enumerate().filter(|(at, _)| at % 2 == 0)
                {
                    reference.to = names[at % names.len()].clone();
                }
                for (at, link) in links.iter_mut().enumerate() {
                    link.from = names[at % names.len()].clone();
                    link.to = names[(at * 7 + 1) % names.len()].clone();
                }
            }
            Outline {
                title,
                entities,
                links,
                questions,
                soft_delete: noted.clone(),
                audited: noted,
                tenant,
                notes: Vec::new(),
                likely: Vec::new(),
                usual: Vec::new(),
                unread,
            }
        })
}

fn random_known() -> impl Strategy<Value = Known> {
    let plain = prop::sample::select(vec!["User", "Order", "Post", "Person", "Straße"]);
    prop::collection::btree_set(plain, 0..3).prop_map(|names| Known {
        entities: names
            .into_iter()
            .map(|name| KnownEntity { name: name.to_string(), fields: vec!["name".to_string()], ..Default::default() })
            .collect(),
        ..Known::default()
    })
}

/// The written requirements that a draft stands beside.
fn written(known: &Known) -> String {
    known.entities.iter().map(|entity| format!("entity `{}` {{ name text }}\n", entity.name)).collect()
}

fn number_of_outlines() -> u32 {
    if common::soaking() { 5_000 } else { 300 }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: number_of_outlines(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_stands_in_an_outline_its_draft_is_accepted(
        text in "\\PC{0,60}",
        outline in random_outline(),
        known in random_known(),
        archetypes in any::<bool>(),
    ) {
        let reading = Reading { archetypes };
        let made = finish(&text, outline.clone(), &known, &reading);
        let refusal = refusal(&format!("{}{}", made.schema, written(&known)));
        prop_assert!(refusal.is_empty(), "{}", refusal);
        // The last of each counts the rest.
        prop_assert!(made.questions.len() <= 13 && made.unread.len() <= 9);
        prop_assert_eq!(groundplan::syntax::format(&made.schema).ok(), Some(made.schema.clone()));
        prop_assert_eq!(finish(&text, outline, &known, &reading).schema, made.schema);
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// On PostgreSQL

/// Generates in a fresh folder, which proves on a temporary PostgreSQL, with rows in every table.
fn assert_generates(name: &str, schema: &str) {
    if std::env::var_os("GROUNDPLAN_INTENT_DETAILS").is_some() {
        println!("{schema}");
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("draft.schema"), schema).unwrap();
    let mut command = groundplan(folder.path());
    command.args(["generate", "draft.schema"]);
    let done = run(command);
    assert_eq!(done.code, Some(0), "{name}:\n{schema}\n{}", done.everything());
    assert!(folder.path().join("seeds").is_dir(), "{name} has no rows:\n{schema}");
}

fn seeded(mut outline: Outline) -> Outline {
    outline.entities.iter_mut().for_each(|entity| entity.seed = Some(5));
    outline
}

#[test]
fn a_wish_of_one_sentence_generates_with_rows() {
    let made = draft("a blog platform with users, posts, and comments", &Known::default(), &Reading::default()).unwrap();
    let rows = made.schema.replace("\n}", "\n  seed 5\n}");
    assert_generates("blog", &rows);
}

#[test]
fn wishes_of_many_kinds_generate_with_rows() {
    for names in [
        &["Customer", "Address", "Product", "Category", "Order", "OrderLine", "Payment", "Invoice", "InvoiceLine", "Review", "Shipment"][..],
        &["Member", "Book", "BookCopy", "Loan", "Fine", "Hold", "Author"],
        &["Patient", "Doctor", "Appointment", "Visit", "Prescription", "Medication", "Room", "Pet"],
        &["User", "Project", "Task", "Comment", "Attachment", "Tag", "Notification", "AuditLog", "Team", "Role"],
        &["Student", "Teacher", "Course", "Lesson", "Enrollment", "Exam", "Submission", "Grade"],
        &["Device", "Sensor", "Reading", "Alert", "Building", "Vehicle", "Trip", "Flight", "Airport", "Ticket"],
        &["Account", "Transaction", "Customer", "Subscription", "Plan", "Wallet", "Expense", "Budget"],
        &["Recipe", "Ingredient", "RecipeIngredient", "Step", "Dish", "Menu", "Restaurant", "Booking"],
    ] {
        let made = finished(seeded(named(names)));
        assert_generates(&names.join(", "), &made.schema);
    }
}

#[test]
fn roles_circles_links_and_rules_generate_with_rows() {
    let mut outline = named(&["Team", "Match", "Department", "Employee", "Tag", "Profile", "Organization", "Note"]);
    outline.links.push(Link { from: "Note".into(), to: "Tag".into(), name: "tags".into(), because: said() });
    outline.links.push(Link { from: "Employee".into(), to: "Employee".into(), name: "friends".into(), because: said() });
    let of = |outline: &mut Outline, name: &str| outline.entities.iter().position(|entity| entity.name == name).unwrap();
    let at = of(&mut outline, "Match");
    outline.entities[at].references = vec![reference("home_team", "Team"), reference("away_team", "Team")];
    outline.entities[at].fields = vec![field("date"), field("start_time"), field("home_score")];
    outline.entities[at].unique = vec![vec!["home_team".into(), "date".into()]];
    let at = of(&mut outline, "Department");
    outline.entities[at].references = vec![reference("head", "Employee")];
    outline.entities[at].fields = vec![Field { unique: true, ..field("code") }, field("budget")];
    let at = of(&mut outline, "Employee");
    outline.entities[at].references = vec![reference("department", "Department"), reference("supervisor", "Employee")];
    outline.entities[at].fields =
        vec![field("name"), field("salary"), Field { states: vec!["active".into(), "on leave".into()], ..field("status") }];
    let at = of(&mut outline, "Profile");
    outline.entities[at].references = vec![Reference { unique: true, ..reference("employee", "Employee") }];
    outline.entities[at].fields = vec![field("biography"), Field { unique: true, ..field("is_public") }];
    outline.soft_delete = vec!["Department".into()];
    outline.audited = vec!["Note".into()];
    outline.tenant = Some("Organization".into());
    let made = finished(seeded(outline));
    assert_generates("roles", &made.schema);
}

/// Counts that the text says: parents that nobody counted get rows too, and what can only stand once stands once.
#[test]
fn counts_that_do_not_fit_together_still_generate() {
    let mut outline = named(&["User", "Profile", "Post", "Comment"]);
    outline.entities[1].references = vec![Reference { unique: true, ..reference("user", "User") }];
    outline.entities[1].seed = Some(20);
    outline.entities[0].seed = Some(3);
    outline.entities[3].seed = Some(9);
    let made = finished(outline);
    assert!(made.schema.contains("seed 3") && made.schema.contains("seed 5") && made.schema.contains("seed 9"), "{}", made.schema);
    assert_generates("counts", &made.schema);
}
