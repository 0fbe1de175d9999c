//! Requirements in, meaning or findings out.

use super::*;
use crate::source::FileId;

/// What is found, as `code "words at the place"`.
fn found(text: &str) -> Vec<String> {
    let (ast, findings) = crate::syntax::parse(FileId(0), text);
    assert!(findings.is_empty(), "{text}\n{findings:#?}");
    let (_, findings) = resolve(&[ast]);
    findings
        .iter()
        .map(|finding| {
            assert!(finding.help.is_some() && !finding.label.is_empty(), "{finding:#?}");
            format!("{} `{}`", finding.code, finding.span.map_or("", |span| &text[span.range()]))
        })
        .collect()
}

/// In an entity with a title, these members.
fn found_in(members: &str) -> Vec<String> {
    found(&format!(
        "enum Status {{ draft published }}\nentity User {{\n  name varchar(80) unique\n}}\nentity Post {{\n  title varchar(5) unique\n  status Status\n  {members}\n}}"
    ))
}

#[test]
fn every_example_of_a_semantic_type_has_a_meaning() {
    for known in semantic::ALL {
        let text = format!("entity Thing {{\n  {}\n}}", known.example);
        assert_eq!(found(&text), Vec::<String>::new(), "{}", known.name);
        let (ast, _) = crate::syntax::parse(FileId(0), &text);
        let (domain, _) = resolve(&[ast]);
        assert_eq!(domain.entities[0].fields().next().map(|field| field.data_type.word.as_str()), Some(known.name));
    }
}

#[test]
fn a_value_like_the_type_fits_and_another_does_not() {
    for known in semantic::ALL {
        let argument = if known.name == "money" { "money(EUR)" } else { known.name };
        let number = known.like.parse::<f64>().is_ok() && !["isbn", "ean", "postal_code", "phone"].contains(&known.name);
        let value = if number || known.name == "json" { known.like.to_string() } else { format!("\"{}\"", known.like) };
        let text = |value: &str| format!("entity Thing {{\n  field {argument}\n  rows (field) {{ ({value}) }}\n}}");
        assert_eq!(found(&text(&value)), Vec::<String>::new(), "{}", known.name);
        let refused = found(&text("true"));
        assert!(refused.iter().any(|finding| finding == "bad-value `true`") || known.name == "json", "{}: {refused:?}", known.name);
    }
}

#[test]
fn unknown_words_are_found_at_their_place() {
    assert_eq!(found_in("body emial"), ["unknown-type `emial`"]);
    assert_eq!(found_in("author -> Usr"), ["unknown-entity `Usr`"]);
    assert_eq!(found_in("author -> Status"), ["unknown-entity `Status`"]);
    assert_eq!(found_in("author User"), ["unknown-type `User`"]);
    assert_eq!(found_in("include Nothing"), ["unknown-mixin `Nothing`"]);
    assert_eq!(found_in("unique (title, slug)"), ["unknown-field `slug`"]);
    assert_eq!(found_in("index (slug)"), ["unknown-field `slug`"]);
    assert_eq!(found_in("index (title) using gni"), ["unknown-index-method `gni`"]);
    assert_eq!(found_in("key (slug)"), ["unknown-field `slug`"]);
    assert_eq!(found_in("rows (slug) { (1) }"), ["unknown-field `slug`"]);
    assert_eq!(found_in("seed 5 { slug = 1 }"), ["unknown-field `slug`"]);
    assert_eq!(
        found("settings {\n  kees uuid\n  keys guid\n  postgres 9\n}"),
        ["unknown-setting `kees`", "bad-setting `guid`", "bad-setting `9`"]
    );
}

#[test]
fn names_are_declared_once() {
    assert_eq!(found("enum A { x }\nentity A {\n  b int\n}"), ["duplicate-name `A`"]);
    assert_eq!(found("entity A {\n  b int\n  b text\n}"), ["duplicate-field `b`"]);
    assert_eq!(found("entity A {\n  id int\n}"), ["duplicate-column `id`"]);
    assert_eq!(found("entity A {\n  fooBar int\n  foo_bar int\n}"), ["duplicate-column `foo_bar`"]);
    assert_eq!(found("entity Person {\n  b int\n}\nentity People {\n  b int\n}"), ["duplicate-table `People`"]);
    assert_eq!(found("enum E { a b a }"), ["duplicate-enum-value `a`"]);
    assert_eq!(found("entity A {\n  xmin int\n}"), ["system-column `xmin`"]);
}

