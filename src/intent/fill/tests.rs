//! What is added to outlines, and what is not.

use super::*;
use crate::intent::outline::{Because, Link, Reference};
use crate::intent::{Entity, KnownEntity};

fn entity(name: &str, fields: &[&str]) -> Entity {
    let field = |name: &&str| Field {
        name: name.to_string(),
        kind: String::new(),
        states: Vec::new(),
        optional: false,
        unique: false,
        default: None,
        because: Because::Said(0..0),
    };
    Entity {
        name: name.to_string(),
        fields: fields.iter().map(field).collect(),
        references: Vec::new(),
        unique: Vec::new(),
        seed: None,
        about: None,
        because: Because::Said(0..0),
    }
}

fn refers(mut entity: Entity, name: &str, to: &str) -> Entity {
    entity.references.push(Reference {
        name: name.to_string(),
        to: to.to_string(),
        optional: false,
        unique: false,
        on_delete: None,
        because: Because::Said(0..0),
    });
    entity
}

fn outline(entities: Vec<Entity>) -> Outline {
    Outline { entities, ..Outline::default() }
}

/// Each entity as `Name: field kind, …; reference -> To`.
fn filled(outline: Outline) -> Vec<String> {
    filled_as(outline, &Known::default(), &Reading::default())
}

fn filled_as(mut outline: Outline, known: &Known, reading: &Reading) -> Vec<String> {
    fill("", &mut outline, known, reading);
    let line = |entity: &Entity| {
        let optional = |optional: bool| if optional { "?" } else { "" };
        let field = |field: &Field| {
            let unique = if field.unique { " unique" } else { "" };
            format!("{} {}{}{unique}", field.name, field.kind, optional(field.optional))
        };
        let fields = entity.fields.iter().map(field);
        let references = entity.references.iter().map(|it| format!("{} -> {}{}", it.name, it.to, optional(it.optional)));
        format!("{}: {}", entity.name, fields.chain(references).collect::<Vec<_>>().join(", "))
    };
    outline.entities.iter().map(line).collect()
}

#[test]
fn an_entity_that_is_only_named_gets_what_every_modeller_would_add() {
    assert_eq!(
        filled(outline(vec![entity("User", &[]), entity("Post", &[]), entity("Comment", &[])])),
        [
            "User: name person_name, email email unique, password_hash secret",
            "Post: title varchar(1..200), body text, status PostStatus, published_at timestamp?, author -> User",
            "Comment: body text, post -> Post, author -> User",
        ]
    );
}

#[test]
fn an_entity_that_the_text_describes_gets_types_and_nothing_else() {
    let described = outline(vec![entity("User", &["username", "joined_on"]), entity("Gadget", &["weight"])]);
    assert_eq!(filled(described), ["User: username varchar(1..40), joined_on date", "Gadget: weight decimal(10,2)"]);
}

#[test]
fn who_tells_what_is_kept_of_one_thing_has_told_the_rest_too() {
    let described = outline(vec![entity("User", &[]), entity("Gadget", &["weight"])]);
    assert_eq!(filled(described), ["User: name person_name, email email unique", "Gadget: weight decimal(10,2)"]);
    let empty = outline(vec![entity("Seat", &[]), entity("Gadget", &["weight"])]);
    assert_eq!(filled(empty)[0], "Seat: number varchar(1..10)");
}

#[test]
fn a_described_user_has_an_address_of_its_own() {
    assert_eq!(filled(outline(vec![entity("User", &["email"])])), ["User: email email unique"]);
}

#[test]
fn what_the_text_relates_is_related_in_no_second_way() {
    let comment = refers(entity("Comment", &["text"]), "photo", "Photo");
    let said = outline(vec![entity("Photo", &["url"]), entity("Post", &["title"]), comment]);
    assert_eq!(filled(said).last().map(String::as_str), Some("Comment: text text, photo -> Photo"));
    let mut linked = outline(vec![entity("Order", &["number"]), entity("Customer", &["name"])]);
    linked.links.push(Link { from: "Customer".into(), to: "Order".into(), name: "orders".into(), because: Because::Said(0..0) });
    assert_eq!(filled(linked)[0], "Order: number varchar(1..40)");
}

#[test]
fn a_line_belongs_to_its_whole_even_where_the_text_describes_it() {
    let said = outline(vec![entity("Order", &["date"]), entity("Product", &["price"]), entity("OrderItem", &["quantity"])]);
    assert_eq!(filled(said)[2], "OrderItem: quantity quantity, order -> Order, product -> Product");
}

#[test]
fn what_joins_two_things_has_no_name_and_what_is_unknown_has_one() {
    let joining = refers(refers(entity("Zorkmid", &[]), "a", "A"), "b", "B");
    let said = outline(vec![entity("A", &["x"]), entity("B", &["x"]), joining, entity("Frobnicator", &[]), entity("Archer", &[])]);
    assert_eq!(filled(said)[2..], ["Zorkmid: a -> A, b -> B", "Frobnicator: name varchar(1..120)", "Archer: name person_name"]);
}

#[test]
fn without_archetypes_nothing_is_added_but_types() {
    let said = outline(vec![entity("User", &[]), entity("Comment", &["body"]), entity("Post", &[])]);
    let reading = Reading { archetypes: false };
    assert_eq!(filled_as(said, &Known::default(), &reading), ["User: ", "Comment: body text", "Post: "]);
}

#[test]
fn written_entities_are_referred_to_and_get_nothing() {
    let known = Known {
        entities: vec![KnownEntity { name: "BlogPost".to_string(), fields: vec!["title".to_string()], ..Default::default() }],
        ..Default::default()
    };
    let said = outline(vec![entity("blog posts", &[]), entity("Comment", &[])]);
    assert_eq!(filled_as(said, &known, &Reading::default()), ["blog posts: ", "Comment: body text, blog_post -> blog posts"]);
}

