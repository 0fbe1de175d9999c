//! Whole files as specifications.

use super::fixture::{blog_seed, context, planned};
use super::*;
use crate::catalog::*;
use crate::plan::Plan;
use crate::plan::fixture::*;
use crate::seed::SeedPlan;

fn rendered(plan: &Plan) -> SqlFile {
    render_migration(plan, &context("test")).expect("rendered")
}

/// The file between the settings and the comparison.
fn body(file: &SqlFile) -> &str {
    let (_, rest) = file.text.split_once("SET LOCAL DateStyle = 'ISO, YMD';\n\n").expect("the settings");
    rest.split_once("\n-- What stands now").map_or(rest, |(body, _)| body)
}

#[test]
fn a_table_reads_as_a_person_would_lay_it_out() {
    let mut catalog = Catalog::default();
    let mut tags = table(
        "tags",
        vec![column("name", text(40), true, ColumnValue::None), column("rank", DataType::builtin("int"), true, default("1 + 1"))],
    );
    unique(&mut tags, "uq_tags_name", &["name"]);
    tags.comment = Some("It's a label".to_string());
    tags.indexes.insert("idx_tags_rank".to_string(), index("idx_tags_rank", &["rank"]));
    add(&mut catalog, tags);
    assert_eq!(
        body(&rendered(&planned(&Catalog::default(), &catalog))),
        "\
-- Table public.tags
CREATE TABLE IF NOT EXISTS public.tags (
    id   BIGSERIAL,
    name VARCHAR(40) NOT NULL,
    rank INTEGER     NOT NULL DEFAULT (1 + 1),
    CONSTRAINT tags_pkey PRIMARY KEY (id),
    CONSTRAINT uq_tags_name UNIQUE (name)
);

CREATE INDEX IF NOT EXISTS idx_tags_rank ON public.tags (rank);

COMMENT ON TABLE public.tags IS 'It''s a label';
"
    );
}

#[test]
fn additions_to_one_table_are_one_alter() {
    let mut current = blog();
    if let Some(posts) = current.tables.get_mut(&QualifiedName::public("posts")) {
        posts.columns.shift_remove("price");
        posts.columns.shift_remove("labels");
        posts.indexes.shift_remove("idx_posts_labels");
    }
    let file = rendered(&planned(&current, &blog()));
    assert_eq!(
        body(&file),
        "\
-- Table public.posts
ALTER TABLE public.posts
    ADD COLUMN IF NOT EXISTS labels TEXT[]        NOT NULL DEFAULT '{}',
    ADD COLUMN IF NOT EXISTS price  NUMERIC(12,2);

CREATE INDEX IF NOT EXISTS idx_posts_labels ON public.posts USING gin (labels);
"
    );
    let (_, drops) = file.rollback.split_once("SET LOCAL search_path = public, pg_temp;\n\n").expect("the drops");
    let (_, drops) = drops.split_once("SET LOCAL search_path = public, pg_temp;\n\n").unwrap_or(("", drops));
    assert!(
        drops.ends_with(
            "\
DROP INDEX IF EXISTS public.idx_posts_labels;
ALTER TABLE IF EXISTS public.posts
    DROP COLUMN IF EXISTS price,
    DROP COLUMN IF EXISTS labels;

COMMIT;
"
        ),
        "{drops}"
    );
}

#[test]
fn the_statements_of_a_file_are_its_text_in_order() {
    for file in [rendered(&planned(&Catalog::default(), &blog())), render_seed(&blog_seed(), &context("test")).expect("rendered")] {
        let mut end = 0;
        for statement in &file.statements {
            let between = &file.text[end..statement.range.start];
            assert!(between.lines().all(|line| line.is_empty() || line.starts_with("--")), "{between}");
            let text = &file.text[statement.range.clone()];
            assert!(text.ends_with(';') && text.starts_with(|c: char| c.is_ascii_uppercase()), "{text}");
            end = statement.range.end;
        }
        assert!(file.text[end..].lines().all(|line| line.is_empty() || line.starts_with("--")));
        assert_eq!(file.name, "20260101120000_test.sql");
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes_and_the_rollback_reads_back() {
    let plan = planned(&Catalog::default(), &blog());
    let file = rendered(&plan);
    assert_eq!(file.text, rendered(&plan).text);
    assert_eq!(rollback_of(&file.text).as_ref(), Ok(&file.rollback));
    assert_eq!(rollback_of(&file.text.replace('\n', "\r\n")).as_ref(), Ok(&file.rollback));
}

#[test]
fn a_file_that_nothing_has_verified_says_so() {
    let context = RenderContext { verified: false, ..context("test") };
    let file = render_migration(&planned(&Catalog::default(), &blog()), &context).expect("rendered");
    assert!(file.text.contains("\n-- NOT VERIFIED: "));
    assert!(!rendered(&planned(&Catalog::default(), &blog())).text.contains("NOT VERIFIED"));
}

#[test]
fn children_find_their_parents_by_natural_key() {
    let mut seed = blog_seed();
    seed.sample.truncate(1);
    seed.sample[0].fields.truncate(5);
    for row in &mut seed.sample[0].rows {
        row.values.truncate(5);
    }
    let in_one_transaction = SeedPlan { sample: [seed.initial.clone(), seed.sample.clone()].concat(), ..SeedPlan::default() };
    let file = render_seed(&in_one_transaction, &context("test")).expect("rendered");
    let (_, posts) = file.text.split_once("-- public.posts: 2 rows\n").expect("posts");
    assert_eq!(
        posts,
        "\
INSERT INTO public.posts (author_id, editor_id, slug, title, status)
SELECT
    author.id, editor.id, sample.slug, sample.title, sample.status::public.post_status
FROM (
    VALUES
        (1, 'ada@example.com',     NULL,              'hello',       'Hello',       'draft'),
        (2, 'o''neil@example.com', 'ada@example.com', 'second-post', 'Second post', 'published')
) AS sample (ordinal, author_email, editor_email, slug, title, status)
LEFT JOIN public.users AS author ON author.email = sample.author_email
LEFT JOIN public.users AS editor ON editor.email = sample.editor_email
ORDER BY sample.ordinal
ON CONFLICT (slug) DO NOTHING;

COMMIT;
"
    );
    // The users of another transaction may be missing, and then the editor would be NULL in silence.
    let file = render_seed(&seed, &context("test")).expect("rendered");
    let (_, sample) = file.text.split_once("-- Sample data\n").expect("sample data");
    assert_eq!(sample.matches("WHERE editor.id IS NULL").count(), 1);
    assert!(!sample.contains("WHERE author.id IS NULL"), "NOT NULL refuses a missing author");
}
