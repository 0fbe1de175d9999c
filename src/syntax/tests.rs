//! What the language says of texts, and of mistakes in them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

use super::*;
use crate::diagnostic::Severity;
use ast::*;

fn read(text: &str) -> Ast {
    let (ast, diagnostics) = parse(FileId(0), text);
    assert!(diagnostics.is_empty(), "{text}\n{diagnostics:#?}");
    ast
}

/// `code: message | help`, one a line.
fn mistakes(text: &str) -> String {
    let (_, diagnostics) = parse(FileId(0), text);
    let lines: Vec<String> = diagnostics
        .iter()
        .map(|d| {
            let span = d.span.expect("a place");
            assert!(text.get(span.range()).is_some(), "span outside of the text");
            assert!(codes::CODES.iter().any(|(code, _)| *code == d.code), "{} is not listed", d.code);
            assert!(d.help.is_some(), "{} has no help", d.code);
            let at = text[..span.start as usize].matches('\n').count() + 1;
            format!("{at} {}: {} @{:?} {} | {}", d.code, d.message, &text[span.range()], d.label, d.help.as_deref().unwrap_or(""))
        })
        .collect();
    lines.join("\n")
}

/// The code of the only mistake in an entity with this line.
fn mistake_in_line(line: &str) -> String {
    mistakes(&format!("entity A {{\n  {line}\n  b int\n}}\n"))
}

fn assert_mistake(line: &str, code: &str, help: &str) {
    let found = mistake_in_line(line);
    assert_eq!(found.lines().count(), 1, "{line}\n{found}");
    assert!(found.starts_with(&format!("2 {code}: ")), "{line}\n{found}");
    assert!(found.contains(help), "{line}\n{found}");
}

fn members(lines: &str) -> Vec<Member> {
    match read(&format!("entity A {{\n{lines}\n}}")).items.pop() {
        Some(Item::Entity(entity)) => entity.members,
        other => panic!("{other:?}"),
    }
}

fn field(line: &str) -> Field {
    match members(line).pop() {
        Some(Member::Field(field)) => field,
        other => panic!("{other:?}"),
    }
}

fn words_of(data_type: &TypeUse) -> Vec<&str> {
    data_type.words.iter().map(|word| word.text.as_str()).collect()
}

fn arguments_of(data_type: &TypeUse) -> Vec<TypeArgumentValue> {
    data_type.arguments.iter().map(|argument| argument.value.clone()).collect()
}

#[test]
fn items_may_stand_on_one_line_or_many() {
    let one = read("mixin Described { title varchar(1..200); summary text? }");
    let many = read("mixin Described\n{\n  title varchar(1..200)\n\n  summary text?\n}\n");
    let names = |ast: &Ast| match &ast.items[0] {
        Item::Mixin(mixin) => mixin.members.len(),
        _ => 0,
    };
    assert_eq!((names(&one), names(&many)), (2, 2));
}

#[test]
fn a_project_has_a_name_an_edition_and_a_title() {
    let Some(Item::Project(project)) = read("project blog edition 2026 \"Blog \\\"platform\\\"\"").items.pop() else { panic!() };
    assert_eq!(project.name.text, "blog");
    assert_eq!(project.edition.unwrap().text, "2026");
    assert_eq!(project.title.unwrap().text, "Blog \"platform\"");
}

#[test]
fn settings_hold_words_and_numbers() {
    let Some(Item::Settings(settings)) = read("settings { keys bigserial; postgres 15 }").items.pop() else { panic!() };
    let entries: Vec<(&str, &str)> = settings.entries.iter().map(|entry| (entry.name.text.as_str(), entry.value.text.as_str())).collect();
    assert_eq!(entries, [("keys", "bigserial"), ("postgres", "15")]);
}

#[test]
fn docs_belong_to_what_stands_below() {
    let ast = read("/// First line.\n/// Second.\nenum E {\n  /// the start\n  a\n  b }\nentity X {\n  /// of x\n  x int\n}");
    let Item::Enum(item) = &ast.items[0] else { panic!() };
    assert_eq!(item.doc.as_ref().unwrap().text, "First line.\nSecond.");
    assert_eq!(item.values[0].doc.as_ref().unwrap().text, "the start");
    assert_eq!(item.values[1].doc, None);
}

