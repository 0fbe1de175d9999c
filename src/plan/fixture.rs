//! Small catalogs for the tests of planner and renderer.

use crate::ordered::IndexMap;

use crate::catalog::*;

pub(crate) fn column(name: &str, data_type: DataType, not_null: bool, value: ColumnValue) -> Column {
    Column { name: name.to_string(), data_type, not_null, value, collation: None, comment: None }
}

pub(crate) fn default(text: &str) -> ColumnValue {
    ColumnValue::Default(Expression::new(text))
}

pub(crate) fn foreign_key(name: &str, columns: &[&str], references: &str, on_delete: ReferentialAction) -> ForeignKey {
    ForeignKey {
        name: name.to_string(),
        columns: columns.iter().map(|column| column.to_string()).collect(),
        references: QualifiedName::public(references),
        referenced_columns: vec!["id".to_string()],
        on_delete,
        on_delete_columns: Vec::new(),
        on_update: ReferentialAction::NoAction,
        match_full: false,
        deferrable: Deferrable::No,
        validated: true,
        comment: None,
    }
}

pub(crate) fn index(name: &str, columns: &[&str]) -> Index {
    Index {
        name: name.to_string(),
        method: "btree".to_string(),
        unique: false,
        nulls_not_distinct: false,
        keys: columns.iter().map(|column| IndexKey::column(*column)).collect(),
        include: Vec::new(),
        predicate: None,
        storage_parameters: IndexMap::default(),
        valid: true,
        comment: None,
    }
}

pub(crate) fn check(name: &str, expression: &str) -> CheckConstraint {
    CheckConstraint { name: name.to_string(), expression: Expression::new(expression), validated: true, no_inherit: false, comment: None }
}

/// A table with a serial key `id`.
pub(crate) fn table(name: &str, columns: Vec<Column>) -> Table {
    let mut table = Table::new(QualifiedName::public(name));
    let sequence = QualifiedName::public(format!("{name}_id_seq"));
    for column in std::iter::once(column("id", DataType::bigint(), true, ColumnValue::Serial { sequence })).chain(columns) {
        table.columns.insert(column.name.clone(), column);
    }
    table.primary_key = Some(PrimaryKey::new(format!("{name}_pkey"), vec!["id".to_string()]));
    table
}

pub(crate) fn unique(table: &mut Table, name: &str, columns: &[&str]) {
    let columns = columns.iter().map(|column| column.to_string()).collect();
    let unique = UniqueConstraint {
        name: name.to_string(),
        columns,
        include: vec![],
        nulls_not_distinct: false,
        deferrable: Deferrable::No,
        comment: None,
    };
    table.uniques.insert(name.to_string(), unique);
}

pub(crate) fn text(length: u32) -> DataType {
    DataType::builtin("varchar").with([length])
}

pub(crate) fn add(catalog: &mut Catalog, table: Table) {
    catalog.tables.insert(table.name.clone(), table);
}

pub(crate) fn with_foreign_key(mut table: Table, key: ForeignKey) -> Table {
    table.foreign_keys.insert(key.name.clone(), key);
    table
}

