//! Files for the tests of renderer and check.

use crate::ordered::IndexMap;

use super::RenderContext;
use crate::catalog::{Catalog, DataType, QualifiedName};
use crate::plan::fixture::{blog, text};
use crate::plan::{Plan, RemovalPolicy, plan};
use crate::seed::{RowIdentity, SeedField, SeedPlan, SeedRow, SeedValue, TableRows};
use crate::source::Origin;

pub(crate) fn planned(current: &Catalog, target: &Catalog) -> Plan {
    plan(current, target, &IndexMap::default(), RemovalPolicy::Declared).map(|(plan, _)| plan).expect("planned")
}

pub(crate) fn context(name: &str) -> RenderContext {
    RenderContext {
        stamp: "20260101120000".to_string(),
        version: "20260101120000".to_string(),
        layout: crate::convention::Layout::plain(),
        name: name.to_string(),
        title: "Blog platform".to_string(),
        requirements: vec!["examples/blog.schema".to_string()],
        edition: "2026".to_string(),
        verified: true,
        catalog: std::sync::Arc::new(blog()),
        marks: Vec::new(),
        written: Default::default(),
    }
}

pub(crate) fn field(name: &str, data_type: DataType) -> SeedField {
    SeedField::Column { name: name.to_string(), data_type }
}

pub(crate) fn reference(column: &str, parent: &str) -> SeedField {
    SeedField::ForeignKey {
        columns: vec![column.to_string()],
        parent: QualifiedName::public(parent),
        parent_columns: vec!["id".to_string()],
    }
}

pub(crate) fn word(value: &str) -> SeedValue {
    SeedValue::Text(value.to_string())
}

pub(crate) fn user(email: &str) -> SeedValue {
    SeedValue::Parent(vec![(field("email", text(254)), word(email))])
}

pub(crate) fn post(slug: &str) -> SeedValue {
    SeedValue::Parent(vec![(field("slug", text(120)), word(slug))])
}

/// A comment has no key of its own: post, author and body name it.
pub(crate) fn comment(slug: &str, email: &str, body: &str) -> SeedValue {
    SeedValue::Parent(vec![
        (reference("post_id", "posts"), post(slug)),
        (reference("author_id", "users"), user(email)),
        (field("body", DataType::builtin("text")), word(body)),
    ])
}

pub(crate) fn rows(table: &str, fields: Vec<SeedField>, identity: RowIdentity, values: Vec<Vec<SeedValue>>) -> TableRows {
    let rows: Vec<SeedRow> = values.into_iter().map(|values| SeedRow { values, span: None, number: None }).collect();
    let summary = format!("{} rows", rows.len());
    TableRows { table: QualifiedName::public(table), summary, fields, rows, identity, origin: Origin::Existing }
}

pub(crate) fn key(columns: &[&str]) -> RowIdentity {
    RowIdentity::Conflict { columns: columns.iter().map(|column| column.to_string()).collect() }
}

pub(crate) fn blog_seed() -> SeedPlan {
    let numeric = DataType::builtin("numeric").with(["12", "2"]);
    let users = rows(
        "users",
        vec![field("email", text(254)), field("username", text(30)), field("is_admin", DataType::builtin("boolean"))],
        key(&["email"]),
        vec![
            vec![word("ada@example.com"), word("ada"), SeedValue::Boolean(true)],
            vec![word("o'neil@example.com"), word("o'neil"), SeedValue::Boolean(false)],
        ],
    );
    let status = DataType::user(&QualifiedName::public("post_status"));
    let labels = SeedValue::Array(vec![word("sql"), word("it's")]);
    let posts = rows(
        "posts",
        vec![
            reference("author_id", "users"),
            reference("editor_id", "users"),
            field("slug", text(120)),
            field("title", text(200)),
            field("status", status),
            field("labels", DataType::builtin("text").array_of()),
            field("attributes", DataType::builtin("jsonb")),
            field("price", numeric),
            field("published_at", DataType::builtin("timestamptz")),
        ],
        key(&["slug"]),
        vec![
            vec![
                user("ada@example.com"),
                SeedValue::Null,
                word("hello"),
                word("Hello"),
                word("draft"),
                labels,
                word("{\"a\": \"\\\\\"}"),
                SeedValue::Null,
                SeedValue::Null,
            ],
            vec![
                user("o'neil@example.com"),
                user("ada@example.com"),
                word("second-post"),
                word("Second post"),
                word("published"),
                SeedValue::Array(vec![]),
                word("{}"),
                SeedValue::Number("12.345".to_string()),
                word("2026-01-02 03:04:05"),
            ],
        ],
    );
    let identity = RowIdentity::AllColumns { columns: ["post_id", "author_id", "parent_id", "body"].map(str::to_string).to_vec() };
    let fields = || {
        vec![
            reference("post_id", "posts"),
            reference("author_id", "users"),
            reference("parent_id", "comments"),
            field("body", DataType::builtin("text")),
        ]
    };
    let first = vec![post("hello"), user("ada@example.com"), SeedValue::Null, word("First\nline")];
    let answer = vec![post("hello"), user("o'neil@example.com"), comment("hello", "ada@example.com", "First\nline"), word("I agree")];
    let comments = rows("comments", fields(), identity.clone(), vec![first]);
    let answers = rows("comments", fields(), identity, vec![answer]);
    SeedPlan { initial: vec![users], sample: vec![posts, comments, answers], ..SeedPlan::default() }
}
