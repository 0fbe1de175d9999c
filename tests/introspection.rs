//! What stands in a live database is read whole, and in the catalog's normal form.

#![expect(clippy::panic, reason = "a test's helpers say what failed")]

use groundplan::catalog::{
    Catalog, Column, ColumnValue, DataType, Deferrable, Expression, IdentityKind, IndexKey, IndexKeyValue, QualifiedName,
    ReferentialAction, Table,
};
use groundplan::postgres::{
    ClusterOptions, STATEMENT_LIMIT, Server, Session, content_fingerprint, find_binaries, introspect, introspect_in_transaction, row_counts,
};
use groundplan::sql::scanner::scan;
use groundplan::world::{RealWorld, World};

fn server() -> Server {
    let binaries =
        find_binaries(None, RealWorld.variable("PATH").as_deref(), None).expect("these tests need an installed PostgreSQL server");
    Server::throw_away(&binaries, &ClusterOptions::from_world(&RealWorld), STATEMENT_LIMIT).expect("a server")
}

fn with_session(check: impl FnOnce(&mut Session)) {
    let server = server();
    let database = server.database().expect("a database");
    let mut session = database.superuser_session().expect("a session");
    check(&mut session);
    drop(session);
    database.close().expect("the database is dropped");
    server.stop().expect("the server stops");
}

fn major_version(session: &mut Session) -> u32 {
    let rows = session.query("SELECT current_setting('server_version_num')::int / 10000", &[]).expect("a version");
    rows[0].get::<_, i32>(0).try_into().expect("a version is positive")
}

/// The lines that stand on a version, without their marks: `-- from 15` and `-- until 14` at the end of a line.
fn lines_of_version(text: &str, major: u32) -> Vec<&str> {
    let version = |number: &str| number.parse::<u32>().unwrap_or_else(|_| panic!("`{number}` is no version"));
    text.lines()
        .filter_map(|line| match (line.rsplit_once(" -- from "), line.rsplit_once(" -- until ")) {
            (Some((line, first)), _) => Some(line).filter(|_| major >= version(first)),
            (_, Some((line, last))) => Some(line).filter(|_| major <= version(last)),
            _ => Some(line),
        })
        .collect()
}

#[test]
fn marked_lines_stand_on_their_versions_alone() {
    let text = "a\nb -- from 15\nc -- until 14\nd -- a comment";
    assert_eq!(lines_of_version(text, 14), ["a", "c", "d -- a comment"]);
    assert_eq!(lines_of_version(text, 15), ["a", "b", "d -- a comment"]);
}

fn rich(session: &mut Session) -> Catalog {
    // One by one, because a new value of an enum must be committed before it is used.
    let script = &lines_of_version(include_str!("data/rich.sql"), major_version(session)).join("\n");
    for statement in scan(script) {
        session.execute(statement.text(script)).unwrap_or_else(|failure| panic!("line {}: {failure}", statement.line));
    }
    introspect(session).unwrap_or_else(|failure| panic!("{failure} at {:?}", failure.position))
}

fn table<'a>(catalog: &'a Catalog, name: &str) -> &'a Table {
    &catalog.tables[&QualifiedName::public(name)]
}

#[test]
fn every_kind_of_object_is_read() {
    with_session(|session| {
        let major = major_version(session);
        let catalog = rich(session);
        schemas_types_and_functions(&catalog);
        columns_of_users(table(&catalog, "users"));
        constraints(&catalog, major);
        indexes(table(&catalog, "Posts"));
        triggers(table(&catalog, "users"));
        definitions(&catalog, major);
    });
}

fn schemas_types_and_functions(catalog: &Catalog) {
    let schemas: Vec<_> = catalog.schemas.iter().map(|(name, schema)| (name.as_str(), schema.comment.as_deref())).collect();
    assert_eq!(schemas, [("audit", Some("Who did what")), ("public", Some("Everything"))]);
    assert_eq!(catalog.extensions.keys().collect::<Vec<_>>(), ["btree_gist", "citext"]);
    let status = &catalog.enums[&QualifiedName::public("post_status")];
    assert_eq!(status.values, ["draft", "review", "published", "archived"]);
    assert_eq!(status.comment.as_deref(), Some("Where a post stands"));

    let signatures: Vec<&str> = catalog.functions.keys().map(String::as_str).collect();
    assert_eq!(
        signatures,
        [
            "audit.instead()",
            "audit.on_ddl()",
            "audit.tidy()",
            "public.set_updated_at()",
            "public.text_of(public.pair)",
            "public.twice(integer, integer)"
        ]
    );
    let touch = &catalog.functions["public.set_updated_at()"];
    assert_eq!(touch.body, "\nBEGIN\n  NEW.updated_at := CURRENT_TIMESTAMP;  -- é\n  RETURN NEW;\nEND;\n");
    assert_eq!((touch.returns.as_str(), touch.language.as_str(), touch.volatility.as_str()), ("trigger", "plpgsql", "VOLATILE"));
    assert_eq!((touch.security_definer, touch.settings["search_path"].as_str()), (true, "\"\""));
    assert_eq!(touch.comment.as_deref(), Some("Keeps updated_at true"));
    assert!(catalog.functions["public.twice(integer, integer)"].body.contains("BEGIN ATOMIC"));
}