#[test]
fn types_have_arguments_dimensions_and_a_question_mark() {
    let price = field("price money(EUR)? = 0").data_type;
    assert_eq!((words_of(&price), arguments_of(&price)), (vec!["money"], vec![TypeArgumentValue::Word("EUR".into())]));
    assert!(price.optional.is_some());
    assert_eq!(arguments_of(&field("t varchar(1..200)").data_type), [TypeArgumentValue::Range("1".into(), "200".into())]);
    assert_eq!(arguments_of(&field("t numeric(12, 2)").data_type).len(), 2);
    assert_eq!(field("t text[][]").data_type.dimensions, 2);
    let raw = field("t pg.timestamp(3)").data_type;
    assert!(raw.raw);
    assert_eq!(words_of(&raw), ["timestamp"]);
}

#[test]
fn types_of_several_words_are_one_type() {
    let cases: &[(&str, &[&str], usize)] = &[
        ("double precision", &["double", "precision"], 0),
        ("character varying(20)", &["character", "varying"], 1),
        ("bit varying(5)", &["bit", "varying"], 1),
        ("national character varying(5)", &["national", "character", "varying"], 1),
        ("timestamp with time zone", &["timestamp", "with", "time", "zone"], 0),
        ("timestamp(3) without time zone", &["timestamp", "without", "time", "zone"], 1),
        ("time with time zone", &["time", "with", "time", "zone"], 0),
        ("interval day to second(3)", &["interval", "day", "to", "second"], 1),
        ("interval year", &["interval", "year"], 0),
        ("timestamp", &["timestamp"], 0),
        ("bit(3)", &["bit"], 1),
    ];
    for (written, words, arguments) in cases {
        let data_type = field(&format!("x {written}[]? unique")).data_type;
        assert_eq!((words_of(&data_type), data_type.arguments.len()), (words.to_vec(), *arguments), "{written}");
        assert!(data_type.optional.is_some() && data_type.dimensions == 1, "{written}");
    }
}

#[test]
fn a_field_may_bear_an_items_word() {
    assert_eq!(field("type PostStatus = draft").name.text, "type");
    assert_eq!(field("role UserRole").name.text, "role");
    assert_eq!(field("`key` text").name.text, "key");
    assert!(matches!(members("project -> Project")[0], Member::Reference(_)));
}

#[test]
fn values_are_what_they_look_like() {
    let value = |text: &str| field(&format!("x t = {text}")).default.unwrap().value;
    assert!(matches!(value("-12.50"), Value::Number(number) if number.text == "-12.50"));
    assert!(matches!(value("true"), Value::True(_)));
    assert!(matches!(value("null"), Value::Null(_)));
    assert!(matches!(value("`true`"), Value::Word(name) if name.text == "true"));
    assert!(matches!(value("draft"), Value::Word(name) if name.text == "draft"));
    assert!(matches!(value("{}"), Value::Json(text) if text.text == "{}"));
    assert!(matches!(value("{\"a\": {\"b\": [1, {\"c\": null}]}}"), Value::Json(_)));
    assert!(matches!(value("[]"), Value::Json(text) if text.text == "[]"));
    assert!(matches!(value("[1, \"b\"]"), Value::List(values, _) if values.len() == 2));
    assert!(matches!(value("( now() + interval '1 day' )"), Value::Expression(sql) if sql.text == "now() + interval '1 day'"));
    assert!(matches!(value("\"\"\"\n    one\n      two\n    \"\"\""), Value::Text(text) if text.text == "one\n  two"));
    assert!(matches!(value("\"a\\\"\\\\\\n\\u{e9}\""), Value::Text(text) if text.text == "a\"\\\né"));
}

#[test]
fn sql_ends_where_its_parentheses_do() {
    let check = |text: &str| match members(&format!("check ({text})\nother int")).swap_remove(0) {
        Member::Check(check) => check.expression.text,
        other => panic!("{other:?}"),
    };
    for sql in [
        "a <> ')' and b <> '(('",
        "a <> 'it''s'",
        "a <> E'\\')' or date'2020-01-01' > b",
        "\"we)ird\" > 0",
        "a <> $x$ ) $x$ and b <> $$($$",
        "a /* ) /* ( */ */ > 0",
        "a > 0 -- not )\n and b > 0",
        "a ~ '//'",
        "a =\n  any(array[1, 2])",
    ] {
        assert_eq!(check(sql), sql);
    }
}