#[test]
fn circles_are_found() {
    assert_eq!(found("type A = B\ntype B = A").len(), 1);
    assert_eq!(found("mixin A {\n  include B\n}\nmixin B {\n  include A\n}\nentity C {\n  include A\n}"), ["mixin-cycle `A`"]);
    assert_eq!(found("entity A {\n  key (b)\n  b -> B\n}\nentity B {\n  key (a)\n  a -> A\n}"), ["key-cycle `a -> A`"]);
    assert_eq!(found("entity A {\n  key (a)\n  a -> A\n}"), ["key-cycle `a -> A`"]);
}

#[test]
fn long_rows_of_declarations_end() {
    let types: String = (0..5000).map(|index| format!("type T{index} = T{}\n", index + 1)).collect();
    assert!(found(&format!("{types}type T5000 = int"))[0].starts_with("nested-too-deeply"));
    let mixins: String = (0..5000).map(|index| format!("mixin M{index} {{\n  include M{}\n}}\n", index + 1)).collect();
    assert!(found(&format!("{mixins}mixin M5000 {{\n  a int\n}}\nentity E {{\n  include M0\n}}"))[0].starts_with("nested-too-deeply"));
    let keys: String = (0..5000).map(|index| format!("entity E{index} {{\n  key (r)\n  r -> E{}\n}}\n", index + 1)).collect();
    assert!(found(&format!("{keys}entity E5000 {{\n  a int\n}}"))[0].starts_with("nested-too-deeply"));
    let twice: String = (0..40).map(|index| format!("mixin M{index} {{\n  include M{0}\n  include M{0}\n}}\n", index + 1)).collect();
    assert!(
        found(&format!("{twice}mixin M40 {{\n  a int\n}}\nentity E {{\n  include M0\n}}"))
            .iter()
            .all(|finding| finding.starts_with("mixin-twice"))
    );
}

#[test]
fn values_fit_their_types() {
    assert_eq!(found_in("a bool = 5"), ["bad-default `5`"]);
    assert_eq!(found_in("a Status = drft"), ["bad-default `drft`"]);
    assert_eq!(found_in("a varchar(5) = \"toolong\""), ["bad-default `\"toolong\"`"]);
    assert_eq!(found_in("a smallint = 40000"), ["bad-default `40000`"]);
    assert_eq!(found_in("a decimal(4,2) = 1.234"), ["bad-default `1.234`"]);
    assert_eq!(found_in("a decimal(4,2) = 100"), ["bad-default `100`"]);
    assert_eq!(found_in("a date = \"2026-02-30\""), ["bad-default `\"2026-02-30\"`"]);
    assert_eq!(found_in("a country = \"de\""), ["bad-default `\"de\"`"]);
    assert_eq!(found_in("a text[] = [\"x\", 1]"), ["bad-default `1`"]);
    assert_eq!(
        found_in("a timestamp = now\n  b date = now\n  c int[] = []\n  d jsonb = {\"a\": [1]}\n  e timestamp = (now() + interval '1 day')"),
        Vec::<String>::new()
    );
    assert_eq!(found_in("a int = (title + 1)"), ["column-in-default `title`"]);
}

#[test]
fn type_arguments_are_possible() {
    for (written, place) in [
        ("varchar(20000000)", "20000000"),
        ("varchar", "varchar"),
        ("varchar(9..3)", "9..3"),
        ("decimal(1001,2)", "1001,2"),
        ("money", "money"),
        ("rating(5..1)", "5..1"),
        ("email(3)", "3"),
        ("int(11)", "11"),
    ] {
        assert_eq!(found_in(&format!("a {written}")), [format!("bad-type-argument `{place}`")]);
    }
    for (written, place) in [("vector(0)", "0"), ("vector(20000)", "20000"), ("hstore(3)", "3"), ("geometry(4326)", "4326")] {
        assert_eq!(found_in(&format!("a {written}")), [format!("bad-type-argument `{place}`")]);
    }
    for written in ["vector(768)", "citext", "hstore?", "ltree[]", "geometry(Point, 4326)", "geography(Point)", "sparsevec(100000)"] {
        assert_eq!(found_in(&format!("a {written}")), [""; 0], "{written}");
    }
    assert_eq!(found_in("a pg.serial"), ["serial-type `pg.serial`"]);
}

