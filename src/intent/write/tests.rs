//! Drafts as people read them.

use super::super::outline::Link;
use super::*;
use crate::intent::KnownEntity;

const TEXT: &str = "A shop. Customers have a name; each order is by one customer.\nTags mark orders.";

fn said(words: &str) -> Because {
    let start = TEXT.find(words).unwrap_or_default();
    Because::Said(start..start + words.len())
}

fn field(name: &str, kind: &str, because: Because) -> Field {
    Field { name: name.into(), kind: kind.into(), states: Vec::new(), optional: false, unique: false, default: None, because }
}

fn reference(name: &str, to: &str, because: Because) -> Reference {
    Reference { name: name.into(), to: to.into(), optional: false, unique: false, on_delete: None, because }
}

fn entity(name: &str, because: Because) -> Entity {
    Entity { name: name.into(), fields: Vec::new(), references: Vec::new(), unique: Vec::new(), seed: None, about: None, because }
}

fn shop() -> Outline {
    let mut customer = entity("Customer", said("Customers"));
    customer.fields = vec![
        field("name", "person_name", said("name")),
        Field { unique: true, ..field("email", "email", Because::Assumed(String::new())) },
    ];
    customer.about = Some("Somebody\nwho buys".to_string());
    let mut order = entity("Order", said("order"));
    order.references = vec![reference("customer_id", "customers", said("one customer"))];
    order.fields = vec![
        Field {
            states: vec!["open".into(), "Paid up".into(), "removed".into()],
            default: Some("open".into()),
            ..field("status", "OrderStatus", said("order"))
        },
        field("key", "varchar(1..40)", said("order")),
    ];
    order.unique = vec![vec!["customer".into(), "key".into()]];
    order.seed = Some(3);
    let links = vec![Link { from: "Order".into(), to: "Tag".into(), name: "tags".into(), because: said("Tags mark orders") }];
    Outline {
        title: Some("A \"small\" shop".into()),
        entities: vec![customer, order, entity("Tag", said("Tags"))],
        links,
        questions: vec!["May a customer have no email? Assumed: no.".into()],
        ..Outline::default()
    }
}

#[test]
fn a_draft_shows_where_each_entity_comes_from_and_what_was_assumed() {
    let made = draft(TEXT, &shop(), &Known::default());
    assert_eq!(
        made.schema,
        r#"project a_small_shop edition 2026 "A \"small\" shop"

enum OrderStatus { open paid_up "removed" }

// “Customers have a name; each order is by one customer.”
/// Somebody who buys
entity Customer {
  name  person_name
  email email unique  // assumed
  seed 3
}

// “order”
entity Order {
  customer -> Customer
  status   OrderStatus = open
  `key`    varchar(1..40)
  tags    <-> Tag
  unique (customer, `key`)
  seed 3
}

// “Tags mark orders.”
entity Tag {}

// To be answered:
// - May a customer have no email? Assumed: no.
"#
    );
    assert_eq!(made.read.first().map(|said| (said.what.as_str(), said.words.as_str())), Some(("entity Customer", "Customers")));
    // In the order of the text.
    assert_eq!(made.read.last().map(|said| (said.what.as_str(), said.words.as_str())), Some(("entity Tag", "Tags")));
}

#[test]
fn a_written_entity_is_not_written_again_and_its_name_stays() {
    let known = Known {
        entities: vec![KnownEntity { name: "customer".into(), fields: vec!["email".into()], ..Default::default() }],
        ..Default::default()
    };
    let made = draft(TEXT, &shop(), &known);
    assert!(!made.schema.contains("entity customer") && !made.schema.contains("project"), "{}", made.schema);
    assert!(made.schema.contains("customer -> customer"), "{}", made.schema);
    assert_eq!(made.differences, ["the text gives `customer` a `name`, which is not written; add `name person_name`"]);
}

#[test]
fn what_only_repeats_written_requirements_is_no_draft() {
    let known = Known {
        entities: vec![KnownEntity { name: "Customer".into(), fields: vec!["name".into()], ..Default::default() }],
        ..Default::default()
    };
    let outline = Outline { entities: vec![shop().entities.remove(0)], ..Outline::default() };
    assert_eq!(draft(TEXT, &outline, &known), Draft::default());
}

#[test]
fn of_a_circle_the_role_may_be_empty() {
    let mut department = entity("Department", said("A shop"));
    department.references = vec![reference("head", "Employee", said("A shop"))];
    let mut employee = entity("Employee", said("A shop"));
    employee.references = vec![reference("department", "Department", said("A shop")), reference("boss", "Employee", said("A shop"))];
    let made = draft(TEXT, &Outline { entities: vec![department, employee], ..Outline::default() }, &Known::default());
    for line in ["head -> Employee?", "department -> Department\n", "boss       -> Employee?"] {
        assert!(made.schema.contains(line), "{line}\n{}", made.schema);
    }
    assert_eq!(made.questions, ["May a department have no head at first? Assumed: yes, since each needs the other."]);
}

#[test]
fn what_is_referred_to_and_not_there_is_asked_for() {
    let mut order = entity("Order", said("order"));
    order.references = vec![reference("customer", "Customer", said("one customer"))];
    let made = draft(TEXT, &Outline { entities: vec![order], ..Outline::default() }, &Known::default());
    assert!(!made.schema.contains("->"), "{}", made.schema);
    assert_eq!(made.questions, ["What is to be kept of a customer, which order refers to? Assumed: nothing."]);
}

#[test]
fn columns_that_come_by_themselves_are_not_written() {
    let mut order = entity("Order", said("order"));
    order.references = vec![reference("customer", "Customer", said("one customer"))];
    let names = ["id", "created_at", "updated_at", "customer", "customer_id", "note"];
    order.fields = names.iter().map(|name| field(name, "text", said("order"))).collect();
    let made = draft(TEXT, &Outline { entities: vec![entity("Customer", said("order")), order], ..Outline::default() }, &Known::default());
    assert!(made.schema.contains("entity Order {\n  customer -> Customer\n  note     text\n}"), "{}", made.schema);
}

#[test]
fn one_thing_in_two_spellings_is_one_entity() {
    let mut first = entity("BlogPost", said("order"));
    first.fields = vec![field("title", "text", said("order"))];
    let mut second = entity("blog_posts", said("order"));
    second.fields = vec![field("Title", "text", said("order")), field("body", "text", said("order"))];
    let made = draft(TEXT, &Outline { entities: vec![first, second], ..Outline::default() }, &Known::default());
    assert!(made.schema.contains("entity BlogPost {\n  title text\n  body  text\n}"), "{}", made.schema);
    assert_eq!(made.schema.matches("entity").count(), 1);
}

#[test]
fn a_start_comes_before_its_end() {
    let mut order = entity("Order", said("order"));
    let names = [
        ("starts_at", "timestamp"),
        ("ends_at", "timestamp"),
        ("start_date", "date"),
        ("end_date", "date"),
        ("start_time", "time"),
        ("end_time", "time"),
        ("min_age", "int"),
        ("max_age", "quantity"),
    ];
    order.fields = names.iter().map(|(name, kind)| field(name, kind, said("order"))).collect();
    let made = draft(TEXT, &Outline { entities: vec![order], ..Outline::default() }, &Known::default());
    let checks: Vec<&str> = made.schema.lines().map(str::trim).filter(|line| line.starts_with("check")).collect();
    assert_eq!(checks, ["check (ends_at > starts_at)     // assumed", "check (end_date >= start_date)  // assumed"]);
}