#[test]
fn comments_may_stand_inside_brackets() {
    let text = "x numeric(12, // digits – all\n  2) = 1\nunique (\n  a, // first (\n  b\n)\nj json = {\n  \"a//b\": 1 // one }\n}";
    let found = members(text);
    assert_eq!(found.len(), 3);
    let Member::Unique(unique) = &found[1] else { panic!() };
    assert_eq!(unique.fields[1].text, "b");
    let Member::Field(Field { default: Some(Default { value: Value::Json(json), .. }), .. }) = &found[2] else { panic!() };
    assert!(json.text.contains("a//b") && !json.text.contains("one"));
}

#[test]
fn a_pattern_may_hold_any_bracket() {
    let pattern = |text: &str| field(&format!("x text matches {text} unique")).matches.unwrap().text;
    assert_eq!(pattern("/^[a-z{(]+$/"), "^[a-z{(]+$");
    assert_eq!(pattern("/a\\/b\\\\/"), "a/b\\\\");
}

#[test]
fn references_say_all_that_a_foreign_key_can() {
    let Member::Reference(reference) =
        members("author -> User? unique on delete set null on update no action column \"a\", \"b\"").swap_remove(0)
    else {
        panic!()
    };
    assert_eq!(reference.on_delete.unwrap().kind, ActionKind::SetNull);
    assert_eq!(reference.on_update.unwrap().kind, ActionKind::NoAction);
    assert!(reference.optional.is_some() && reference.unique.is_some());
    assert_eq!(reference.columns.len(), 2);
}

#[test]
fn keys_indexes_and_uniques_may_have_names() {
    let found = members(
        "key pk_a (x, y)\nunique (x) where (y > 0)\nunique uq_a (x, y)\nindex by_x (x desc nulls last, (lower(y))) using btree where (x > 0)\ninclude M\nno timestamps\ntags <-> Tag table \"t\"",
    );
    let Member::Key(key) = &found[0] else { panic!() };
    assert_eq!(key.name.as_ref().unwrap().text, "pk_a");
    let Member::Unique(unique) = &found[2] else { panic!() };
    assert_eq!((unique.name.as_ref().unwrap().text.as_str(), unique.fields.len()), ("uq_a", 2));
    let Member::Index(index) = &found[3] else { panic!() };
    assert_eq!(index.parts.len(), 2);
    assert!(index.parts[0].descending && index.parts[0].nulls_first == Some(false));
    assert!(matches!(&index.parts[1].value, IndexPartValue::Expression(sql) if sql.text == "lower(y)"));
    assert_eq!(index.method.as_ref().unwrap().text, "btree");
    assert!(matches!(found[5], Member::NoTimestamps(_)) && matches!(found[6], Member::ManyToMany(_)));
}

#[test]
fn rows_and_seeds_have_blocks() {
    let found = members("rows (a, b) { (\"x\", 1) (\"y\", {\"z\": [1]}) }\nseed 5 { is_admin = true; b = {} }\nseed 3");
    let Member::Rows(rows) = &found[0] else { panic!() };
    assert_eq!((rows.fields.len(), rows.rows.len(), rows.rows[1].values.len()), (2, 2, 2));
    let Member::Seed(seed) = &found[1] else { panic!() };
    assert_eq!((seed.count.text.as_str(), seed.fixed.len()), ("5", 2));
}

#[test]
fn spans_cover_the_written_form() {
    let text = "// note\nentity A {\n  größe int = (1 + 2) unique\n}\n";
    let ast = read(text);
    let Item::Entity(entity) = &ast.items[0] else { panic!() };
    let Member::Field(field) = &entity.members[0] else { panic!() };
    assert_eq!(&text[field.span.range()], "größe int = (1 + 2) unique");
    assert_eq!(&text[field.name.span.range()], "größe");
    assert_eq!(&text[field.default.as_ref().unwrap().span.range()], "= (1 + 2)");
    assert_eq!(&text[field.default.as_ref().unwrap().value.span().range()], "1 + 2");
    assert_eq!(&text[field.unique.unwrap().range()], "unique");
    assert_eq!(&text[entity.span.range()], text[8..].trim_end());
}