#[test]
fn relations_are_sound() {
    assert_eq!(found_in("author -> User on delete set null"), ["set-null-required `on delete set null`"]);
    assert_eq!(found_in("author -> User column \"a\", \"b\"").len(), 1);
    assert_eq!(
        found("entity A {\n  n varchar(3) unique\n  bs <-> B\n}\nentity B {\n  n varchar(3) unique\n  as_ <-> A\n}"),
        ["many-to-many-twice `as_ <-> A`"]
    );
    assert_eq!(found_in("a int?\n  key (a)"), ["optional-key `a`"]);
    assert_eq!(found_in("key uuidv7"), ["key-needs-newer-postgres `uuidv7`"]);
}

#[test]
fn errors_in_expressions_are_at_their_words() {
    assert_eq!(found_in("check (status = 'published' and titel is null)"), ["unknown-column `titel`"]);
    assert_eq!(found_in("check (status = 'publishd')"), ["unknown-enum-value `'publishd'`"]);
    assert_eq!(found_in("check (\n    title <> ''\n    and titel is null\n  )"), ["unknown-column `titel`"]);
    assert_eq!(found_in("check (title = \"x\")"), ["unknown-column `\"x\"`"]);
    assert_eq!(found_in("check (title like 'ä' and length(titel) > 1)"), ["unknown-column `titel`"]);
    assert_eq!(found_in("check (users.name = title)"), ["qualified-column `users.name`"]);
    assert_eq!(found_in("check (count(title) > 1)"), ["aggregate `count`"]);
    assert_eq!(found_in("check (title in (select name from users))"), ["subquery `title in (select name from users)`"]);
    assert_eq!(found_in("check (title = $1)"), ["sql-placeholder `$1`"]);
    assert_eq!(found_in("index (title) where (now() > '2026-01-01')"), ["not-immutable `now`"]);
    assert_eq!(found_in("check (title = current_user)"), ["check-not-immutable `current_user`"]);
    assert_eq!(found_in("check (title <>)"), ["sql-syntax `>`"]);
    assert_eq!(found_in("check (title <> 'a' 5)"), ["sql-syntax `5`"]);
    assert_eq!(found("type A = int check (valu > 0)"), ["unknown-column `valu`"]);
    assert_eq!(found("type A = int check (1 > 0)"), ["check-without-value `1 > 0`"]);
}

#[test]
fn indexes_hold_what_they_can() {
    assert_eq!(found_in("index (title) using gin"), ["index-method-type `title`"]);
    assert_eq!(found_in("place point\n  index (place)"), ["index-method-type `place`"]);
    assert_eq!(found_in("place point\n  index (place) using gist"), Vec::<String>::new());
    assert_eq!(found_in("place point unique"), ["no-order `place`"]);
    assert_eq!(found_in("unique (title, title)"), ["repeated-field `title`"]);
}

#[test]
fn rows_are_whole() {
    assert_eq!(found_in("rows (title) { (\"a\") }"), ["row-lacks-field `title`"]);
    assert_eq!(found_in("rows (title, status) { (\"a\") }"), ["row-length `(\"a\")`"]);
    assert_eq!(found_in("rows (title, status) { (\"a\", null) }"), ["null-for-required `null`"]);
    assert_eq!(
        found_in("rows (title, status) { (\"toolong\", draft) (1, \"gone\") }"),
        ["bad-value `\"toolong\"`", "bad-value `1`", "bad-value `\"gone\"`"]
    );
    assert_eq!(found_in("rows (title, status) { (\"a\", draft) (\"a\", draft) }"), ["duplicate-row `(\"a\", draft)`"]);
    assert_eq!(
        found_in("parent -> Comment?\n  rows (title, status, parent) { (\"a\", draft, \"x\") }\n}\nentity Comment {\n  body text"),
        ["no-natural-key `\"x\"`"]
    );
    assert_eq!(found_in("seed 20000000"), ["bad-seed-count `20000000`"]);
    assert_eq!(found_in("seed 1.5"), ["bad-seed-count `1.5`"]);
    assert_eq!(found_in("seed 5 { title = \"a\" }"), ["fixed-unique `title = \"a\"`"]);
}

#[test]
fn a_mistake_in_a_mixin_is_said_once() {
    assert_eq!(
        found("mixin M {\n  a emial\n  check (b > 0)\n}\nentity A {\n  include M\n}\nentity B {\n  include M\n}"),
        ["unknown-type `emial`", "unknown-column `b`"]
    );
}

#[test]
fn every_code_is_listed_once_with_a_summary() {
    assert!(codes::CODES.windows(2).all(|pair| pair[0].0 < pair[1].0), "sorted");
    assert!(codes::CODES.iter().all(|(_, summary)| !summary.is_empty()));
}