#[test]
fn what_many_share_is_linked_unless_something_stands_between() {
    let mut blog = outline(vec![entity("Post", &["title"]), entity("Tag", &[])]);
    fill("", &mut blog, &Known::default(), &Reading::default());
    let links: Vec<(&str, &str, &str)> = blog.links.iter().map(|link| (link.from.as_str(), link.to.as_str(), link.name.as_str())).collect();
    assert_eq!(links, [("Post", "Tag", "tags")]);
    assert_eq!(blog.questions[0], "Can a post have several tags, and a tag several posts? Assumed: yes.");
    for between in [entity("PostTag", &[]), refers(refers(entity("Mark", &[]), "post", "Post"), "tag", "Tag")] {
        let mut blog = outline(vec![entity("Post", &["title"]), entity("Tag", &[]), between]);
        fill("", &mut blog, &Known::default(), &Reading::default());
        assert_eq!(blog.links, []);
    }
    let mut shop = outline(vec![entity("Order", &[]), entity("Product", &[]), entity("OrderLine", &[])]);
    fill("", &mut shop, &Known::default(), &Reading::default());
    assert_eq!(shop.links, []);
}

#[test]
fn what_joins_two_and_is_called_after_one_of_them_has_nothing_of_its_own() {
    let joining = refers(refers(entity("BookAuthor", &[]), "book", "Book"), "author", "Author");
    assert_eq!(
        filled(outline(vec![entity("Book", &["title"]), entity("Author", &["name"]), joining]))[2],
        "BookAuthor: book -> Book, author -> Author"
    );
}

#[test]
fn two_roles_of_one_entity_are_two_references() {
    assert_eq!(
        filled(outline(vec![entity("Match", &["kickoff_time"]), entity("Team", &["city"])]))[0],
        "Match: kickoff_time timestamp, home_team -> Team, away_team -> Team"
    );
}

#[test]
fn states_are_an_enum_that_begins_with_the_first() {
    let mut order = entity("Order", &["status", "paid"]);
    order.fields[0].states = vec!["pending".into(), "shipped".into()];
    order.fields[1].states = vec!["yes".into(), "no".into()];
    let mut said = outline(vec![order]);
    fill("", &mut said, &Known::default(), &Reading::default());
    let [status, paid] = said.entities[0].fields.as_slice() else { panic!("{said:?}") };
    assert_eq!((status.kind.as_str(), status.default.as_deref()), ("OrderStatus", Some("pending")));
    assert_eq!((paid.kind.as_str(), paid.default.as_deref(), paid.states.len()), ("bool", Some("false"), 0));
    assert_eq!(said.questions, ["Is an order first pending? Assumed: yes."]);
}

#[test]
fn a_start_alone_says_what_it_is() {
    let said = outline(vec![
        entity("Talk", &["start", "end"]),
        entity("Lesson", &["weekday", "start", "end"]),
        entity("Trip", &["start", "starts_at"]),
    ]);
    assert_eq!(
        filled(said),
        [
            "Talk: starts_at timestamp, ends_at timestamp",
            "Lesson: weekday varchar(1..20), start_time time, end_time time",
            "Trip: start timestamp, starts_at timestamp",
        ]
    );
}

#[test]
fn wishes_become_columns() {
    let mut said = outline(vec![
        entity("Company", &["name"]),
        entity("User", &["email"]),
        entity("Invoice", &["number"]),
        entity("InvoiceLine", &["price"]),
    ]);
    said.soft_delete = vec!["Invoice".into()];
    said.audited = vec!["invoices".into()];
    said.tenant = Some("Company".into());
    assert_eq!(
        filled(said),
        [
            "Company: name company",
            "User: email email unique, company -> Company",
            "Invoice: number varchar(1..40) unique, deleted_at timestamp?, company -> Company, created_by -> User?, updated_by -> User?",
            "InvoiceLine: price decimal(12,2), invoice -> Invoice",
        ]
    );
}

#[test]
fn questions_come_by_weight_and_name_what_was_assumed() {
    let mut said = outline(vec![entity("User", &[]), entity("Comment", &[]), entity("Post", &[])]);
    fill("", &mut said, &Known::default(), &Reading::default());
    assert_eq!(
        said.questions,
        [
            "Does each comment belong to one post, with one user as its author? Assumed: yes.",
            "Has each post one user as its author? Assumed: yes.",
            "May two users have the same email? Assumed: no.",
            "What is to be kept of a user? Assumed: name, email and password hash.",
            "What is to be kept of a comment? Assumed: body.",
            "What is to be kept of a post? Assumed: title, body, status and published at.",
        ]
    );
}

#[test]
fn a_likely_reference_is_asked_for_where_nothing_relates_the_two() {
    let text = || Outline {
        likely: vec![("Gate".to_string(), "Depot".to_string())],
        ..outline(vec![entity("Depot", &["address"]), entity("Gate", &["width"])])
    };
    let mut asked = text();
    fill("", &mut asked, &Known::default(), &Reading::default());
    assert_eq!(asked.entities[1].references.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["depot"]);
    assert!(
        asked.questions.iter().any(|question| question == "Does each gate belong to one depot? Assumed: yes."),
        "{:?}",
        asked.questions
    );
    let mut off = text();
    fill("", &mut off, &Known::default(), &Reading { archetypes: false });
    assert!(off.entities[1].references.is_empty() && off.questions.is_empty(), "{:?}", off.questions);
    let mut related = text();
    related.entities[0] = refers(related.entities[0].clone(), "main_gate", "Gate");
    fill("", &mut related, &Known::default(), &Reading::default());
    assert!(related.entities[1].references.is_empty());
}