#[test]
fn each_mistake_in_a_line_has_its_code_and_help() {
    let cases = [
        ("email email unique (a, b)", "missing-line-end", "email email; unique (a, b)"),
        ("a int b text c bool", "missing-line-end", "`a int; b text c bool`"),
        ("email", "missing-type", "`email email`"),
        ("email unique", "missing-type", "`email email`"),
        ("x = 3", "missing-type", "`x text`"),
        ("is_admin bool =", "missing-value", "take the `=` out"),
        ("is_admin bool = unique", "missing-value", "take the `=` out"),
        ("a int,", "comma-at-line-end", "line break"),
        ("a varchar(1-200)", "range-with-hyphen", "`1..200`"),
        ("a varchar(1 to 200)", "range-with-hyphen", "`1..200`"),
        ("a bool = True", "capital-boolean", "`true`"),
        ("title text = 'x'", "single-quotes", "`\"x\"`"),
        ("a text nullable", "null-word", "`a text?`"),
        ("a text not null", "null-word", "without `?`"),
        ("author -> User nullable", "null-word", "`author -> User?`"),
        ("author_id bigint references User(id)", "foreign-word", "`author -> User`"),
        ("author bigint fk", "foreign-word", "`author -> Author`"),
        ("id SERIAL", "serial-type", "every entity has a key"),
        ("a VARCHAR(3)", "upper-case-type", "`varchar`"),
        ("uniqe (a, b)", "unknown-word", "`unique`"),
        ("sed 5 { a = 1 }", "unknown-word", "`seed`"),
        ("email email uniqe", "unknown-word", "`unique`"),
        ("author -> User on delete cascde", "unknown-word", "`cascade`"),
        ("author -> User on delete", "unexpected", "on delete cascade"),
        ("a text = \"abc", "unclosed-string", "closing"),
        ("a text = \"a\\q\"", "bad-escape", "`\\\\`"),
        ("a int \u{0} b", "control-character", "Delete"),
        ("a varchar 200", "unexpected", "`varchar(200)`"),
        ("index (lower(title))", "unexpected", "`index ((lower(title)))`"),
        ("index (a, lower(b) desc) where (c)", "unexpected", "`index (a, (lower(b)) desc) where (c)`"),
        ("index (a, b", "unclosed-bracket", "`)`"),
        ("unique a, b", "unexpected", "`unique (a, b)`"),
        ("key email", "key-style", "`key (email)`"),
        ("key bigserail", "key-style", "`key bigserial`"),
        ("status S default draft", "foreign-word", "`status S = draft`"),
        ("email: email", "colon-after-name", "`email email`"),
        ("email String @unique", "foreign-word", "unique"),
        ("a text primary key", "foreign-word", "`key (a)`"),
        ("-- note", "double-dash-comment", "`//`"),
        ("a json = {a: 1}", "unexpected", "double quotes"),
        ("a json = {\"a\": x}", "bad-json", "JSON knows"),
        ("a text[3]", "unexpected", "`text[]`"),
        ("a text?[]", "unexpected", "before `?`"),
        ("a int unique unique", "written-twice", "one of them"),
        ("a text matches ^a$", "unexpected", "between slashes"),
        ("a int “x”", "typographic-character", "`\"`"),
        ("first-name text", "unexpected", "`first_name`"),
        ("rows (a) { (1), (2) }", "comma-between-values", "one row a line"),
        ("rows (a) { 1 2 }", "unexpected", "(\"de\", \"Germany\")"),
        ("rows (a)", "missing-block", "rows (code, name)"),
        ("a int { b int }", "unexpected-block", "after `=`"),
        ("seed five", "unexpected", "`seed 5`"),
        ("no timestamp", "unknown-word", "`timestamps`"),
        ("entity B { a int }", "wrong-place", "out of the braces"),
        ("type X = varchar(3)", "wrong-place", "out of the braces"),
        ("a ] b", "unmatched-bracket", "`[`"),
    ];
    for (line, code, help) in cases {
        assert_mistake(line, code, help);
    }
}

#[test]
fn reserved_constructs_give_one_diagnostic_each_with_their_block() {
    for line in [
        "partition by month (at) from 2025-01 for 12",
        "search (title, body) language english",
        "find recent by (author) order (published_at desc) limit 20",
        "expect 50M rows",
        "tenant by organization",
        "soft delete",
        "audited",
    ] {
        assert_mistake(line, "reserved-word", "back-quotes");
    }
    for item in ["role app_writer { read all; write all except Invoice }", "settings { changes online }"] {
        let found = mistakes(&format!("{item}\n"));
        assert!(found.contains(" reserved-word: "), "{item}\n{found}");
        assert_eq!(found.lines().count(), 1, "{item}\n{found}");
    }
}

