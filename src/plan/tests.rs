//! The planner as a specification.

use indexmap::IndexMap;

use super::fixture::*;
use super::*;
use crate::catalog::{ColumnValue, DataType, Expression, ReferentialAction};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{FileId, Span};

fn planned(current: &Catalog, target: &Catalog) -> Plan {
    match plan(current, target, &IndexMap::new(), RemovalPolicy::Declared) {
        Ok((plan, _)) => plan,
        Err(diagnostics) => panic!("{diagnostics:#?}"),
    }
}

fn refused(current: &Catalog, target: &Catalog) -> Vec<Diagnostic> {
    plan(current, target, &IndexMap::new(), RemovalPolicy::Declared).expect_err("the planner refuses")
}

fn words(plan: &Plan) -> Vec<String> {
    let word = |step: &Step| match &step.change {
        Change::CreateSchema { name, .. } => format!("schema {name}"),
        Change::CreateExtension { name, .. } => format!("extension {name}"),
        Change::CreateEnum(created) => format!("enum {}", created.name.name),
        Change::AddEnumValue { value, before, .. } => format!("value {value} before {}", before.as_deref().unwrap_or("-")),
        Change::AddLookupValues { table, values, .. } => format!("values of {}: {}", table.name, values.join(" ")),
        Change::CreateFunction(function) => format!("function {}", function.name.name),
        Change::CreateTable(table) => format!("table {}", table.name.name),
        Change::AddColumn { table, column } => format!("column {}.{}", table.name, column.name),
        Change::AddConstraint { table, constraint } => format!("constraint {}.{}", table.name, constraint.name()),
        Change::CreateIndex { index, .. } => format!("index {}", index.name),
        Change::CreateTrigger { table, trigger } => format!("trigger {}.{}", table.name, trigger.name),
        Change::SetComment { object, .. } => format!("comment on {object}"),
        other => format!("{other:?}"),
    };
    plan.steps.iter().map(word).collect()
}

#[test]
fn a_new_schema_comes_in_dependency_order_and_each_table_with_its_parts() {
    assert_eq!(
        words(&planned(&Catalog::default(), &blog())),
        [
            "enum post_status",
            "comment on enum public.post_status",
            "function set_updated_at",
            "comment on function public.set_updated_at()",
            "table users",
            "trigger users.set_updated_at",
            "comment on table public.users",
            "table posts",
            "index idx_posts_author_id",
            "index idx_posts_editor_id",
            "index idx_posts_labels",
            "index idx_posts_status",
            "trigger posts.set_updated_at",
            "comment on column public.posts.slug",
            "table comments",
            "index idx_comments_author_id",
            "index idx_comments_parent_id",
            "index idx_comments_post_id",
            "trigger comments.set_updated_at",
        ]
    );
}

#[test]
fn the_second_plan_is_empty() {
    let first = planned(&Catalog::default(), &blog());
    assert_eq!(*first.expected, blog());
    assert_eq!(words(&planned(&first.expected, &blog())), Vec::<String>::new());
}

#[test]
fn every_step_taken_back_leaves_what_stood() {
    let mut current = blog();
    let posts = QualifiedName::public("posts");
    if let Some(table) = current.tables.get_mut(&posts) {
        table.columns.shift_remove("price");
        table.indexes.shift_remove("idx_posts_labels");
        table.foreign_keys.shift_remove("fk_posts_editor_id");
    }
    current.tables.shift_remove(&QualifiedName::public("comments"));
    current.enums.get_mut(&QualifiedName::public("post_status")).map(|status| status.values.remove(1));
    let plan = planned(&current, &blog());
    assert!(plan.steps.len() > 5);
    let mut catalog = Catalog::clone(&plan.expected);
    for step in plan.steps.iter().rev() {
        match &step.reverse {
            Reverse::Exact(changes) | Reverse::StructureOnly { changes, .. } => {
                changes.iter().for_each(|change| apply(&mut catalog, change))
            }
            Reverse::Impossible { reason } => panic!("{reason}"),
        }
    }
    catalog.sort();
    assert_eq!(catalog, current);
}

