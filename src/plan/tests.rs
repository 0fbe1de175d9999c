//! The planner as a specification.

use crate::ordered::IndexMap;

use super::fixture::*;
use super::*;
use crate::catalog::{ColumnValue, DataType, Expression, IdentityKind, ReferentialAction};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{FileId, Origin, Span};

fn planned(current: &Catalog, target: &Catalog) -> Plan {
    match plan(current, target, &IndexMap::default(), RemovalPolicy::Declared) {
        Ok((plan, _)) => plan,
        Err(diagnostics) => panic!("{diagnostics:#?}"),
    }
}

fn refused(current: &Catalog, target: &Catalog) -> Vec<Diagnostic> {
    plan(current, target, &IndexMap::default(), RemovalPolicy::Declared).expect_err("the planner refuses")
}

fn words(plan: &Plan) -> Vec<String> {
    let word = |step: &Step| match &step.change {
        Change::CreateSchema { name, .. } => format!("schema {name}"),
        Change::CreateExtension { name, .. } => format!("extension {name}"),
        Change::CreateEnum(created) => format!("enum {}", created.name.name),
        Change::AddEnumValue { value, before, .. } => format!("value {value} before {}", before.as_deref().unwrap_or("-")),
        Change::AddLookupValues { table, values, .. } => format!("values of {}: {}", table.name, values.join(" ")),
        Change::RemoveLookupValues { table, values, .. } => format!("no values of {}: {}", table.name, values.join(" ")),
        Change::CreateFunction(function) => format!("function {}", function.name.name),
        Change::CreateTable(table) => format!("table {}", table.name.name),
        Change::AddColumn { table, column } => format!("column {}.{}", table.name, column.name),
        Change::AddConstraint { table, constraint } => format!("constraint {}.{}", table.name, constraint.name()),
        Change::CreateIndex { index, .. } => format!("index {}", index.name),
        Change::CreateTrigger { table, trigger } => format!("trigger {}.{}", table.name, trigger.name),
        Change::SetComment { object, .. } => format!("comment on {object}"),
        Change::AlterColumnType { table, to, .. } => format!("type {}.{} {}", table.name, to.name, to.data_type),
        Change::SetColumnValue { table, to, .. } => format!("value {}.{}", table.name, to.name),
        Change::FillNulls { table, column, value } => format!("fill {}.{} with {}", table.name, column.name, value.written),
        Change::SetNotNull { table, column, not_null } => format!("required {}.{column} {not_null}", table.name),
        Change::SwapEnum { to, .. } => format!("swap {} ({})", to.name.name, to.values.join(" ")),
        Change::DropTable(table) => format!("drop table {}", table.name.name),
        Change::DropColumn { table, column } => format!("drop column {}.{}", table.name, column.name),
        Change::DropConstraint { table, constraint } => format!("drop constraint {}.{}", table.name, constraint.name()),
        Change::DropIndex { index, .. } => format!("drop index {}", index.name),
        Change::Rename { renamings, .. } => {
            let told: Vec<String> =
                renamings.iter().map(|renaming| format!("{} to {}", renaming.from_name(), renaming.to_name())).collect();
            format!("rename {}", told.join(", "))
        }
        Change::RenamePart { from, to, .. } => format!("part {from} to {to}"),
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
    let (plan, diagnostics) = plan(&current, &blog(), &IndexMap::default(), RemovalPolicy::Declared).expect("planned");
    assert!(plan.is_empty() && diagnostics.is_empty(), "{:?} {diagnostics:?}", words(&plan));
}

#[test]
fn what_is_not_asked_for_is_left_alone_with_a_warning() {
    let mut target = blog();
    target.tables.shift_remove(&QualifiedName::public("comments"));
    target.tables.get_mut(&QualifiedName::public("posts")).map(|posts| posts.columns.shift_remove("price"));
    let (plan, diagnostics) = plan(&blog(), &target, &IndexMap::default(), RemovalPolicy::Declared).expect("planned");
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

/// The blog with one thing of users otherwise.
fn with_users(change: impl FnOnce(&mut Table)) -> Catalog {
    let mut target = blog();
    let Some(users) = target.tables.get_mut(&QualifiedName::public("users")) else { panic!("users") };
    change(users);
    target
}

/// Forward leads to the target, and every step taken back to what stood.
fn there_and_back(current: &Catalog, target: &Catalog) -> Plan {
    let plan = planned(current, target);
    let mut target = target.clone();
    target.sort();
    assert_eq!(*plan.expected, target);
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
    assert_eq!(catalog, *current);
    plan
}

#[test]
fn what_differs_is_changed_in_place_or_dropped_and_made_anew() {
    let target = with_users(|users| {
        users.columns.insert("bio".to_string(), column("bio", text(80), false, ColumnValue::None));
        users.checks.insert("ck_users_email".to_string(), check("ck_users_email", "email <> ''"));
    });
    let plan = there_and_back(&blog(), &target);
    assert_eq!(
        words(&plan),
        ["drop constraint users.ck_users_email", "type users.bio character varying(80)", "constraint users.ck_users_email"]
    );
    let hazards: Vec<&str> = plan.steps.iter().flat_map(|step| step.hazards.iter().map(|hazard| hazard.code)).collect();
    assert_eq!(hazards, ["table-rewrite", "narrowing", "table-scan"]);
    assert!(matches!(plan.steps[1].reverse, Reverse::Exact(_)), "text holds all that varchar(80) held");
}

#[test]
fn a_column_that_becomes_required_is_filled_by_its_default_first() {
    let target = with_users(|users| {
        users.columns.insert("bio".to_string(), column("bio", DataType::builtin("text"), true, default("''")));
    });
    let plan = there_and_back(&blog(), &target);
    assert_eq!(words(&plan), ["value users.bio", "fill users.bio with ''", "required users.bio true"]);
    assert!(matches!(&plan.steps[1].reverse, Reverse::StructureOnly { lost, .. } if lost.contains("which rows of public.users")));
    let target = with_users(|users| {
        users.columns.insert("bio".to_string(), column("bio", DataType::builtin("text"), true, ColumnValue::None));
    });
    assert_eq!(refused(&blog(), &target).iter().map(|found| found.code).collect::<Vec<_>>(), ["not-null-on-existing-table"]);
}

#[test]
fn what_is_computed_or_numbered_otherwise_is_an_error_at_its_line() {
    let users = QualifiedName::public("users");
    let target = with_users(|users| {
        if let Some(id) = users.columns.get_mut("id") {
            id.value = ColumnValue::Identity(IdentityKind::Always);
        }
    });
    let span = Span::new(FileId(0), 3, 9);
    let origins = [(ObjectPath::Column(users, "id".to_string()), Origin::Written(span))].into_iter().collect();
    let diagnostics = plan(&blog(), &target, &origins, RemovalPolicy::Declared).expect_err("refused");
    assert_eq!((diagnostics[0].code, diagnostics[0].span), ("changed-object", Some(span)));
    assert_eq!(
        diagnostics[0].message,
        "Column public.users.id stands as bigint NOT NULL with a sequence of its own (serial), and the requirements ask for bigint NOT NULL GENERATED ALWAYS AS IDENTITY"
    );
}

#[test]
fn a_required_column_without_a_default_is_refused_where_rows_may_stand() {
    let mut target = blog();
    if let Some(users) = target.tables.get_mut(&QualifiedName::public("users")) {
        users.columns.insert("city".to_string(), column("city", text(80), true, ColumnValue::None));
    }
    assert_eq!(refused(&blog(), &target).iter().map(|found| found.code).collect::<Vec<_>>(), ["not-null-on-existing-table"]);
}

/// The blog with other values of its enum.
fn with_status(values: &[&str]) -> Catalog {
    let mut target = blog();
    if let Some(status) = target.enums.get_mut(&QualifiedName::public("post_status")) {
        status.values = values.iter().map(|value| value.to_string()).collect();
    }
    target
}

#[test]
fn a_new_enum_value_is_added_in_place_unless_the_plan_uses_it_too() {
    let mut target = with_status(&["draft", "published", "hidden", "archived"]);
    assert_eq!(words(&planned(&blog(), &target)), ["value hidden before archived"]);
    if let Some(posts) = target.tables.get_mut(&QualifiedName::public("posts")) {
        let mut hidden = index("idx_posts_hidden", &["slug"]);
        hidden.predicate = Some(Expression::new("status = 'hidden'"));
        posts.indexes.insert(hidden.name.clone(), hidden);
    }
    let plan = there_and_back(&blog(), &target);
    assert_eq!(words(&plan), ["swap post_status (draft published hidden archived)", "index idx_posts_hidden"]);
    let Change::SwapEnum { used_by, .. } = &plan.steps[0].change else { panic!("a swap") };
    let parts: Vec<&str> = used_by
        .iter()
        .flat_map(|used| used.checks.iter().map(|check| check.name.as_str()).chain(used.indexes.iter().map(|index| index.name.as_str())))
        .collect();
    assert_eq!(parts, ["ck_posts_published_has_date", "idx_posts_status"], "these give way; the new index comes after the swap");
}

#[test]
fn a_default_gives_way_to_the_swap_of_its_type() {
    let mut target = with_status(&["hidden", "draft", "published", "archived"]);
    let status = DataType::user(&QualifiedName::public("post_status"));
    if let Some(posts) = target.tables.get_mut(&QualifiedName::public("posts")) {
        posts.columns.insert("status".to_string(), column("status", status, true, default("'hidden'")));
    }
    let plan = there_and_back(&blog(), &target);
    assert_eq!(words(&plan), ["value posts.status", "swap post_status (hidden draft published archived)", "value posts.status"]);
}

#[test]
fn values_in_another_order_are_a_swap_and_unwritten_ones_stay() {
    let target = with_status(&["published", "draft"]);
    let (plan, diagnostics) = plan(&blog(), &target, &IndexMap::default(), RemovalPolicy::Declared).expect("planned");
    assert_eq!(words(&plan), ["swap post_status (published archived draft)"]);
    assert_eq!(diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(), ["left-alone"]);
}

fn removing(objects: Vec<ObjectPath>) -> Wishes {
    let removals = objects.into_iter().map(|object| Removal { candidates: vec![object], span: Span::new(FileId(0), 0, 1) }).collect();
    Wishes { removals, ..Wishes::default() }
}

#[test]
fn what_is_removed_in_so_many_words_goes_with_what_stands_on_it() {
    let mut target = blog();
    let posts = QualifiedName::public("posts");
    if let Some(table) = target.tables.get_mut(&posts) {
        table.columns.shift_remove("published_at");
        table.checks.shift_remove("ck_posts_published_has_date");
        table.indexes.shift_remove("idx_posts_labels");
    }
    target.tables.shift_remove(&QualifiedName::public("comments"));
    let wishes = removing(vec![
        ObjectPath::Column(posts.clone(), "published_at".to_string()),
        ObjectPath::Index(posts, "idx_posts_labels".to_string()),
        ObjectPath::Table(QualifiedName::public("comments")),
        ObjectPath::Table(QualifiedName::public("never_stood")),
    ]);
    let (plan, diagnostics) = plan(&blog(), &target, &IndexMap::default(), wishes.clone()).expect("planned");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(
        words(&plan),
        [
            "drop constraint posts.ck_posts_published_has_date",
            "drop index idx_posts_labels",
            "drop table comments",
            "drop column posts.published_at"
        ]
    );
    target.sort();
    assert_eq!(*plan.expected, target);
    let (again, diagnostics) = super::plan(&plan.expected, &target, &IndexMap::default(), wishes).expect("planned");
    assert!(again.is_empty() && diagnostics.is_empty(), "what is gone is gone");
}

#[test]
fn what_another_table_refers_to_is_not_removed() {
    let mut target = blog();
    target.tables.shift_remove(&QualifiedName::public("posts"));
    target.tables.get_mut(&QualifiedName::public("comments")).map(|comments| comments.foreign_keys.shift_remove("fk_comments_post_id"));
    let diagnostics = plan(&blog(), &target, &IndexMap::default(), removing(vec![ObjectPath::Table(QualifiedName::public("posts"))]))
        .expect_err("comments refer to posts");
    assert_eq!(diagnostics[0].code, "removed-but-referred-to");
    assert!(diagnostics[0].help.as_deref().is_some_and(|help| help.contains("`removed post_id`")), "{diagnostics:?}");
}

fn renaming(renames: Vec<Renaming>) -> Wishes {
    let renames = renames.into_iter().map(|renaming| (renaming, Span::new(FileId(0), 0, 1))).collect();
    Wishes { renames, ..Wishes::default() }
}

fn column_rename(table: &str, from: &str, to: &str) -> Renaming {
    Renaming::Column { table: QualifiedName::public(table), from: from.to_string(), to: to.to_string() }
}

/// A table `t` of whole numbers and texts.
fn numbers_and_texts(columns: &[(&str, DataType)]) -> Catalog {
    let mut catalog = Catalog::default();
    let columns = columns.iter().map(|(name, data_type)| column(name, data_type.clone(), false, ColumnValue::None)).collect();
    add(&mut catalog, table("t", columns));
    catalog.sort();
    catalog
}

#[test]
fn a_rename_acts_only_while_the_former_name_stands_alone() {
    let (number, word) = (DataType::builtin("int"), DataType::builtin("text"));
    let wishes = renaming(vec![column_rename("t", "b", "a"), column_rename("t", "c", "b")]);
    let target = numbers_and_texts(&[("a", number.clone()), ("b", word.clone())]);
    let chain = numbers_and_texts(&[("b", number.clone()), ("c", word.clone())]);
    let (first, _) = plan(&chain, &target, &IndexMap::default(), wishes.clone()).expect("planned");
    assert_eq!(words(&first), ["rename b to a", "rename c to b"], "b is free once it has become a");
    assert_eq!(*first.expected, target);
    let (again, _) = plan(&first.expected, &target, &IndexMap::default(), wishes.clone()).expect("planned");
    assert!(again.is_empty(), "what has been carried out stays true");
    let (fresh, _) = plan(&Catalog::default(), &target, &IndexMap::default(), wishes).expect("planned");
    assert_eq!(words(&fresh), ["table t"]);

    let both = numbers_and_texts(&[("a", number.clone()), ("b", number.clone())]);
    let alone = numbers_and_texts(&[("a", number)]);
    let diagnostics =
        plan(&both, &alone, &IndexMap::default(), renaming(vec![column_rename("t", "b", "a")])).expect_err("b is not asked for any more");
    assert_eq!(diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(), ["rename-of-both"]);
}

#[test]
fn a_circle_of_names_turns_once() {
    let (number, word) = (DataType::builtin("int"), DataType::builtin("text"));
    let wishes = renaming(vec![column_rename("t", "b", "a"), column_rename("t", "a", "b")]);
    let before = numbers_and_texts(&[("a", word.clone()), ("b", number.clone())]);
    let target = numbers_and_texts(&[("b", word.clone()), ("a", number.clone())]);
    let (turned, _) = plan(&before, &target, &IndexMap::default(), wishes.clone()).expect("planned");
    assert_eq!(words(&turned), ["rename b to b_outgoing, a to b, b_outgoing to a"]);
    assert_eq!(*turned.expected, target);
    let (again, _) = plan(&turned.expected, &target, &IndexMap::default(), wishes).expect("planned");
    assert!(again.is_empty());
}

#[test]
fn a_circle_of_names_that_nothing_tells_apart_is_asked_about() {
    let number = DataType::builtin("int");
    let both = numbers_and_texts(&[("a", number.clone()), ("b", number)]);
    let wishes = renaming(vec![column_rename("t", "b", "a"), column_rename("t", "a", "b")]);
    let diagnostics = plan(&both, &both, &IndexMap::default(), wishes).expect_err("it may have been turned, or not");
    assert_eq!(diagnostics.iter().map(|found| found.code).collect::<Vec<_>>(), ["rename-in-a-circle"]);
}

/// `value` of the sizes of [`shirts`].
fn value_rename(from: &str, to: &str) -> Renaming {
    Renaming::LookupValue {
        table: QualifiedName::public("sizes"),
        column: "value".to_string(),
        from: from.to_string(),
        to: to.to_string(),
        around: AroundValue::default(),
    }
}

#[test]
fn values_of_a_lookup_table_take_along_the_rows_that_hold_them() {
    let wishes = renaming(vec![value_rename("small", "tiny"), value_rename("large", "small")]);
    let target = shirts(&["tiny", "small"]);
    let (plan, _) = plan(&shirts(&["small", "large"]), &target, &IndexMap::default(), wishes.clone()).expect("planned");
    assert_eq!(words(&plan), ["rename small to tiny", "rename large to small"]);
    assert_eq!(plan.expected.lookups, target.lookups);
    let [Step { change: Change::Rename { renamings, .. }, .. }, ..] = plan.steps.as_slice() else { panic!("{plan:#?}") };
    let [Renaming::LookupValue { around, .. }] = renamings.as_slice() else { panic!("{renamings:#?}") };
    assert_eq!(around.held_by, [(QualifiedName::public("shirts"), "size".to_string())]);
    let kept = kept(&plan, &shirts(&["small", "large"]));
    let of = |table: &str| kept.iter().find(|kept| kept.table.name == table).expect("it stays");
    assert!(of("sizes").grows, "its rows are others until the rollback");
    assert!(!of("shirts").columns.contains(&"size".to_string()) && !of("shirts").grows, "all but the values that follow stay as they are");
    let (again, _) = super::plan(&plan.expected, &target, &IndexMap::default(), wishes).expect("planned");
    assert!(again.is_empty());
}

#[test]
fn a_value_that_is_removed_in_so_many_words_goes_last() {
    let removals =
        vec![Removal { candidates: vec![lookup_value(&QualifiedName::public("sizes"), "huge")], span: Span::new(FileId(0), 0, 1) }];
    let wishes = Wishes { removals, ..Wishes::default() };
    let (plan, diagnostics) =
        plan(&shirts(&["small", "huge"]), &shirts(&["small", "large"]), &IndexMap::default(), wishes).expect("planned");
    assert_eq!(words(&plan), ["values of sizes: large", "no values of sizes: huge"]);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(plan.expected.lookups, shirts(&["small", "large"]).lookups);
}

#[test]
fn names_that_we_made_follow_and_others_stay() {
    let mut target = blog();
    let posts = QualifiedName::public("posts");
    if let Some(table) = target.tables.get_mut(&posts) {
        let Some(mut index) = table.indexes.shift_remove("idx_posts_editor_id") else { panic!("index") };
        index.name = "idx_posts_lector_id".to_string();
        index.keys = vec![crate::catalog::IndexKey::column("lector_id")];
        table.indexes.insert(index.name.clone(), index);
        let Some(mut key) = table.foreign_keys.shift_remove("fk_posts_editor_id") else { panic!("key") };
        key.name = "fk_posts_lector_id".to_string();
        key.columns = vec!["lector_id".to_string()];
        table.foreign_keys.insert(key.name.clone(), key);
        let columns = std::mem::take(&mut table.columns);
        for (name, mut column) in columns {
            if name == "editor_id" {
                column.name = "lector_id".to_string();
            }
            table.columns.insert(column.name.clone(), column);
        }
    }
    target.sort();
    let wishes = renaming(vec![column_rename("posts", "editor_id", "lector_id")]);
    let (ours, _) = plan(&blog(), &target, &IndexMap::default(), wishes.clone()).expect("planned");
    assert_eq!(
        words(&ours),
        [
            "rename editor_id to lector_id",
            "part fk_posts_editor_id to fk_posts_lector_id",
            "part idx_posts_editor_id to idx_posts_lector_id"
        ]
    );
    assert_eq!(*ours.expected, target);
    let mut foreign = blog();
    if let Some(table) = foreign.tables.get_mut(&posts) {
        let Some(mut index) = table.indexes.shift_remove("idx_posts_editor_id") else { panic!("index") };
        index.name = "by_editor".to_string();
        table.indexes.insert(index.name.clone(), index);
    }
    let (theirs, _) = plan(&foreign, &target, &IndexMap::default(), wishes).expect("planned");
    assert_eq!(words(&theirs), ["rename editor_id to lector_id", "part fk_posts_editor_id to fk_posts_lector_id"]);
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
        plan(&shirts(&["small", "huge"]), &shirts(&["small"]), &IndexMap::default(), RemovalPolicy::Declared).expect("planned");
    assert!(plan.is_empty());
    let said: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect();
    assert_eq!(said, ["Value `huge` of lookup table public.sizes stands, and the requirements do not have it; it is left alone"]);
}