#[test]
fn an_intent_is_a_text_outside_of_namespaces() {
    let text =
        "intent \"Users and posts.\"\nintent   \"\"\"\n    Readers can\n      bookmark posts {\n    \"\"\"\nentity A { intent text }\n";
    let (ast, found) = parse(FileId(0), text);
    assert!(found.is_empty(), "{found:?}");
    let texts: Vec<&str> =
        ast.items.iter().filter_map(|item| if let Item::Intent(intent) = item { Some(intent.text.text.as_str()) } else { None }).collect();
    assert_eq!(texts, ["Users and posts.", "Readers can\n  bookmark posts {"]);
    assert_eq!(format(text).unwrap(), text.replace("intent   ", "intent "));
    for (text, code, help) in [
        ("namespace a { intent \"Users.\" }", "wrong-place", "out of the braces"),
        ("intent", "unexpected", "string"),
        ("intent users", "unexpected", "string"),
        ("intent \"Users.\" { }", "unexpected-block", "block"),
        ("/// Why.\nintent \"Users.\"", "doc-without-item", "`//`"),
        ("entity A {\n  a int\n  intent \"Users.\"\n}", "unexpected", ""),
    ] {
        let found = mistakes(text);
        assert_eq!(found.lines().count(), 1, "{text}\n{found}");
        assert!(found.contains(&format!(" {code}: ")) && found.contains(help), "{text}\n{found}");
    }
}

#[test]
fn each_mistake_in_an_item_has_its_code() {
    let cases = [
        ("entiy User { a int }", "unknown-item", "`entity`"),
        ("CREATE TABLE users (id int);", "foreign-word", "`entity users { … }`"),
        ("model User { id Int @id }", "foreign-word", "`entity User { … }`"),
        ("enum A { a, b }", "comma-between-values", "`enum A { a b }`"),
        ("enum A { a b", "unclosed-block", "`}`"),
        ("settings { keys = uuid }", "unexpected", "`keys bigserial`"),
        ("project blog entity User { a int }", "missing-line-end", "line"),
        ("use people", "unexpected", "`use \"people.schema\"`"),
        ("use 'a'", "single-quotes", "`\"a\"`"),
        ("type X varchar(3)", "unexpected", "type Username ="),
        ("entity { a int }", "missing-name", "entity User"),
        ("entity \"User\" { a int }", "unexpected", "`User`"),
        ("entity User", "missing-block", "entity User {"),
        ("}", "unmatched-bracket", "`{`"),
        ("{ a int }", "block-without-item", "entity User {"),
        ("a int", "unknown-item", "between the braces"),
        ("unique (a)", "wrong-place", "braces"),
        ("entity A { a int } /// behind", "doc-behind", "above"),
        ("/// nothing", "doc-without-item", "`//`"),
    ];
    for (text, code, help) in cases {
        let found = mistakes(text);
        assert_eq!(found.lines().count(), 1, "{text}\n{found}");
        assert!(found.contains(&format!(" {code}: ")) && found.contains(help), "{text}\n{found}");
    }
}

#[test]
fn a_missing_brace_is_shown_where_it_was_opened_and_the_rest_is_read() {
    let text = "entity A {\n  a int\n\nentity B {\n  b int\n}\n";
    let (ast, diagnostics) = parse(FileId(0), text);
    assert_eq!((ast.items.len(), diagnostics.len()), (2, 1));
    assert_eq!(diagnostics[0].span.unwrap().start, 9);
    let text = "entity A {\n  seed 5 {\n    a = 1\n}\nentity B { b int }\n";
    let (ast, diagnostics) = parse(FileId(0), text);
    assert_eq!((ast.items.len(), diagnostics.len()), (2, 1));
    assert_eq!(&text[..diagnostics[0].span.unwrap().end as usize], "entity A {\n  seed 5 {");
}

#[test]
fn odd_indentation_is_no_mistake() {
    assert_eq!(read("    entity A {\n  seed 5 {\na = 1\n}\n   b int\n }\nentity B {\nentity_id int\n}").items.len(), 2);
}

#[test]
fn ten_mistakes_give_ten_diagnostics() {
    let text = include_str!("../../tests/errors/syntax/ten_mistakes.schema");
    let found = mistakes(text);
    assert_eq!(found.lines().count(), 10, "{found}");
}