#[test]
fn a_cycle_of_tables_is_closed_after_them() {
    let mut catalog = Catalog::default();
    let bigint = || DataType::bigint();
    add(
        &mut catalog,
        with_foreign_key(
            table("teams", vec![column("owner_id", bigint(), true, ColumnValue::None)]),
            foreign_key("fk_owner", &["owner_id"], "users", ReferentialAction::Restrict),
        ),
    );
    add(
        &mut catalog,
        with_foreign_key(
            table("users", vec![column("team_id", bigint(), false, ColumnValue::None)]),
            foreign_key("fk_team", &["team_id"], "teams", ReferentialAction::SetNull),
        ),
    );
    add(
        &mut catalog,
        with_foreign_key(
            table("badges", vec![column("user_id", bigint(), true, ColumnValue::None)]),
            foreign_key("fk_user", &["user_id"], "users", ReferentialAction::Cascade),
        ),
    );
    let plan = planned(&Catalog::default(), &catalog);
    assert_eq!(words(&plan), ["table users", "table teams", "table badges", "constraint users.fk_team"]);
    assert_eq!(*plan.expected, {
        catalog.sort();
        catalog
    });
}

#[test]
fn additions_to_what_stands_come_with_their_hazards() {
    let mut current = blog();
    let posts = QualifiedName::public("posts");
    if let Some(table) = current.tables.get_mut(&posts) {
        table.columns.shift_remove("price");
        table.columns.shift_remove("labels");
        table.indexes.shift_remove("idx_posts_labels");
        table.checks.shift_remove("ck_posts_published_has_date");
        table.foreign_keys.shift_remove("fk_posts_editor_id");
    }
    let plan = planned(&current, &blog());
    assert_eq!(
        words(&plan),
        [
            "column posts.labels",
            "column posts.price",
            "constraint posts.ck_posts_published_has_date",
            "constraint posts.fk_posts_editor_id",
            "index idx_posts_labels"
        ]
    );
    let hazards: Vec<&str> = plan.steps.iter().flat_map(|step| step.hazards.iter().map(|hazard| hazard.code)).collect();
    assert_eq!(hazards, ["table-scan", "table-scan", "blocks-writes"]);
    assert_eq!(*plan.expected, blog());
}

#[test]
fn what_stands_under_a_foreign_name_is_there() {
    let mut current = blog();
    let Some(posts) = current.tables.get_mut(&QualifiedName::public("posts")) else { panic!("posts") };
    let Some(mut slug) = posts.uniques.shift_remove("uq_posts_slug") else { panic!("unique") };
    slug.name = "posts_slug_key".to_string();
    posts.uniques.insert(slug.name.clone(), slug);
    let Some(mut index) = posts.indexes.shift_remove("idx_posts_author_id") else { panic!("index") };
    index.name = "posts_author".to_string();
    posts.indexes.insert(index.name.clone(), index);
    let (plan, diagnostics) = plan(&current, &blog(), &IndexMap::new(), RemovalPolicy::Declared).expect("planned");
    assert!(plan.is_empty() && diagnostics.is_empty(), "{:?} {diagnostics:?}", words(&plan));
}

#[test]
fn what_is_not_asked_for_is_left_alone_with_a_warning() {
    let mut target = blog();
    target.tables.shift_remove(&QualifiedName::public("comments"));
    target.tables.get_mut(&QualifiedName::public("posts")).map(|posts| posts.columns.shift_remove("price"));
    let (plan, diagnostics) = plan(&blog(), &target, &IndexMap::new(), RemovalPolicy::Declared).expect("planned");
    assert!(plan.is_empty());
    assert_eq!(*plan.expected, blog());
    let found: Vec<(&str, Severity, &str)> = diagnostics.iter().map(|found| (found.code, found.severity, found.message.as_str())).collect();
    assert_eq!(
        found,
        [
            ("left-alone", Severity::Warning, "Column public.posts.price stands, and the requirements do not have it; it is left alone"),
            ("left-alone", Severity::Warning, "Table public.comments stands, and the requirements do not have it; it is left alone"),
        ]
    );
}

#[test]
fn what_differs_is_an_error_at_its_line() {
    let mut target = blog();
    let users = QualifiedName::public("users");
    let Some(table) = target.tables.get_mut(&users) else { panic!("users") };
    table.columns.insert("bio".to_string(), column("bio", text(80), true, ColumnValue::None));
    table.checks.insert("ck_users_email".to_string(), check("ck_users_email", "email <> ''"));
    let span = Span::new(FileId(0), 3, 9);
    let origins = [(ObjectPath::Column(users, "bio".to_string()), Origin::Written(span))].into_iter().collect();
    let diagnostics = plan(&blog(), &target, &origins, RemovalPolicy::Declared).expect_err("refused");
    assert_eq!(diagnostics[0].code, "changed-object");
    assert_eq!(diagnostics[0].span, Some(span));
    assert_eq!(
        diagnostics[0].message,
        "Column public.users.bio stands as text, and the requirements ask for character varying(80) NOT NULL"
    );
    assert!(diagnostics[1].message.contains("stands as CHECK (email = lower(email))"), "{}", diagnostics[1].message);
}

