//! Requirements in, catalog out.

use super::practices::{self, Work};
use super::*;
use crate::catalog::{ColumnValue, ReferentialAction, Table};
use crate::diagnostic::{Severity, has_errors};
use crate::source::FileId;

/// The design of requirements without errors.
fn designed(text: &str) -> (Design, Vec<Diagnostic>) {
    let (ast, mut findings) = crate::syntax::parse(FileId(0), text);
    let (domain, found) = crate::domain::resolve(&[ast]);
    findings.extend(found);
    assert!(!has_errors(&findings), "{text}\n{findings:#?}");
    let (design, found) = design(&domain);
    findings.extend(found);
    (design, findings)
}

fn table<'a>(design: &'a Design, name: &str) -> &'a Table {
    &design.catalog.tables[&QualifiedName::public(name)]
}

/// The columns in order: `name type` with NOT NULL and default.
fn columns(design: &Design, name: &str) -> Vec<String> {
    let column = |column: &crate::catalog::Column| {
        let null = if column.not_null { "" } else { " null" };
        let value = match &column.value {
            ColumnValue::None => String::new(),
            ColumnValue::Default(expression) => format!(" = {}", expression.written),
            ColumnValue::Serial { sequence } => format!(" serial {}", sequence.name),
            ColumnValue::Identity(_) => " identity".to_string(),
            ColumnValue::Generated(_) => " generated".to_string(),
        };
        format!("{} {}{null}{value}", column.name, column.data_type)
    };
    table(design, name).columns.values().map(column).collect()
}

fn checks(design: &Design, name: &str) -> Vec<String> {
    table(design, name).checks.values().map(|check| format!("{}: {}", check.name, check.expression.written)).collect()
}

#[test]
fn an_entity_becomes_a_table_with_key_fields_and_timestamps() {
    let (design, _) = designed(
        "entity User {\n  email email unique\n  bio text?\n  is_admin bool = false\n}\nentity Post {\n  author -> User on delete cascade\n  editor -> User?\n  slug slug\n  unique (author, slug)\n}",
    );
    assert_eq!(
        columns(&design, "users"),
        [
            "id bigint serial users_id_seq",
            "email character varying(254)",
            "bio text null",
            "is_admin boolean = FALSE",
            "created_at timestamp with time zone = CURRENT_TIMESTAMP",
            "updated_at timestamp with time zone = CURRENT_TIMESTAMP",
        ]
    );
    assert_eq!(
        columns(&design, "posts")[..4],
        ["id bigint serial posts_id_seq", "author_id bigint", "editor_id bigint null", "slug character varying(100)"]
    );
    let posts = table(&design, "posts");
    let keys: Vec<_> = posts.foreign_keys.values().map(|key| (key.name.as_str(), key.on_delete, key.on_update)).collect();
    assert_eq!(
        keys,
        [
            ("fk_posts_author_id", ReferentialAction::Cascade, ReferentialAction::Restrict),
            ("fk_posts_editor_id", ReferentialAction::SetNull, ReferentialAction::Restrict)
        ]
    );
    assert_eq!(posts.indexes.keys().collect::<Vec<_>>(), ["idx_posts_editor_id"], "unique (author, slug) leads with author_id");
    assert_eq!(posts.uniques.keys().collect::<Vec<_>>(), ["uq_posts_author_id_slug"]);
    assert_eq!(posts.primary_key.as_ref().map(|key| key.name.as_str()), Some("pk_posts"));
    assert_eq!(posts.triggers.keys().collect::<Vec<_>>(), ["set_updated_at"]);
    assert_eq!(design.catalog.functions.keys().collect::<Vec<_>>(), ["public.set_updated_at()"]);
}

#[test]
fn references_follow_natural_and_composite_keys() {
    let (design, _) = designed(
        "entity Country {\n  key (code)\n  code country\n}\nentity City {\n  key (country, name)\n  country -> Country\n  name varchar(80)\n}\nentity Person {\n  name varchar(80) unique\n  home -> City?\n  born_in -> City column \"birth_country\", \"birth_city\"\n}",
    );
    assert_eq!(columns(&design, "cities")[..2], ["country_code character varying(2)", "name character varying(80)"]);
    assert_eq!(
        columns(&design, "people")[2..6],
        [
            "home_country_code character varying(2) null",
            "home_name character varying(80) null",
            "birth_country character varying(2)",
            "birth_city character varying(80)"
        ]
    );
    let home = &table(&design, "people").foreign_keys["fk_people_home_country_code_home_name"];
    assert!(home.match_full);
    assert_eq!(home.referenced_columns, ["country_code", "name"]);
    assert!(table(&design, "cities").indexes.is_empty(), "the key leads with country_code");
}