#[test]
fn deep_nesting_is_refused_and_not_followed() {
    for text in [
        format!("entity A {{ a text check {} }}", "(".repeat(500_000)),
        format!("entity A {{ a json = {} }}", "[".repeat(500_000)),
        "a {".repeat(300_000),
        format!("entity A {{ check ({} 1) }}", "/*".repeat(300_000)),
        "(\n".repeat(300_000),
    ] {
        let (_, diagnostics) = parse(FileId(0), &text);
        assert!(diagnostics.iter().any(|diagnostic| diagnostic.code == "nesting-too-deep"), "{}", &text[..30]);
    }
    let text = format!("entity A {{\n  check {}true{}\n}}", "(".repeat(99), ")".repeat(99));
    assert_eq!(mistakes(&text), "");
}

#[test]
fn only_so_many_mistakes_are_told() {
    let (_, diagnostics) = parse(FileId(0), &")\n".repeat(200_000));
    assert_eq!(diagnostics.len(), skeleton::DIAGNOSTIC_LIMIT);
    assert_eq!(diagnostics.last().unwrap().code, "too-many-errors");
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.severity == Severity::Error));
}

fn formatted(text: &str) -> String {
    let once = format(text).unwrap_or_else(|diagnostics| panic!("{text}\n{diagnostics:#?}"));
    assert_eq!(format(&once).as_deref(), Ok(once.as_str()), "not idempotent");
    once
}

#[test]
fn the_examples_stand_in_the_standard_layout() {
    for text in [include_str!("../../examples/blog.schema"), include_str!("../../examples/shop.schema")] {
        similar_asserts(&formatted(text), text);
    }
}

fn similar_asserts(left: &str, right: &str) {
    let different = left.lines().zip(right.lines()).find(|(left, right)| left != right);
    assert_eq!(different, None);
    assert_eq!(left.len(), right.len());
}

#[test]
fn formatting_keeps_comments_docs_and_single_blank_lines() {
    let text =
        "// top\n\n\n\nentity   A{ // behind\n/// doc\n a   int   unique // of a\n\n\n  longer_name text // of b\n  // last\n}\n// end";
    let expected = "// top\n\nentity A {  // behind\n  /// doc\n  a           int unique  // of a\n\n  longer_name text  // of b\n  // last\n}\n// end\n";
    assert_eq!(formatted(text), expected);
}

#[test]
fn formatting_keeps_short_blocks_on_one_line_and_breaks_long_ones() {
    assert_eq!(formatted("enum  E {a   b}\nmixin M {a int;b text ?}"), "enum E { a b }\nmixin M { a int; b text? }\n");
    let long = format!("enum E {{ {} }}", "value_number ".repeat(9));
    assert_eq!(formatted(&long).lines().count(), 11);
    let long = format!("entity E {{ {} }}", "a_field text; ".repeat(9));
    assert_eq!(formatted(&long).lines().count(), 11);
}

#[test]
fn rows_may_be_parted_in_any_way_and_are_formatted_with_a_blank() {
    let standard = "entity A { rows (name) { (\"a\") (\"b\") } }\n";
    for written in ["(\"a\"); (\"b\")", "(\"a\")(\"b\");", "(\"a\") (\"b\")"] {
        assert_eq!(formatted(&format!("entity A {{ rows (name) {{ {written} }} }}")), standard);
    }
    let lines = "entity A {\n  rows (name) {\n    (\"a\")\n    (\"b\")\n  }\n}\n";
    for written in ["(\"a\")\n(\"b\")", "(\"a\"); (\"b\")\n", "(\"a\");\n(\"b\");"] {
        assert_eq!(formatted(&format!("entity A {{\nrows (name) {{\n{written}\n}}\n}}")), lines);
    }
}

#[test]
fn only_a_comment_in_sql_keeps_its_line_end() {
    let text = "entity A {\n  rows (b) { (1) (($$ )-- $$)) }\n  check (a <> '--')\n}\n";
    assert_eq!(formatted(text), text);
}

#[test]
fn what_is_removed_keeps_its_own_line_and_a_value_of_that_name_its_meaning() {
    assert_eq!(formatted("enum A was  B { x was y;removed z }\n"), "enum A was B { x was y; removed z }\n");
    assert_eq!(formatted("enum A { removed; x }\n"), "enum A { removed; x }\n");
    assert_eq!(formatted("entity A was \"b\" { removed  c;x int was d }\n"), "entity A was \"b\" { removed c; x int was d }\n");
}

#[test]
fn formatting_leaves_lists_over_several_lines_as_they_are() {
    let text = "entity A {\n  unique (\n    a, // first\n    b\n  )\n  check (a > 0 -- so\n  )\n}\n";
    assert_eq!(formatted(text), text);
}