/// users, posts and comments, with an enum, a function, triggers, comments.
pub(crate) fn blog() -> Catalog {
    let mut catalog = Catalog::default();
    let status = EnumType {
        name: QualifiedName::public("post_status"),
        values: ["draft", "published", "archived"].map(str::to_string).to_vec(),
        comment: Some("Where a post is in its life".to_string()),
    };
    let status_type = DataType::user(&status.name);
    catalog.enums.insert(status.name.clone(), status);
    let function = touch_function();
    catalog.functions.insert(function.signature(), function);

    let mut users = stamped(table(
        "users",
        vec![
            column("email", text(254), true, ColumnValue::None),
            column("username", text(30), true, ColumnValue::None),
            column("bio", DataType::builtin("text"), false, ColumnValue::None),
            column("is_admin", DataType::builtin("bool"), true, default("false")),
        ],
    ));
    users.comment = Some("A person who can sign in".to_string());
    unique(&mut users, "uq_users_email", &["email"]);
    unique(&mut users, "uq_users_username", &["username"]);
    let lower = check("ck_users_email", "email = lower(email)");
    users.checks.insert(lower.name.clone(), lower);
    add(&mut catalog, users);

    let mut posts = stamped(table(
        "posts",
        vec![
            column("author_id", DataType::bigint(), true, ColumnValue::None),
            column("editor_id", DataType::bigint(), false, ColumnValue::None),
            column("slug", text(120), true, ColumnValue::None),
            column("title", text(200), true, ColumnValue::None),
            column("status", status_type, true, default("'draft'")),
            column("labels", DataType::builtin("text").array_of(), true, default("'{}'")),
            column("attributes", DataType::builtin("jsonb"), true, default("'{}'::jsonb")),
            column("price", DataType::builtin("numeric").with(["12", "2"]), false, ColumnValue::None),
            column("published_at", DataType::builtin("timestamptz"), false, ColumnValue::None),
        ],
    ));
    unique(&mut posts, "uq_posts_slug", &["slug"]);
    let dated = check("ck_posts_published_has_date", "status <> 'published' or published_at is not null");
    posts.checks.insert(dated.name.clone(), dated);
    posts.indexes.insert("idx_posts_author_id".to_string(), index("idx_posts_author_id", &["author_id"]));
    posts.indexes.insert("idx_posts_editor_id".to_string(), index("idx_posts_editor_id", &["editor_id"]));
    let mut labels = index("idx_posts_labels", &["labels"]);
    labels.method = "gin".to_string();
    posts.indexes.insert(labels.name.clone(), labels);
    let mut drafts = index("idx_posts_status", &["status"]);
    drafts.predicate = Some(Expression::new("status = 'draft'"));
    posts.indexes.insert(drafts.name.clone(), drafts);
    let posts = with_foreign_key(posts, foreign_key("fk_posts_author_id", &["author_id"], "users", ReferentialAction::Cascade));
    let mut posts = with_foreign_key(posts, foreign_key("fk_posts_editor_id", &["editor_id"], "users", ReferentialAction::SetNull));
    if let Some(slug) = posts.columns.get_mut("slug") {
        slug.comment = Some("The post's name in its address".to_string());
    }
    add(&mut catalog, posts);

    let mut comments = stamped(table(
        "comments",
        vec![
            column("post_id", DataType::bigint(), true, ColumnValue::None),
            column("author_id", DataType::bigint(), true, ColumnValue::None),
            column("parent_id", DataType::bigint(), false, ColumnValue::None),
            column("body", DataType::builtin("text"), true, ColumnValue::None),
        ],
    ));
    for name in ["post_id", "author_id", "parent_id"] {
        let name_of_index = format!("idx_comments_{name}");
        comments.indexes.insert(name_of_index.clone(), index(&name_of_index, &[name]));
    }
    let comments = with_foreign_key(comments, foreign_key("fk_comments_post_id", &["post_id"], "posts", ReferentialAction::Cascade));
    let comments = with_foreign_key(comments, foreign_key("fk_comments_author_id", &["author_id"], "users", ReferentialAction::Restrict));
    let comments = with_foreign_key(comments, foreign_key("fk_comments_parent_id", &["parent_id"], "comments", ReferentialAction::SetNull));
    add(&mut catalog, comments);
    catalog.sort();
    catalog
}

fn touch_function() -> Function {
    Function {
        name: QualifiedName::public("set_updated_at"),
        argument_types: String::new(),
        arguments: String::new(),
        returns: "trigger".to_string(),
        language: "plpgsql".to_string(),
        volatility: "VOLATILE".to_string(),
        security_definer: false,
        settings: [("search_path".to_string(), "\"\"".to_string())].into_iter().collect(),
        body: "\nBEGIN\n    NEW.updated_at := CURRENT_TIMESTAMP;\n    RETURN NEW;\nEND\n".to_string(),
        options: FunctionOptions::default(),
        comment: Some("Keeps updated_at true".to_string()),
    }
}

/// With created_at, updated_at and the trigger.
fn stamped(mut table: Table) -> Table {
    for name in ["created_at", "updated_at"] {
        table.columns.insert(name.to_string(), column(name, DataType::builtin("timestamptz"), true, default("CURRENT_TIMESTAMP")));
    }
    let trigger = Trigger {
        name: "set_updated_at".to_string(),
        timing: "BEFORE".to_string(),
        events: vec!["UPDATE".to_string()],
        for_each_row: true,
        condition: None,
        function: QualifiedName::public("set_updated_at"),
        arguments: Vec::new(),
        enabled: 'O',
        comment: None,
    };
    table.triggers.insert(trigger.name.clone(), trigger);
    table
}

/// A lookup table `sizes` with these values, and `shirts` that refer to it and would go with a value.
pub(crate) fn shirts(values: &[&str]) -> Catalog {
    let mut catalog = Catalog::default();
    let key = |name: &str, column: &str| Some(PrimaryKey::new(name, vec![column.to_string()]));
    let mut sizes = table("sizes", vec![column("value", text(63), true, ColumnValue::None)]);
    (sizes.primary_key, sizes.comment) = (key("pk_sizes", "value"), Some("How large".to_string()));
    sizes.columns.retain(|name, _| name == "value");
    let mut to_sizes = foreign_key("fk_shirts_size", &["size"], "sizes", ReferentialAction::Cascade);
    to_sizes.referenced_columns = vec!["value".to_string()];
    let shirts = table("shirts", vec![column("size", text(63), true, ColumnValue::None)]);
    add(&mut catalog, sizes);
    add(&mut catalog, with_foreign_key(shirts, to_sizes));
    let values = values.iter().map(|value| value.to_string()).collect();
    catalog.lookups.insert(QualifiedName::public("sizes"), Lookup { column: "value".to_string(), values });
    catalog
}