fn columns_of_users(users: &Table) {
    let column = |name: &str, data_type: DataType, not_null: bool, value: ColumnValue| Column {
        name: name.to_string(),
        data_type,
        not_null,
        value,
        collation: None,
        comment: None,
    };
    let default = |text: &str| ColumnValue::Default(Expression::new(text));
    let expected = [
        column("id", DataType::bigint(), true, ColumnValue::Serial { sequence: QualifiedName::public("users_id_seq") }),
        Column {
            comment: Some("How to reach them".to_string()),
            ..column("email", DataType::user(&QualifiedName::public("citext")), true, ColumnValue::None)
        },
        column("username", DataType::builtin("varchar").with(["30"]), true, ColumnValue::None),
        Column { collation: Some("C".to_string()), ..column("full_name", DataType::builtin("text"), false, ColumnValue::None) },
        column("search", DataType::builtin("text"), false, ColumnValue::Generated(Expression::new("lower(username)"))),
        column("balance", DataType::builtin("numeric").with(["12", "2"]), true, default("0")),
        column("tags", DataType::builtin("text").array_of(), true, default("'{}'")),
        column("settings", DataType::builtin("jsonb"), true, default("'{\"a\":1}'")),
        column("waits", DataType::builtin("interval").with(["day to second", "3"]), false, ColumnValue::None),
        column("updated_at", DataType::builtin("timestamptz"), true, default("CURRENT_TIMESTAMP")),
    ];
    assert_eq!(users.columns.values().cloned().collect::<Vec<_>>(), expected);
    assert_eq!(users.comment.as_deref(), Some("A person"));
}

fn constraints(catalog: &Catalog, major: u32) {
    let (users, posts) = (table(catalog, "users"), table(catalog, "Posts"));
    assert_eq!(
        users.primary_key.as_ref().map(|key| (key.name.as_str(), key.columns.clone())),
        Some(("users_pkey", vec!["id".to_string()]))
    );
    assert_eq!(users.uniques.keys().collect::<Vec<_>>(), ["uq_users_email", "uq_users_name"]);
    let unique = &users.uniques["uq_users_name"];
    assert_eq!((unique.columns.join(","), unique.include.join(",")), ("username,full_name".to_string(), "balance".to_string()));
    assert_eq!((unique.nulls_not_distinct, unique.deferrable), (major >= 15, Deferrable::InitiallyDeferred));
    assert_eq!(users.checks["ck_users_username"].expression, Expression::new("username ~ '^[a-z0-9_]+$'"));
    assert_eq!(users.checks["ck_users_username"].comment.as_deref(), Some("Plain names"));

    assert_eq!(posts.columns["id"].value, ColumnValue::Identity(IdentityKind::Always));
    assert_eq!(posts.columns["number"].value, ColumnValue::Identity(IdentityKind::ByDefault));
    assert_eq!(posts.columns["status"].value, ColumnValue::Default(Expression::new("'draft'")));
    let author = &posts.foreign_keys["fk_author"];
    assert_eq!((&author.references, &author.referenced_columns), (&QualifiedName::public("users"), &vec!["id".to_string()]));
    assert_eq!((author.on_delete, author.on_update), (ReferentialAction::SetNull, ReferentialAction::Cascade));
    assert_eq!(
        (author.on_delete_columns.join(","), author.match_full, author.deferrable),
        (if major >= 15 { "author_id" } else { "" }.to_string(), false, Deferrable::No)
    );
    let editor = &posts.foreign_keys["fk_editor"];
    assert_eq!((editor.on_delete, editor.on_update), (ReferentialAction::Restrict, ReferentialAction::NoAction));
    assert_eq!((editor.match_full, editor.deferrable), (true, Deferrable::InitiallyImmediate));
    let published = &posts.checks["ck_published"];
    assert_eq!(published.expression, Expression::new("status <> 'published' or published_at is not null"));
    assert_eq!((published.validated, published.no_inherit), (true, true));
    let title = &posts.checks["ck_title"];
    assert_eq!((title.validated, &title.expression), (false, &Expression::new("char_length(\"Title\") between 1 and 200")));
    assert_eq!(posts.exclusions["ex_during"].definition, "EXCLUDE USING gist (author_id WITH =, during WITH &&)");
    // A foreign key to a partitioned table is one, whatever the partitions.
    assert_eq!(table(catalog, "attendance").foreign_keys.keys().collect::<Vec<_>>(), ["fk_event"]);
}