#[test]
fn all_conditions_of_a_column_are_one_check() {
    let (design, _) = designed(
        "type Username = varchar(3..30) matches /^[a-z]+$/ check (value <> 'root' or value is null)\nentity User {\n  username Username unique\n  email email\n  age int check (age > 0)\n  check adults (age >= 18 or email is not null)\n  check (age < 200)\n}",
    );
    assert_eq!(
        checks(&design, "users"),
        [
            "adults: age >= 18 or email is not null",
            "ck_users_age: age > 0",
            &format!("{}: age < 200", table(&design, "users").checks.keys().nth(2).unwrap()),
            "ck_users_email: email = lower(email) AND email LIKE '%_@_%'",
            "ck_users_username: char_length(username) >= 3 AND username ~ '^[a-z]+$' AND (username <> 'root' or username is null)",
        ]
    );
}

#[test]
fn expressions_speak_of_columns_on_one_line() {
    let (design, _) = designed(
        "enum Status { draft published }\nentity Post {\n  writer -> User?\n  status Status = draft\n  publishedAt timestamp?\n  `order` int\n  check (\n    status <> 'published'\n    or publishedAt is not null and \"order\" > 0 and writer is not null\n  )\n  index by_day (publishedAt desc, (lower(status::text))) where (status = 'draft')\n}\nentity User {\n  name varchar(5) unique\n}",
    );
    assert_eq!(
        checks(&design, "posts"),
        [
            "ck_posts_status_published_at_order_writer_id: status <> 'published' or published_at is not null and \"order\" > 0 and writer_id is not null"
        ]
    );
    let index = &table(&design, "posts").indexes["by_day"];
    assert!(index.keys[0].descending && index.keys[0].nulls_first && !index.keys[1].nulls_first);
    assert_eq!(index.predicate.as_ref().map(|predicate| predicate.written.as_str()), Some("status = 'draft'"));
}

#[test]
fn many_to_many_is_a_table_of_its_own() {
    let (design, _) =
        designed("entity Tag {\n  name varchar(40) unique\n}\nentity Post {\n  title text\n  tags <-> Tag\n  related <-> Post\n}");
    assert_eq!(columns(&design, "post_tags"), ["post_id bigint", "tag_id bigint"]);
    assert_eq!(columns(&design, "post_related"), ["post_id bigint", "related_id bigint"]);
    let joined = table(&design, "post_tags");
    assert_eq!(joined.primary_key.as_ref().map(|key| key.columns.clone()), Some(vec!["post_id".to_string(), "tag_id".to_string()]));
    assert_eq!(joined.indexes.keys().collect::<Vec<_>>(), ["idx_post_tags_tag_id"]);
    assert!(joined.foreign_keys.values().all(|key| key.on_delete == ReferentialAction::Cascade));
    assert!(design.population.tables[&QualifiedName::public("post_tags")].join_table);
}

#[test]
fn settings_choose_keys_strings_and_enums() {
    let text = |settings: &str| {
        format!(
            "settings {{\n{settings}\n}}\nenum Status {{ draft published }}\nentity Post {{\n  title varchar(80) unique\n  status Status = draft\n  all Status[]\n}}"
        )
    };
    let (design, _) = designed(&text("keys uuid\nstrings text\nenums check"));
    assert_eq!(columns(&design, "posts")[..4], ["id uuid = gen_random_uuid()", "title text", "status text = 'draft'", "all text[]"]);
    assert_eq!(
        checks(&design, "posts"),
        [
            "ck_posts_all: \"all\" <@ ARRAY['draft', 'published']::text[]",
            "ck_posts_status: status IN ('draft', 'published')",
            "ck_posts_title: char_length(title) <= 80"
        ]
    );
    let (design, _) = designed(&text("keys identity\nenums table"));
    assert_eq!(columns(&design, "statuses"), ["value character varying(63)"]);
    assert_eq!(table(&design, "posts").foreign_keys["fk_posts_status"].references.name, "statuses");
    assert_eq!(design.population.tables[&QualifiedName::public("statuses")].initial[0].rows.len(), 2);
    assert_eq!(columns(&design, "posts")[0], "id bigint identity");
}

