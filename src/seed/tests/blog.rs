//! The blog: 5 users, 20 posts, 50 comments, 8 tags.

use super::catalogs::*;
use crate::seed::{RowIdentity, SeedValue};

pub fn blog() -> World {
    World::new()
        .enumeration("post_status", &["draft", "published", "archived"])
        .table(users())
        .table(posts().timestamps().samples(20))
        .table(
            table("tags", "Tag")
                .with("name", "varchar", "varchar(40)", crate::catalog::ColumnValue::None, |meaning| meaning.minimum_length = Some(1))
                .timestamps()
                .unique(&["name"])
                .rows(&[field("name")], vec![vec![text("announcements")], vec![text("guides")]])
                .samples(6),
        )
        .table(
            table("comments", "Comment")
                .reference("post", "posts", false)
                .reference("author", "users", false)
                .reference("parent", "comments", true)
                .with("body", "text", "text", crate::catalog::ColumnValue::None, |meaning| meaning.maximum_length = Some(5000))
                .timestamps()
                .samples(50),
        )
        .table(
            bare("post_tags", "PostTag")
                .reference("post", "posts", false)
                .reference("tag", "tags", false)
                .key(&["post_id", "tag_id"])
                .join_table(),
        )
}

fn users() -> TableBuilder {
    table("users", "User")
        .column("email", "email", "varchar(254)")
        .with("username", "varchar", "varchar(30)", crate::catalog::ColumnValue::None, |meaning| {
            meaning.minimum_length = Some(3);
            meaning.pattern = Some("^[a-z0-9_]+$".to_string());
        })
        .column("full_name", "person_name", "varchar(120)")
        .column("password_hash", "secret", "text")
        .column("bio", "text?", "text")
        .default("is_admin", "bool", "bool", "false")
        .timestamps()
        .unique(&["email"])
        .unique(&["username"])
        .check("ck_users_email", "email = lower(email)")
        .check("ck_users_username", "char_length(username) >= 3 AND username ~ '^[a-z0-9_]+$'")
        .samples(5)
}

pub fn posts() -> TableBuilder {
    table("posts", "Post")
        .reference("author", "users", false)
        .column("title", "varchar", "varchar(200)")
        .column("slug", "slug", "varchar(200)")
        .column("body", "markdown", "text")
        .default("status", "enum", "public.post_status", "'draft'::public.post_status")
        .column("labels", "text", "text[]")
        .column("published_at", "timestamp?", "timestamptz")
        .unique(&["slug"])
        .check("published_has_date", "status <> 'published' OR published_at IS NOT NULL")
}

#[test]
fn the_blog_has_as_many_rows_as_asked_and_its_parents_come_first() {
    let (plan, diagnostics) = blog().seed();
    assert!(diagnostics.is_empty(), "{diagnostics:#?}");
    let counts: Vec<(String, u64)> = plan.expected_counts.iter().map(|(name, count)| (name.name.clone(), *count)).collect();
    assert_eq!(&counts[..4], &[("users".to_string(), 5), ("posts".to_string(), 20), ("tags".to_string(), 8), ("comments".to_string(), 50)]);
    assert!((20..=60).contains(&counts[4].1), "{} links", counts[4].1);
    let order: Vec<&str> = plan.sample.iter().map(|rows| rows.table.name.as_str()).collect();
    let place = |name: &str| order.iter().position(|table| *table == name).unwrap_or(usize::MAX);
    assert!(place("users") < place("posts") && place("posts") < place("comments") && place("tags") < place("post_tags"), "{order:?}");
    assert_eq!(plan.initial.len(), 1);
    assert_eq!(plan.initial[0].summary, "2 tags");
    assert_eq!(plan.sample[0].summary, "5 users");
}

#[test]
fn rows_are_known_by_their_natural_key() {
    let (plan, _) = blog().seed();
    let of = |name: &str| plan.sample.iter().find(|rows| rows.table.name == name).map(|rows| rows.identity.clone());
    assert_eq!(of("users"), Some(RowIdentity::Conflict { columns: vec!["email".to_string()] }));
    assert_eq!(of("posts"), Some(RowIdentity::Conflict { columns: vec!["slug".to_string()] }));
    assert_eq!(of("post_tags"), Some(RowIdentity::Conflict { columns: vec!["post_id".to_string(), "tag_id".to_string()] }));
    assert!(matches!(of("comments"), Some(RowIdentity::AllColumns { .. })));
}

#[test]
fn a_comment_names_its_parents_by_what_is_theirs_alone() {
    let world = blog();
    let slugs = world.column("posts", "slug");
    for post in world.column("comments", "post_id") {
        assert!(slugs.contains(&post.trim_matches(['<', '>']).to_string()), "{post}");
    }
    let (plan, _) = world.seed();
    let comments: Vec<_> = plan.sample.iter().filter(|rows| rows.table.name == "comments").collect();
    assert!(comments.len() > 1, "replies follow what they answer");
    let named = |value: &SeedValue| matches!(value, SeedValue::Parent(parts) if parts.len() == 1);
    assert!(comments[1].rows.iter().all(|row| named(&row.values[2])), "each reply names one comment");
    let bodies = world.column("comments", "body");
    let known = |value: &SeedValue| bodies.contains(&show(value).trim_matches(['<', '>']).to_string());
    assert!(comments[1].rows.iter().all(|row| known(&row.values[2])), "by what it says");
    assert!(comments[0].rows.iter().all(|row| row.values[2] == SeedValue::Null), "the first level answers nobody");
}

#[test]
fn every_field_keeps_its_promises() {
    let world = blog();
    let mut emails = world.column("users", "email");
    assert!(emails.iter().all(|email| *email == email.to_lowercase() && email.contains("@example.")), "{emails:?}");
    emails.sort();
    emails.dedup();
    assert_eq!(emails.len(), 5);
    assert!(world.column("users", "password_hash").iter().all(|secret| secret == "!"), "a secret opens nothing");
    let statuses = world.column("posts", "status");
    for value in ["draft", "published", "archived"] {
        assert!(statuses.iter().any(|status| status == value), "{value} is used");
    }
    let published = world.column("posts", "published_at");
    assert!(published.iter().any(|at| at == "NULL") && published.iter().any(|at| at != "NULL"));
    for (status, at) in statuses.iter().zip(&published) {
        assert!(status != "published" || at != "NULL", "a published post has a date");
        assert!(status != "draft" || at == "NULL", "a draft has none");
    }
    let bios = world.column("users", "bio");
    assert!(bios.iter().any(|bio| bio == "NULL") && bios.iter().any(|bio| bio != "NULL"));
}

#[test]
fn the_dates_of_a_row_follow_each_other() {
    let world = blog();
    let (created, published, updated) =
        (world.column("posts", "created_at"), world.column("posts", "published_at"), world.column("posts", "updated_at"));
    for ((created, published), updated) in created.iter().zip(&published).zip(&updated) {
        assert!(created <= updated, "{created} {updated}");
        assert!(published == "NULL" || (created <= published && published <= updated), "{created} {published} {updated}");
    }
}

#[test]
fn slugs_fit_their_titles() {
    let world = blog();
    for (title, slug) in world.column("posts", "title").iter().zip(world.column("posts", "slug")) {
        let first = title.split(' ').next().unwrap_or("").to_lowercase();
        assert!(slug.starts_with(first.trim_matches([':', ','])), "{title} / {slug}");
    }
}