fn indexes(posts: &Table) {
    assert_eq!(posts.indexes.keys().collect::<Vec<_>>(), ["idx_posts_data", "idx_posts_status", "idx_posts_title"]);
    let status = &posts.indexes["idx_posts_status"];
    let descending = IndexKey { descending: true, nulls_first: false, ..IndexKey::column("published_at") };
    assert_eq!(status.keys, [IndexKey::column("status"), descending]);
    assert_eq!(
        (status.method.as_str(), status.unique, status.valid, status.include.join(",")),
        ("btree", false, true, "Title".to_string())
    );
    assert_eq!(status.predicate, Some(Expression::new("status in ('draft', 'review')")));
    let title = &posts.indexes["idx_posts_title"];
    let lower = IndexKeyValue::Expression(Expression::new("lower(\"Title\")"));
    let pattern = IndexKey { value: lower, operator_class: Some("text_pattern_ops".to_string()), ..IndexKey::column("") };
    let collated = IndexKey { collation: Some("C".to_string()), ..IndexKey::column("Title") };
    assert_eq!((title.unique, &title.keys), (true, &vec![pattern, collated]));
    assert_eq!(title.storage_parameters["fillfactor"], "70");
    let data = &posts.indexes["idx_posts_data"];
    assert_eq!((data.method.as_str(), data.keys[0].operator_class.as_deref()), ("gin", Some("jsonb_path_ops")));
    assert_eq!(data.comment.as_deref(), Some("For @>"));
}

fn triggers(users: &Table) {
    let touch = &users.triggers["touch"];
    assert_eq!(
        (touch.timing.as_str(), touch.events.join(" OR "), touch.for_each_row),
        ("BEFORE", "UPDATE OF email, username".to_string(), true)
    );
    assert_eq!(touch.condition, Some(Expression::new("old.username is distinct from new.username")));
    assert_eq!(
        (touch.function.to_string(), touch.arguments.join("|"), touch.enabled),
        ("public.set_updated_at".to_string(), "a|b'c".to_string(), 'O')
    );
    let later = &users.triggers["later"];
    assert_eq!((later.timing.as_str(), later.events.join(" OR "), later.for_each_row), ("AFTER", "INSERT OR DELETE".to_string(), false));
    assert_eq!((later.enabled, later.comment.as_deref()), ('D', Some("Afterwards")));
}

/// Keys and definitions: one line each, so that a lost kind shows at once.
fn definitions(catalog: &Catalog, major: u32) {
    let lines: Vec<String> =
        catalog.definitions.iter().map(|(key, found)| format!("{key} = {}", found.definition.replace('\n', " "))).collect();
    let expected = lines_of_version(include_str!("data/rich_definitions.txt"), major);
    assert_eq!(lines, expected, "\n{}\n", lines.join("\n"));
}

#[test]
fn reading_changes_neither_session_nor_database() {
    with_session(|session| {
        let first = rich(session);
        let setting =
            |session: &mut Session| session.query("SELECT current_setting('search_path')", &[]).expect("a setting")[0].get::<_, String>(0);
        assert_eq!(setting(session), "\"$user\", public");
        let second = introspect(session).unwrap_or_else(|failure| panic!("{failure} at {:?}", failure.position));
        assert_eq!(first, second);
    });
}

