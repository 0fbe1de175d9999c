//! How findings are drawn.

use super::render::*;
use super::*;
use crate::source::{FileId, Sources};

fn sources(text: &str) -> (Sources, FileId) {
    let mut sources = Sources::default();
    let file = sources.add("blog.schema", text);
    (sources, file)
}

fn span_of(file: FileId, text: &str, word: &str) -> Span {
    let start = text.find(word).expect("the word stands in the text");
    Span::new(file, start, start + word.len())
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}

#[test]
fn an_error_shows_code_place_line_label_and_help() {
    let text = "entity User {\n  name strng(3..40)\n}\n";
    let (sources, file) = sources(text);
    let error = Diagnostic::error("unknown-type", "there is no type `strng`")
        .at(span_of(file, text, "strng"), "not a known type")
        .help("did you mean `string`? write `name string(3..40)`");
    assert_eq!(
        lines(&render(&[error], &sources, false)),
        [
            "error[unknown-type]: There is no type `strng`",
            "  ╭▸ blog.schema:2:8",
            "  │",
            "2 │   name strng(3..40)",
            "  │        ━━━━━ not a known type",
            "  │",
            "  ╰ help: Did you mean `string`? write `name string(3..40)`",
            "",
            "1 error",
        ]
    );
}

#[test]
fn a_related_place_is_drawn_with_the_first_when_near_and_by_itself_when_far() {
    let far = "\n".repeat(30);
    let text = format!("entity A {{}}\nentity A {{}}\n{far}entity Z {{}}\n");
    let (sources, file) = sources(&text);
    let second = text.rfind("entity A").expect("twice");
    let error = Diagnostic::error("declared-twice", "`A` is declared twice")
        .at(Span::new(file, second, second + 8), "the second time")
        .related(Span::new(file, 0, 8), "the first time")
        .related(span_of(file, &text, "entity Z"), "and far away");
    assert_eq!(
        lines(&render(&[error], &sources, false)),
        [
            "error[declared-twice]: `A` is declared twice",
            "   ╭▸ blog.schema:2:1",
            "   │",
            " 1 │ entity A {}",
            "   │ ──────── the first time",
            " 2 │ entity A {}",
            "   │ ━━━━━━━━ the second time",
            "   │",
            "   ⸬  blog.schema:33:1",
            "   │",
            "33 │ entity Z {}",
            "   ╰╴──────── and far away",
            "",
            "1 error",
        ]
    );
}

#[test]
fn findings_come_in_the_order_of_the_text_each_once_and_are_counted() {
    let (sources, file) = sources("a b c\n");
    let at = |start| Span::new(file, start, start + 1);
    let second = Diagnostic::warning("w", "second").at(at(2), "");
    let diagnostics = [
        Diagnostic::error("nowhere", "last"),
        Diagnostic::error("e", "third").at(at(4), ""),
        second.clone(),
        Diagnostic::error("b", "first, code b").at(at(0), ""),
        second,
        Diagnostic::error("a", "first, code a").at(at(0), ""),
    ];
    let text = render(&diagnostics, &sources, false);
    let titles: Vec<&str> = text.lines().filter(|line| line.starts_with("error") || line.starts_with("warning")).collect();
    assert_eq!(
        titles,
        ["error[a]: First, code a", "error[b]: First, code b", "warning[w]: Second", "error[e]: Third", "error[nowhere]: Last"]
    );
    assert_eq!(text.lines().last(), Some("4 errors, 1 warning"));
    assert_eq!(render(&[], &sources, false), "");
}

#[test]
fn severities_have_their_own_words() {
    let (sources, _) = sources("");
    let question = Diagnostic::new(Severity::Question, "two-readings", "which one");
    let text = render(&[question, Diagnostic::advice("no-serial", "prefer identity")], &sources, false);
    assert_eq!(
        lines(&text),
        ["advice[no-serial]: Prefer identity", "", "question[two-readings]: Which one", "", "1 question, 1 piece of advice"]
    );
}

#[test]
fn marks_stand_under_their_words_after_tabs_and_wide_characters() {
    let text = "\tname 名前 bad\n";
    let (sources, file) = sources(text);
    let drawn = render(&[Diagnostic::error("e", "m").at(span_of(file, text, "bad"), "here")], &sources, false);
    let drawn = lines(&drawn);
    assert_eq!(drawn[3], "1 │     name 名前 bad");
    // Each of the two wide characters takes two cells.
    assert_eq!(drawn[4], "  ╰╴              ━━━ here");
    assert_eq!(sources.place(span_of(file, text, "bad")), "blog.schema:1:10");
    assert!(drawn[1].ends_with("blog.schema:1:10"), "the drawn place counts as editors do: {}", drawn[1]);
}

#[test]
fn a_very_long_line_is_cut_round_its_mark() {
    let text = format!("{}bad{}\n", "é".repeat(5_000), "x".repeat(5_000));
    let (sources, file) = sources(&text);
    let drawn = render(&[Diagnostic::error("e", "m").at(span_of(file, &text, "bad"), "here")], &sources, false);
    for line in drawn.lines() {
        assert!(line.chars().count() <= SCREEN_WIDTH, "{line}");
    }
    assert!(drawn.contains("ébadx") && drawn.contains("━━━ here"), "{drawn}");
    assert!(drawn.contains("blog.schema:1:5001"), "{drawn}");
}