#[test]
fn rows_and_seeds_stand_in_columns() {
    let (design, _) = designed(
        "project blog\nentity User {\n  email email unique\n  joined timestamp\n  rows (email, joined) { (\"root@example.org\", \"2026-01-31 12:00\") }\n  seed 5\n}\nentity Post {\n  author -> User\n  labels text[] = [\"a b\", \"c\"]\n  body text(1..50)\n  rows (author, body) { (\"root@example.org\", \"Hello\") }\n  seed 2 { body = \"same\" }\n}",
    );
    assert_eq!(design.population.salt, "blog");
    let users = &design.population.tables[&QualifiedName::public("users")];
    assert_eq!(users.initial[0].rows[0].0, [GivenValue::Text("root@example.org".into()), GivenValue::Text("2026-01-31 12:00+00".into())]);
    assert_eq!(users.meanings["email"].semantic, "email");
    let posts = &design.population.tables[&QualifiedName::public("posts")];
    assert_eq!(posts.initial[0].fields, [PopulationField::ForeignKey("fk_posts_author_id".into()), PopulationField::Column("body".into())]);
    assert_eq!(
        posts.sample.as_ref().map(|sample| sample.fixed.clone()),
        Some(vec![(PopulationField::Column("body".into()), GivenValue::Text("same".into()))])
    );
    assert_eq!((posts.meanings["body"].minimum_length, posts.meanings["body"].maximum_length), (Some(1), Some(50)));
    assert_eq!(columns(&design, "posts")[2], "labels text[] = '{\"a b\",c}'");
}

#[test]
fn names_are_cut_and_kept_apart() {
    let long = "Very".repeat(20);
    let (design, _) = designed(&format!(
        "entity {long} {{\n  name text\n}}\nentity A {{\n  {long}Field int unique\n  r -> {long}\n}}\nentity B {{\n  a_b int\n  c int\n  a int\n  b_c int\n  index (a_b, c)\n  index (a, b_c)\n}}"
    ));
    for (path, _) in &design.origins {
        let name = match path {
            ObjectPath::Table(table) => &table.name,
            ObjectPath::Column(_, name) | ObjectPath::Constraint(_, name) | ObjectPath::Index(_, name) => name,
            _ => continue,
        };
        assert!(name.len() <= 63, "{name}");
    }
    assert_eq!(table(&design, "bs").indexes.len(), 2, "idx_bs_a_b_c would stand for both");
}

#[test]
fn every_object_has_an_origin() {
    for practice in practices::ALL {
        let (design, _) = designed(practice.example);
        for (name, table) in &design.catalog.tables {
            let has = |path: ObjectPath| assert!(design.origins.contains_key(&path), "{path} has no origin");
            has(ObjectPath::Table(name.clone()));
            table.columns.keys().for_each(|column| has(ObjectPath::Column(name.clone(), column.clone())));
            let constraints = table
                .uniques
                .keys()
                .chain(table.foreign_keys.keys())
                .chain(table.checks.keys())
                .chain(table.primary_key.iter().map(|key| &key.name));
            constraints.for_each(|constraint| has(ObjectPath::Constraint(name.clone(), constraint.clone())));
            table.indexes.keys().for_each(|index| has(ObjectPath::Index(name.clone(), index.clone())));
            table.triggers.keys().for_each(|trigger| has(ObjectPath::Trigger(name.clone(), trigger.clone())));
        }
    }
}

#[test]
fn each_practice_shows_itself() {
    let mut advising = 0;
    for practice in practices::ALL {
        assert!(!practice.summary.is_empty() && !practice.source.is_empty() && !practice.documentation.is_empty(), "{}", practice.code);
        let (good, findings) = designed(practice.example);
        assert!(!findings.iter().any(|finding| finding.code == practice.code), "{}: {findings:#?}", practice.code);
        match practice.work {
            Work::Advises { bad, .. } => {
                advising += 1;
                let (_, findings) = designed(bad);
                let found: Vec<_> = findings.iter().filter(|finding| finding.code == practice.code).collect();
                assert_eq!(found.len(), 1, "{}: {findings:#?}", practice.code);
                assert!(found[0].span.is_some() && found[0].help.is_some() && found[0].severity > Severity::Error, "{}", practice.code);
            }
            Work::Builds(_) | Work::Shapes => {
                let silent = ["comments", "fk-declared", "text-plus-check", "named-constraints"].contains(&practice.code);
                assert!(silent || good.decisions.iter().any(|decision| decision.practice == practice.code), "{}", practice.code);
            }
        }
    }
    assert!(advising >= 15);
    for practice in practices::ALL.iter().filter(|practice| matches!(practice.work, Work::Advises { .. })) {
        assert!(codes::CODES.contains(&(practice.code, practice.summary)), "{} is not listed in codes.rs", practice.code);
    }
    assert!(codes::CODES.windows(2).all(|pair| pair[0].0 < pair[1].0), "sorted");
    let mut codes: Vec<_> = practices::ALL.iter().map(|practice| practice.code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), practices::ALL.len(), "each code once");
}

#[test]
fn the_same_requirements_give_the_same_design() {
    let text = practices::ALL.iter().find(|practice| practice.code == "join-table-composite-pk").unwrap().example;
    assert_eq!(format!("{:?}", designed(text)), format!("{:?}", designed(text)));
}