/// Each statement changes one thing; a comparison that does not see it would let a migration break it unseen.
#[test]
fn every_change_shows_in_a_comparison() {
    let server = server();
    let mut unchanged = None;
    for change in lines_of_version(include_str!("data/rich_changes.sql"), server.version().major) {
        let database = server.database().expect("a database");
        let mut session = database.superuser_session().expect("a session");
        let before = rich(&mut session);
        assert!(unchanged.get_or_insert_with(|| before.clone()) == &before, "two equal databases are read alike");
        session.execute(change).unwrap_or_else(|failure| panic!("{change}: {failure}"));
        assert!(introspect(&mut session).expect("introspection") != before, "{change} is not seen");
        drop(session);
        database.close().expect("the database is dropped");
    }
    server.stop().expect("the server stops");
}

/// What PostgreSQL is told to make an object, makes that object: each is dropped and made again, with all that goes with it.
#[test]
fn each_definition_is_dropped_and_made_again_by_its_own_statements() {
    with_session(|session| {
        let before = rich(session);
        const DEPENDENT_OBJECTS: &str = "2BP01";
        let (mut tried, mut needed) = (0, Vec::new());
        for (key, definition) in before.definitions.iter().filter(|(_, definition)| !definition.create.is_empty()) {
            session.execute("BEGIN").expect("a transaction");
            match session.execute(&definition.drop) {
                Err(failure) if failure.sqlstate == DEPENDENT_OBJECTS => {
                    session.execute("ROLLBACK").expect("the end of the transaction");
                    needed.push(key.as_str());
                    continue;
                }
                dropped => dropped.unwrap_or_else(|failure| panic!("{key}: {failure}: {}", definition.drop)),
            }
            let without = catalog_in_transaction(session);
            assert!(!without.definitions.contains_key(key), "{key} is still there after {}", definition.drop);
            made_again(session, key, &before);
            let after = catalog_in_transaction(session);
            assert_eq!(after.definitions.get(key), Some(definition), "{key} by {}", definition.create);
            let lost: Vec<&String> = before.definitions.keys().filter(|key| !after.definitions.contains_key(*key)).collect();
            assert!(lost.is_empty(), "{key} took along what does not go with it: {lost:?}");
            if let Some(replace) = &definition.replace {
                session.execute(replace).unwrap_or_else(|failure| panic!("{key}: {failure}: {replace}"));
                assert_eq!(catalog_in_transaction(session).definitions.get(key), Some(definition), "{key} by {replace}");
            }
            session.execute("ROLLBACK").expect("the end of the transaction");
            tried += 1;
        }
        assert_eq!(needed, ["composite type public.pair"], "all else can be dropped alone");
        assert!(tried > 40, "only {tried} definitions have statements");
    });
}

/// The object, and whatever goes with it without being included in its statement.
fn made_again(session: &mut Session, key: &str, before: &Catalog) {
    let definition = &before.definitions[key];
    session.execute(&definition.create).unwrap_or_else(|failure| panic!("{key}: {failure}: {}", definition.create));
    parts_made_again(session, key, before);
}

fn parts_made_again(session: &mut Session, key: &str, before: &Catalog) {
    for (other, part) in before.definitions.iter().filter(|(_, part)| part.within.as_deref() == Some(key)) {
        if part.included { parts_made_again(session, other, before) } else { made_again(session, other, before) }
    }
}

/// In a transaction of its own, introspection cannot begin another.
fn catalog_in_transaction(session: &mut Session) -> Catalog {
    introspect_in_transaction(session).unwrap_or_else(|failure| panic!("{failure} at {:?}", failure.position))
}

#[test]
fn rows_are_counted_and_any_change_of_one_changes_the_fingerprint() {
    with_session(|session| {
        rich(session);
        let users = QualifiedName::public("users");
        assert_eq!(row_counts(session).expect("counts")[&users], 2);
        let before = content_fingerprint(session).expect("a fingerprint");
        assert_eq!(before[&users].rows, 2);
        session.execute("UPDATE public.users SET balance = balance").expect("an update that moves rows");
        assert_eq!(content_fingerprint(session).expect("a fingerprint"), before);
        session.execute("UPDATE public.users SET balance = 1 WHERE username = 'a'").expect("an update");
        let after = content_fingerprint(session).expect("a fingerprint");
        assert_eq!(after.iter().filter(|(name, content)| before[*name] != **content).map(|(name, _)| name).collect::<Vec<_>>(), [&users]);
        session.execute("INSERT INTO public.events VALUES ('2025-05-05', 1)").expect("a row in a partition");
        let counts = row_counts(session).expect("counts");
        assert_eq!(counts[&QualifiedName::public("events")], 1);
        assert!(!counts.contains_key(&QualifiedName::public("events_2025")), "its rows are counted with the parent's");
    });
}