#[test]
fn an_empty_span_at_the_end_of_the_file_is_drawn() {
    for text in ["entity A {", "entity A {\n", "", "\n\n"] {
        let (sources, file) = sources(text);
        let end = Span::new(file, text.len(), text.len());
        let drawn = render(&[Diagnostic::error("not-closed", "the block is not closed").at(end, "`}` is missing")], &sources, false);
        assert!(drawn.contains("`}` is missing"), "{text:?}: {drawn}");
        assert!(drawn.contains(&sources.place(end)), "{text:?}: {drawn}");
    }
}

#[test]
fn a_span_over_several_lines_is_marked_on_its_first() {
    let text = "entity A {\n  x int\n}\n";
    let (sources, file) = sources(text);
    let drawn = render(&[Diagnostic::error("e", "m").at(Span::new(file, 0, text.len()), "all of it")], &sources, false);
    assert_eq!(lines(&drawn)[3..5], ["1 │ entity A {", "  ╰╴━━━━━━━━━━ all of it"]);
}

#[test]
fn no_span_whatever_panics_and_no_line_ends_in_a_space() {
    let text = "é\t\u{1b}[31m\n\u{202e}x\r日本\n";
    let (sources, file) = sources(text);
    let files = [file, FileId(7)];
    for (file, start, end) in files.iter().flat_map(|file| {
        (0..text.len() as u32 + 3).flat_map(move |start| [0, 1, 2, 9, u32::MAX].map(|length| (*file, start, start.saturating_add(length))))
    }) {
        let span = Span { file, start, end };
        let backwards = Span { file, start: end, end: start };
        let diagnostic = Diagnostic::error("e", "m").at(span, "one").related(backwards, "two").help("do\nthis");
        let drawn = render(std::slice::from_ref(&diagnostic), &sources, false);
        assert!(drawn.lines().all(|line| line == line.trim_end()), "{drawn}");
        assert!(!drawn.contains(['\u{1b}', '\t', '\r', '\u{202e}']), "{drawn:?}");
        data(&[diagnostic], &sources);
    }
}

#[test]
fn colour_is_there_when_asked_for_and_changes_no_character() {
    let (sources, file) = sources("bad\n");
    let error = [Diagnostic::error("e", "m").at(Span::new(file, 0, 3), "here").help("h")];
    let colored = render(&error, &sources, true);
    assert!(colored.contains("\u{1b}["));
    let mut plain = String::new();
    let mut rest = colored.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    let trimmed: Vec<&str> = plain.lines().map(str::trim_end).collect();
    assert_eq!(trimmed, lines(&render(&error, &sources, false)));
}

#[test]
fn as_data_a_finding_has_lines_and_columns() {
    let text = "entity A {\n  é bad\n}\n";
    let (sources, file) = sources(text);
    let error = Diagnostic::error("unknown-type", "m").at(span_of(file, text, "bad"), "l").related(Span::new(file, 0, 6), "r").help("h");
    let data = serde_json::to_value(data(&[error], &sources)).expect("plain data");
    assert_eq!(
        data,
        serde_json::json!([{
            "code": "unknown-type", "severity": "error", "message": "M", "label": "l", "help": "H",
            "place": {"file": "blog.schema", "line": 2, "column": 5, "end_line": 2, "end_column": 8},
            "related": [{"text": "r", "place": {"file": "blog.schema", "line": 1, "column": 1, "end_line": 1, "end_column": 7}}],
        }])
    );
}

#[test]
fn a_help_may_have_several_lines_and_no_text_reaches_the_terminal_as_a_command() {
    let mut sources = Sources::default();
    let file = sources.add("a\u{1b}[2Jb.schema", "x\n");
    let error = Diagnostic::error("e", "m\u{1b}[31m")
        .at(Span::new(file, 0, 1), "l\u{1b}[31m\u{202e}")
        .related(Span::new(file, 1, 1), "r\u{1b}[31m")
        .help("write\n  one\u{1b}[31m\nor two");
    let drawn = render(&[error], &sources, false);
    assert!(!drawn.contains(['\u{1b}', '\u{202e}']), "{drawn:?}");
    let help: Vec<&str> = drawn.lines().skip_while(|line| !line.contains("help:")).take(3).collect();
    assert_eq!(help, ["  ╰ help: Write", "            one␛[31m", "          or two"]);
}

#[test]
fn a_text_starts_with_a_capital_unless_it_starts_with_a_name() {
    for (text, wanted) in [
        ("there is no type", "There is no type"),
        ("write `text`", "Write `text`"),
        ("name it, then", "Name it, then"),
        ("`title` is a word", "`title` is a word"),
        ("migrations/1_a.sql:3: syntax error", "migrations/1_a.sql:3: syntax error"),
        ("fk_posts_author_id reads every row", "fk_posts_author_id reads every row"),
        ("public.users has rows", "public.users has rows"),
        ("", ""),
    ] {
        assert_eq!(sentence(text), wanted);
    }
}

#[test]
fn a_list_ends_with_and() {
    let of = |parts: &[&str]| super::listed(parts);
    assert_eq!([of(&[]), of(&["a"]), of(&["a", "b"]), of(&["a", "b", "c"])], ["", "a", "a and b", "a, b and c"]);
}
