//! What holds for every requirement file: printing and reading are inverse, formatting changes no meaning, nothing panics.
//!
//! GROUNDPLAN_PROPTEST_CASES raises the number of cases (256) for a long run.

#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may read the environment and measure time, and stops where it fails"
)]

mod properties;

use groundplan::source::{FileId, Span};
use groundplan::syntax::ast::{self, *};
use groundplan::syntax::{parse, print};
use properties::{holds_for_syntax, meaning};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

const SPAN: Span = Span { file: FileId(0), start: 0, end: 0 };

const SNIPPETS: &[&str] = &[include_str!("../examples/blog.schema"), include_str!("../examples/shop.schema")];

fn cases() -> u32 {
    // Tests may read the environment; the product may not.
    std::env::var("GROUNDPLAN_PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(256)
}

fn named(text: String) -> Name {
    Name { text, span: SPAN }
}

fn name() -> impl Strategy<Value = Name> {
    prop_oneof![
        8 => "[a-zA-Z_][a-zA-Z0-9_]{0,12}",
        1 => prop::sample::select(vec!["key", "unique", "true", "null", "check", "partition", "type", "on", "no", "asc", "value", "größe", "double", "time"]).prop_map(String::from),
        1 => "[^`\\p{Cc}]{1,8}",
    ]
    .prop_map(named)
}

fn any_text() -> impl Strategy<Value = Text> {
    prop_oneof![3 => "[a-z ]{0,10}", 1 => "[^\u{0}]{0,8}"].prop_map(|text| Text { text, span: SPAN })
}

fn doc() -> impl Strategy<Value = Option<Text>> {
    option::weighted(0.2, vec("[A-Za-z][a-z /{}\"(]{0,20}[a-z.]", 1..3).prop_map(|lines| Text { text: lines.join("\n"), span: SPAN }))
}

fn number() -> impl Strategy<Value = Number> {
    "-?[0-9]{1,4}(\\.[0-9]{1,2})?".prop_map(|text| Number { text, span: SPAN })
}

fn sql() -> impl Strategy<Value = SqlExpression> {
    let piece = prop_oneof![
        Just("a > 0"),
        Just("lower(b)"),
        Just("'x''(y'"),
        Just("\"Q)\""),
        Just("$t$ ) $t$"),
        Just("$$ )-- $$"),
        Just("c -- last"),
        Just("array[1, 2]"),
        Just("E'\\')'"),
        Just("/* ) */ c"),
        Just("b -- )\n and c"),
        Just("(d or (e))"),
        Just("x is not null"),
        Just("'// {'"),
    ];
    vec(piece, 1..4).prop_map(|pieces| SqlExpression { text: pieces.join(" and "), span: SPAN })
}

fn pattern() -> impl Strategy<Value = Pattern> {
    prop_oneof![Just("^[a-z0-9_]+$"), Just("a/b"), Just("[({]"), Just("\\\\x"), Just("\"`'")]
        .prop_map(|text| Pattern { text: text.into(), span: SPAN })
}

fn value() -> impl Strategy<Value = Value> {
    let plain = prop_oneof![
        number().prop_map(Value::Number),
        any_text().prop_map(Value::Text),
        Just(Value::True(SPAN)),
        Just(Value::False(SPAN)),
        Just(Value::Null(SPAN)),
        name().prop_map(Value::Word),
    ];
    prop_oneof![
        4 => plain.clone(),
        1 => prop_oneof![Just("{}"), Just("[]"), Just("{\"a\": [1, {\"b\": null}]}"), Just("[[1], [2]]")].prop_map(|text| Value::Json(Text { text: text.into(), span: SPAN })),
        1 => vec(plain, 1..4).prop_map(|values| Value::List(values, SPAN)),
        1 => sql().prop_map(Value::Expression),
    ]
}

fn argument() -> impl Strategy<Value = TypeArgument> {
    prop_oneof![
        number().prop_map(|number| TypeArgumentValue::Number(number.text)),
        ("[0-9]{1,3}", "[0-9]{1,3}").prop_map(|(low, high)| TypeArgumentValue::Range(low, high)),
        name().prop_map(|name| TypeArgumentValue::Word(name.text)),
        any_text().prop_map(|text| TypeArgumentValue::Text(text.text)),
    ]
    .prop_map(|value| TypeArgument { value, span: SPAN })
}

fn type_use() -> impl Strategy<Value = TypeUse> {
    let words = prop_oneof![
        6 => "[a-z]{1,8}_t".prop_map(|word| vec![word]),
        1 => "[^`\\p{Cc}]{1,5}!".prop_map(|word| vec![word]),
        1 => prop::sample::select(vec![
            "double precision", "character varying", "timestamp with time zone", "time without time zone", "interval day to second", "bit varying", "national character",
        ]).prop_map(|words: &str| words.split(' ').map(String::from).collect()),
    ];
    let namespace = option::weighted(0.2, name());
    let parts = (words, any::<bool>(), namespace, vec(argument(), 0..3), 0u8..3, any::<bool>());
    parts.prop_map(|(words, raw, namespace, arguments, dimensions, optional)| TypeUse {
        arguments: if words[0] == "double" { Vec::new() } else { arguments },
        namespace: namespace.filter(|_| !raw && words.len() == 1),
        words: words.into_iter().map(named).collect(),
        raw,
        dimensions,
        optional: optional.then_some(SPAN),
        span: SPAN,
    })
}

fn default() -> impl Strategy<Value = Option<ast::Default>> {
    option::weighted(0.3, value().prop_map(|value| ast::Default { value, span: SPAN }))
}

fn marks() -> impl Strategy<Value = (Option<Span>, Option<Span>)> {
    (any::<bool>(), any::<bool>()).prop_map(|(first, second)| (first.then_some(SPAN), second.then_some(SPAN)))
}

fn action() -> impl Strategy<Value = Option<Action>> {
    let kinds = vec![ActionKind::Cascade, ActionKind::Restrict, ActionKind::SetNull, ActionKind::SetDefault, ActionKind::NoAction];
    option::of(prop::sample::select(kinds).prop_map(|kind| Action { kind, span: SPAN }))
}

fn fields() -> impl Strategy<Value = Vec<Name>> {
    vec(name(), 1..4)
}

fn index_part() -> impl Strategy<Value = IndexPart> {
    let value = prop_oneof![name().prop_map(IndexPartValue::Field), sql().prop_map(IndexPartValue::Expression)];
    let more = (option::weighted(0.2, any_text()), option::weighted(0.2, name()));
    (value, more, any::<bool>(), option::of(any::<bool>())).prop_map(|(value, (collation, operator_class), descending, nulls_first)| {
        IndexPart { value, collation, operator_class, descending, nulls_first, span: SPAN }
    })
}

fn former() -> impl Strategy<Value = FormerName> {
    let word = name().prop_map(|name| FormerName { text: name.text, exact: false, span: SPAN });
    let exact = any_text().prop_map(|text| FormerName { text: text.text, exact: true, span: SPAN });
    prop_oneof![word, exact]
}

fn source() -> impl Strategy<Value = ValueSource> {
    prop_oneof![
        option::of(any_text()).prop_map(|sequence| ValueSource::Serial(sequence, SPAN)),
        any::<bool>().prop_map(|by_default| ValueSource::Identity { by_default, span: SPAN }),
        sql().prop_map(ValueSource::Generated),
    ]
}

fn deferrable() -> impl Strategy<Value = Option<Deferrable>> {
    option::weighted(0.2, any::<bool>().prop_map(|initially_deferred| Deferrable { initially_deferred, span: SPAN }))
}

fn member() -> impl Strategy<Value = Member> {
    let field = (
        doc(),
        name(),
        type_use(),
        default(),
        marks(),
        option::weighted(0.2, pattern()),
        option::weighted(0.2, sql()),
        (
            option::weighted(0.2, any_text()),
            option::weighted(0.2, source()),
            option::weighted(0.2, any_text()),
            option::weighted(0.1, former()),
        ),
    )
        .prop_map(|(doc, name, data_type, default, (unique, _), matches, check, (column, source, collation, was))| {
            Member::Field(Field { doc, name, data_type, default, unique, matches, check, column, source, collation, was, span: SPAN })
        });
    let space = || option::weighted(0.2, name());
    let target = || (space(), name());
    let reference = (
        doc(),
        name(),
        target(),
        marks(),
        action(),
        action(),
        vec(any_text(), 0..3),
        (option::weighted(0.2, name()), deferrable(), option::weighted(0.2, former())),
    )
        .prop_map(
            |(doc, name, (namespace, target), (optional, unique), on_delete, on_update, columns, (constraint, deferrable, was))| {
                Member::Reference(Reference {
                    doc,
                    name,
                    namespace,
                    target,
                    optional,
                    unique,
                    on_delete,
                    on_update,
                    columns,
                    constraint,
                    deferrable,
                    was,
                    span: SPAN,
                })
            },
        );
    let foreign_key = (option::of(name()), fields(), target(), option::of(fields()), action(), action(), deferrable(), marks()).prop_map(
        |(name, fields, (namespace, target), target_fields, on_delete, on_update, deferrable, (not_valid, _))| {
            let target_fields = target_fields.unwrap_or_default();
            Member::ForeignKey(ForeignKey {
                name,
                fields,
                namespace,
                target,
                target_fields,
                on_delete,
                on_update,
                deferrable,
                not_valid,
                span: SPAN,
            })
        },
    );
    let many =
        (doc(), name(), target(), option::of(any_text()), option::of(former())).prop_map(|(doc, name, (namespace, target), table, was)| {
            Member::ManyToMany(ManyToMany { doc, name, namespace, target, table, was, span: SPAN })
        });
    let removed = (option::of(prop::sample::select(RemovedKind::ALL.to_vec())), former())
        .prop_map(|(kind, name)| Member::Removed(Removed { kind, name, span: SPAN }));
    let key =
        (option::of(name()), fields()).prop_map(|(name, fields)| Member::Key(Key { name, kind: KeyKind::Fields(fields), span: SPAN }));
    let style = prop::sample::select(vec!["bigserial", "serial", "identity", "uuid", "uuidv7"])
        .prop_map(|style: &str| Member::Key(Key { name: None, kind: KeyKind::Generated(named(style.into())), span: SPAN }));
    let include = || option::weighted(0.2, fields()).prop_map(Option::unwrap_or_default);
    let unique = (option::of(name()), fields(), include(), marks(), deferrable(), option::of(sql())).prop_map(
        |(name, fields, include, (nulls_not_distinct, _), deferrable, condition)| {
            Member::Unique(Unique { name, fields, include, nulls_not_distinct, deferrable, condition, span: SPAN })
        },
    );
    let index = (option::of(name()), vec(index_part(), 1..4), option::of(name()), include(), marks(), option::of(sql())).prop_map(
        |(name, parts, method, include, (unique, nulls_not_distinct), condition)| {
            Member::Index(Index { unique, name, parts, method, include, nulls_not_distinct, condition, span: SPAN })
        },
    );
    let operator = prop::sample::select(vec!["=", "&&", "<>", "-|-", "@>"]).prop_map(|sign: &str| named(sign.into()));
    let part = (index_part(), operator).prop_map(|(part, operator)| ExcludePart { value: part.value, operator, span: SPAN });
    let exclude = (option::of(name()), vec(part, 1..4), option::of(name()), option::of(sql()))
        .prop_map(|(name, parts, method, condition)| Member::Exclude(Exclude { name, parts, method, condition, span: SPAN }));
    let check = (option::of(name()), sql(), marks())
        .prop_map(|(name, expression, (not_valid, _))| Member::Check(Check { name, expression, not_valid, span: SPAN }));
    let row = vec(value(), 1..3).prop_map(|values| Row { values, span: SPAN });
    let rows = (fields(), vec(row, 0..3)).prop_map(|(fields, rows)| Member::Rows(Rows { fields, rows, span: SPAN }));
    let fixed = (name(), value()).prop_map(|(name, value)| FixedField { name, value, span: SPAN });
    let seed = (number(), vec(fixed, 0..3)).prop_map(|(count, fixed)| Member::Seed(Seed { count, fixed, span: SPAN }));
    prop_oneof![
        8 => field, 3 => reference, 1 => many, 1 => name().prop_map(|mixin| Member::Include(Include { mixin, span: SPAN })),
        1 => key, 1 => style, 1 => unique, 2 => index, 1 => exclude, 1 => check, 1 => rows, 1 => seed, 1 => Just(Member::NoTimestamps(SPAN)),
        1 => Just(Member::NoKey(SPAN)), 2 => foreign_key,
        1 => removed,
    ]
}

fn item() -> impl Strategy<Value = Item> {
    let space = || option::weighted(0.3, name());
    let extension = name().prop_map(|name| Item::Extension(Extension { name, span: SPAN }));
    let column = (name(), type_use()).prop_map(|(name, data_type)| ExternalColumn { name, data_type, span: SPAN });
    let external = (space(), name(), vec(column, 1..3))
        .prop_map(|(namespace, name, columns)| Item::External(External { namespace, name, columns, span: SPAN }))
        .boxed();
    let ignore = vec(any_text(), 1..3).prop_map(|patterns| Item::Ignore(Ignore { patterns, span: SPAN }));
    let view = (doc(), name(), any::<bool>(), any_text())
        .prop_map(|(doc, name, materialized, query)| Item::View(View { doc, name, materialized, query, span: SPAN }))
        .boxed();
    let place = (any::<bool>(), space(), name()).prop_map(|(before, namespace, entity)| SqlPlace { before, namespace, entity });
    let block = (name(), option::of(place), marks(), any_text(), option::of(any_text()))
        .prop_map(|(name, place, (replace, _), text, undo)| Item::Sql(SqlBlock { name, place, replace, text, undo, span: SPAN }))
        .boxed();
    let inside = prop_oneof![view.clone(), external.clone(), block.clone(), declaration()];
    let namespace =
        (doc(), name(), vec(inside, 0..4)).prop_map(|(doc, name, items)| Item::Namespace(Namespace { doc, name, items, span: SPAN }));
    let project = (name(), option::of("[0-9]{4}"), option::of(any_text())).prop_map(|(name, edition, title)| {
        Item::Project(Project { name, edition: edition.map(|text| Number { text, span: SPAN }), title, span: SPAN })
    });
    let setting = (name(), "[a-z]{1,8}|[0-9]{1,2}").prop_map(|(name, value)| Setting { name, value: named(value), span: SPAN });
    let settings = vec(setting, 0..4).prop_map(|entries| Item::Settings(Settings { entries, span: SPAN }));
    prop_oneof![
        1 => project, 1 => settings, 1 => any_text().prop_map(|path| Item::Use(Use { path, span: SPAN })),
        1 => any_text().prop_map(|text| Item::Intent(Intent { text, span: SPAN })),
        1 => extension, 1 => external, 1 => ignore, 1 => view, 1 => block, 1 => namespace, 6 => declaration(),
    ]
}

/// What may stand in a namespace as well as outside of all.
fn declaration() -> impl Strategy<Value = Item> {
    let value = (doc(), name(), option::weighted(0.2, name()), any::<bool>()).prop_map(|(doc, name, was, removed)| match was {
        None if removed && doc.is_none() => EnumValue { doc, name, was: None, removed },
        was => EnumValue { doc, name, was, removed: false },
    });
    let enumeration = (doc(), name(), option::of(former()), option::of(any_text()), vec(value, 0..5))
        .prop_map(|(doc, name, was, type_name, values)| Item::Enum(Enum { doc, name, was, type_name, values, span: SPAN }));
    let alias = (doc(), name(), type_use(), option::of(pattern()), option::of(sql()), default()).prop_map(
        |(doc, name, base, matches, check, default)| Item::Type(TypeAlias { doc, name, base, matches, check, default, span: SPAN }),
    );
    let mixin = (doc(), name(), vec(member(), 0..5)).prop_map(|(doc, name, members)| Item::Mixin(Mixin { doc, name, members, span: SPAN }));
    let entity = (doc(), name(), option::of(former()), option::of(any_text()), vec(member(), 0..10))
        .prop_map(|(doc, name, was, table, members)| Item::Entity(Entity { doc, name, was, table, members, span: SPAN }));
    let kinds = vec![RemovedItemKind::Entity, RemovedItemKind::Enum];
    let removed = (prop::sample::select(kinds), name(), option::of(any_text()))
        .prop_map(|(kind, name, exact)| Item::Removed(RemovedItem { kind, name, exact, span: SPAN }));
    prop_oneof![1 => enumeration, 1 => alias, 1 => mixin, 4 => entity, 1 => removed]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_reads_as_the_same_tree(items in vec(item(), 0..4)) {
        let ast = Ast { items };
        let text = print::print(&ast);
        let (read, diagnostics) = parse(FileId(0), &text);
        prop_assert!(diagnostics.is_empty(), "{:?}\n{}", diagnostics, text);
        prop_assert_eq!(meaning(&read), meaning(&ast), "\n{}", text);
    }

    #[test]
    fn formatting_is_idempotent_and_keeps_the_meaning(items in vec(item(), 0..4)) {
        holds_for_syntax(&print::print(&Ast { items }));
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,80}|[a-z(){}\\[\\]\"'`/;,\n =<>?.-]{0,120}") {
        holds_for_syntax(&text);
    }

    #[test]
    fn mutated_files_make_no_panic_and_keep_their_meaning(which in 0..SNIPPETS.len(), at in 0usize..4000, length in 0usize..12, insert in "[a-z(){}\\[\\]\"'`/;,\n =?|$*-]{0,4}") {
        let text = SNIPPETS[which];
        let boundary = |mut at: usize| { while !text.is_char_boundary(at) { at -= 1; } at };
        let start = boundary(at % text.len());
        let end = boundary((start + length).min(text.len())).max(start);
        holds_for_syntax(&format!("{}{insert}{}", &text[..start], &text[end..]));
    }
}