#[test]
fn a_required_column_without_a_default_is_refused_where_rows_may_stand() {
    let mut target = blog();
    if let Some(users) = target.tables.get_mut(&QualifiedName::public("users")) {
        users.columns.insert("city".to_string(), column("city", text(80), true, ColumnValue::None));
    }
    assert_eq!(refused(&blog(), &target).iter().map(|found| found.code).collect::<Vec<_>>(), ["not-null-on-existing-table"]);
}

#[test]
fn a_new_enum_value_waits_for_its_use_until_the_next_run() {
    let mut target = blog();
    if let Some(status) = target.enums.get_mut(&QualifiedName::public("post_status")) {
        status.values.insert(2, "hidden".to_string());
    }
    assert_eq!(words(&planned(&blog(), &target)), ["value hidden before archived"]);
    if let Some(posts) = target.tables.get_mut(&QualifiedName::public("posts")) {
        let mut hidden = index("idx_posts_hidden", &["slug"]);
        hidden.predicate = Some(Expression::new("status = 'hidden'"));
        posts.indexes.insert(hidden.name.clone(), hidden);
    }
    let diagnostics = refused(&blog(), &target);
    assert_eq!(diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(), ["enum-value-used-at-once"]);
}

#[test]
fn a_name_that_is_taken_is_refused() {
    let mut target = blog();
    add(&mut target, table("idx_posts_labels", vec![]));
    assert_eq!(refused(&blog(), &target).iter().map(|found| found.code).collect::<Vec<_>>(), ["name-taken"]);
}

#[test]
fn files_are_named_after_what_the_plan_does() {
    let name = |current: &Catalog, target: &Catalog| suggested_name(&planned(current, target), "blog");
    assert_eq!(name(&Catalog::default(), &blog()), "create_blog_schema");
    let mut target = blog();
    add(&mut target, table("bookmarks", vec![]));
    assert_eq!(name(&blog(), &target), "add_bookmarks");
    add(&mut target, table("follows", vec![]));
    add(&mut target, table("likes", vec![]));
    assert_eq!(name(&blog(), &target), "add_bookmarks_and_2_more");
    let mut current = blog();
    current.tables.get_mut(&QualifiedName::public("posts")).map(|posts| posts.columns.shift_remove("price"));
    assert_eq!(name(&current, &blog()), "add_price_to_posts");
    current.tables.get_mut(&QualifiedName::public("posts")).map(|posts| posts.columns.shift_remove("attributes"));
    assert_eq!(name(&current, &blog()), "add_attributes_and_1_more_to_posts");
    let mut current = blog();
    current.tables.get_mut(&QualifiedName::public("posts")).map(|posts| posts.indexes.shift_remove("idx_posts_labels"));
    assert_eq!(name(&current, &blog()), "alter_posts");
}

#[test]
fn the_values_of_a_lookup_table_stand_before_anything_refers_to_them() {
    let plan = planned(&Catalog::default(), &shirts(&["small", "large"]));
    assert_eq!(words(&plan), ["table sizes", "values of sizes: small large", "comment on table public.sizes", "table shirts"]);
    assert_eq!(plan.expected.lookups, shirts(&["large", "small"]).lookups, "their order has no meaning");
}

#[test]
fn a_missing_value_is_added_alone_and_goes_again_unless_a_row_holds_it() {
    let plan = planned(&shirts(&["small", "large"]), &shirts(&["small", "medium", "large"]));
    assert_eq!(words(&plan), ["values of sizes: medium"]);
    let [Step { reverse: Reverse::Exact(back), .. }] = plan.steps.as_slice() else { panic!("{plan:#?}") };
    let [Change::RemoveLookupValues { values, used_by, .. }] = back.as_slice() else { panic!("{back:#?}") };
    assert_eq!(
        (values.as_slice(), used_by.as_slice()),
        (&["medium".to_string()][..], &[(QualifiedName::public("shirts"), "size".to_string())][..])
    );
    let mut taken_back = (*plan.expected).clone();
    back.iter().for_each(|change| apply(&mut taken_back, change));
    assert_eq!(taken_back.lookups, shirts(&["small", "large"]).lookups);
}

#[test]
fn a_value_that_stands_unasked_is_left_with_a_warning() {
    let (plan, diagnostics) =
        plan(&shirts(&["small", "huge"]), &shirts(&["small"]), &IndexMap::new(), RemovalPolicy::Declared).expect("planned");
    assert!(plan.is_empty());
    let said: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(said, ["Value `huge` of lookup table public.sizes stands, and the requirements do not have it; it is left alone"]);
}
