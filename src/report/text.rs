//! The report as a person reads it.

use std::ops::Range;

use super::covered::coverage_line;
use super::interpreted::{intent_heading, intent_lines};
use super::terminal::{Tone, cut, duration_for_people, paint, width};
use super::{
    CreatedGroup, CreatedItem, FileKind, FileReport, ImpactReport, IntentReport, Report, RowsReport, Status, StepReport, VerificationReport,
};
use crate::plural::counted;
use crate::seed::Coverage;

/// A longer file is shown up to here, and a longer line is cut.
const EXCERPT_LINES: usize = 46;
const EXCERPT_COLUMNS: usize = 140;

/// Check titles are padded to this, so that the times stand in one column.
const TITLE_WIDTH: usize = 48;

/// The whole report. Findings are drawn beforehand (they need the sources) and stand on standard error, so they are not in it.
pub fn render_text(report: &Report, color: bool) -> String {
    let mut page = Page { text: String::new(), color };
    page.intents(&report.intents);
    if let Some(model) = &report.model {
        page.text.push_str(&super::model_summary(model));
    }
    let step_by_step = !report.steps.is_empty();
    if step_by_step {
        page.steps(&report.steps);
    } else {
        page.created(&report.created);
    }
    page.rows("Rows in the seed", &report.rows);
    page.coverage(report.coverage.as_ref());
    let compares = matches!(report.status, Status::Planned | Status::Lacks);
    if !compares {
        page.files(&report.files, report.created.iter().any(|group| group.is_new));
        for file in &report.files {
            page.sql(file);
        }
    }
    if let Some(verification) = &report.verification {
        page.verification(verification, &report.rows);
    }
    page.notes(&report.notes);
    page.status(report);
    page.text
}

struct Page {
    text: String,
    color: bool,
}

impl Page {
    fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    fn painted(&self, text: &str, tone: Tone) -> String {
        paint(text, tone, self.color)
    }

    fn heading(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.line("");
        }
        let heading = self.painted(text, Tone::Heading);
        self.line(&heading);
    }

    fn aside(&mut self, indent: &str, text: &str) {
        for line in text.lines() {
            let painted = self.painted(line, Tone::Aside);
            self.line(&format!("{indent}{painted}"));
        }
    }

    fn intents(&mut self, intents: &[IntentReport]) {
        for intent in intents {
            self.heading(&intent_heading(intent));
            for line in intent_lines(intent) {
                self.line(&format!("  {line}"));
            }
            let kind = if intent.found == "drafted" { "requirements" } else { "record" };
            if let (Some(path), true) = (&intent.path, intent.found != "recorded") {
                let written = if intent.written { "" } else { ", not written" };
                self.line(&format!("  {kind}  {path}  ({}{written})", counted(intent.schema.lines().count(), "line")));
            }
        }
    }

    fn created(&mut self, groups: &[CreatedGroup]) {
        if groups.is_empty() {
            return;
        }
        self.heading("What is created, and why");
        let mut told: Vec<&str> = Vec::new();
        for group in groups {
            let new = if group.is_new { " (new)" } else { "" };
            let place = group.place.as_deref().map(|place| self.painted(&format!("  {place}"), Tone::Aside)).unwrap_or_default();
            self.line("");
            let title = self.painted(&group.title, Tone::Heading);
            self.line(&format!("  {title}{new}{place}"));
            for item in &group.items {
                self.item(item, group.is_new, &mut told);
            }
        }
        if !told.is_empty() {
            self.line("");
            self.aside("  ", "Each reason stands once; `groundplan explain CODE` tells more of what stands in brackets.");
        }
    }

    fn steps(&mut self, steps: &[StepReport]) {
        if steps.is_empty() {
            return;
        }
        self.heading("What is to be done, and why");
        self.line("");
        let digits = steps.len().to_string().len();
        for (place, step) in steps.iter().enumerate() {
            let asked = step.place.as_deref().map(|place| self.painted(&format!("  {place}"), Tone::Aside)).unwrap_or_default();
            self.line(&format!("  {:>digits$}  {}{asked}", place + 1, one_line(&step.what)));
            let indent = " ".repeat(digits + 6);
            if !step.hazards.iter().any(|hazard| hazard.text.ends_with(&step.reason)) {
                self.aside(&indent, &one_line(&step.reason));
            }
            for impact in &step.impacts {
                self.aside(&indent, &impact_line(impact));
            }
            for hazard in &step.hazards {
                let mark = self.painted("!", Tone::Bad);
                self.line(&format!("{indent}{mark} {}", one_line(&format!("{} [{}]", hazard.text, hazard.code))));
            }
            let back = match (step.reverse, &step.reverse_detail) {
                ("structure-only", Some(lost)) => format!("the rollback does not bring back: {lost}"),
                ("impossible", Some(reason)) => format!("there is no rollback: {reason}"),
                _ => continue,
            };
            let mark = self.painted("!", Tone::Bad);
            self.line(&format!("{indent}{mark} {}", one_line(&back)));
        }
    }

    /// One line, with the practices that decided; the reason of each stands below the first thing that it decided.
    fn item<'r>(&mut self, item: &'r CreatedItem, is_of_new_table: bool, told: &mut Vec<&'r str>) {
        let mut line = format!("    + {}", one_line(&item.what));
        let codes: Vec<&str> = item.reasons.iter().map(|reason| reason.practice.as_str()).collect();
        if !codes.is_empty() {
            line += &self.painted(&format!("  [{}]", codes.join(", ")), Tone::Aside);
        }
        if let Some(place) = &item.place {
            line += &self.painted(&format!("  {place}"), Tone::Aside);
        }
        self.line(&line);
        for reason in &item.reasons {
            if !told.contains(&reason.practice.as_str()) {
                told.push(&reason.practice);
                self.aside("        ", &format!("{}: {}", reason.practice, one_line(&reason.text)));
            }
        }
        // What the rollback of a new table loses is said of all of them at once, beside the file.
        let lost = item.rollback.as_ref().filter(|_| !is_of_new_table);
        for warning in item.hazards.iter().chain(lost) {
            let mark = self.painted("!", Tone::Bad);
            self.line(&format!("      {mark} {}", one_line(warning)));
        }
    }

    fn rows(&mut self, heading: &str, rows: &[RowsReport]) {
        if rows.is_empty() {
            return;
        }
        self.heading(heading);
        let digits = rows.iter().map(|row| row.rows.to_string().len()).max().unwrap_or(0);
        for row in rows {
            self.line(&format!("  {:>digits$}  {}", row.rows, row.table));
        }
    }

    fn coverage(&mut self, coverage: Option<&Coverage>) {
        if let Some(line) = coverage.and_then(coverage_line) {
            self.aside("  ", &line);
        }
    }

    fn files(&mut self, files: &[FileReport], has_new_table: bool) {
        if files.is_empty() {
            return;
        }
        self.heading("Files");
        for file in files {
            let kind = match file.kind {
                FileKind::Migration => "migration",
                FileKind::Rollback => "rollback",
                FileKind::Seed => "seed",
            };
            let written = if file.written { "" } else { ", not written" };
            self.line(&format!("  {kind:<9}  {}  ({}{written})", file.path, counted(file.lines, "line")));
        }
        if has_new_table && files.iter().any(|file| file.kind == FileKind::Migration) {
            let beside = files.iter().any(|file| file.kind == FileKind::Rollback);
            let lead = if beside { "The rollback" } else { "The migration holds its rollback. It" };
            self.aside("  ", &format!("{lead} removes the new tables with the rows that they have by then."));
        }
    }

    fn sql(&mut self, file: &FileReport) {
        self.heading(&file.path);
        self.line("");
        let lines: Vec<&str> = file.sql.lines().collect();
        let Excerpt { head, subject } = excerpt(&lines);
        for line in &lines[head.clone()] {
            self.line(&format!("  {}", cut(line, EXCERPT_COLUMNS)));
        }
        if subject.start > head.end {
            self.aside("  ", "…");
            self.line("");
        }
        for line in &lines[subject.clone()] {
            self.line(&format!("  {}", cut(line, EXCERPT_COLUMNS)));
        }
        let more = lines.len() - head.end.max(subject.end);
        if more > 0 {
            let place = if file.written { " in the file" } else { "" };
            self.aside("  ", &format!("… {}{place}", counted(more, "more line")));
        }
    }

    fn verification(&mut self, verification: &VerificationReport, asked: &[RowsReport]) {
        let server = if verification.server.is_empty() { String::new() } else { format!(" on PostgreSQL {}", verification.server) };
        self.heading(&format!("Verification{server}"));
        for retry in &verification.retries {
            self.line(&format!("  ↻ try {}: {}; {}", retry.attempt, one_line(&retry.cause), one_line(&retry.mended)));
        }
        for check in &verification.checks {
            let (mark, tone) = if check.passed { ("✅", Tone::Plain) } else { ("❌", Tone::Bad) };
            let padding = " ".repeat(TITLE_WIDTH.saturating_sub(width(&check.title)));
            let title = self.painted(&check.title, tone);
            let mut detail = check.detail.lines();
            let time = duration_for_people(check.milliseconds);
            self.line(&format!("  {mark} {title}{padding}{time:>8}  {}", detail.next().unwrap_or("")));
            for line in detail {
                self.line(&format!("       {line}"));
            }
        }
        // The check of the row counts has said so when they are those above.
        if verification.rows != asked {
            self.rows("Rows that came", &verification.rows);
        }
    }

    fn notes(&mut self, notes: &[String]) {
        if notes.is_empty() {
            return;
        }
        self.heading("Notes");
        for note in notes {
            self.line(&format!("  {}", one_line(note)));
        }
    }

    fn status(&mut self, report: &Report) {
        let (mark, tone) = match report.status {
            Status::WrittenUnverified | Status::DryRunUnverified => ("⚠", Tone::Bad),
            status if status.is_good() => ("✅", Tone::Good),
            _ => ("❌", Tone::Bad),
        };
        if !self.text.is_empty() {
            self.line("");
        }
        let sentence = self.painted(report.status.sentence(), tone);
        let time = self.painted(&format!("({})", duration_for_people(report.milliseconds)), Tone::Aside);
        self.line(&format!("{mark} {sentence} {time}"));
    }
}

struct Excerpt {
    head: Range<usize>,
    /// Empty where the head shows all.
    subject: Range<usize>,
}

/// Which lines of a long file are shown: how it begins, then the first table or rows, which tell more than the guards before them.
fn excerpt(lines: &[&str]) -> Excerpt {
    if lines.len() <= EXCERPT_LINES {
        return Excerpt { head: 0..lines.len(), subject: 0..0 };
    }
    let begin = lines.iter().position(|line| line.starts_with("BEGIN")).unwrap_or(0);
    let head = lines.iter().skip(begin).position(|line| line.is_empty()).map_or(EXCERPT_LINES, |blank| begin + blank + 1);
    let subject = lines.iter().position(|line| line.starts_with("CREATE TABLE") || line.starts_with("INSERT INTO"));
    match subject.filter(|at| head < *at && head < EXCERPT_LINES) {
        Some(at) => {
            // With the comment that stands above it.
            let at = if at > 0 && lines[at - 1].starts_with("--") { at - 1 } else { at };
            Excerpt { head: 0..head, subject: at..(at + EXCERPT_LINES - head).min(lines.len()) }
        }
        None => Excerpt { head: 0..EXCERPT_LINES, subject: 0..0 },
    }
}

/// `locks public.posts: ACCESS EXCLUSIVE; its rows are rewritten`
fn impact_line(ImpactReport { table, impact }: &ImpactReport) -> String {
    let rows = match (impact.rewrite, impact.scan) {
        (true, _) => "; its rows are rewritten",
        (false, Some(true)) => "; its rows are read",
        (false, None) => "; its rows may be read",
        (false, Some(false)) => "",
    };
    format!("locks {table}: {}{rows}", impact.lock.sql())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::{CreatedItem, Reason};
    use super::*;
    use crate::proof::{Check, CheckResult, Evidence, Retry};

    fn whole() -> Report {
        let mut report = Report::new("generate", Status::Written);
        report.milliseconds = 412.3;
        let reason = |practice: &str, text: &str| Reason { practice: practice.into(), text: text.into() };
        let item = |what: &str, place: Option<&str>, reasons: Vec<Reason>| CreatedItem {
            what: what.into(),
            place: place.map(str::to_string),
            reasons,
            hazards: Vec::new(),
            rollback: None,
        };
        let mut key = item("primary key pk_users (id)", None, vec![reason("pk-required", "every table has a key")]);
        key.hazards = vec!["takes a lock [lock]".into()];
        key.rollback = Some("the rollback does not bring back: rows".into());
        let twice = vec![reason("fk-indexed", "so that it is found"), reason("pk-required", "every table has a key")];
        let index = item("index idx_users_email (email)", Some("blog.schema:4:3"), twice);
        let mut price = item("column price numeric", None, Vec::new());
        price.rollback = Some("the rollback does not bring back: its values".into());
        let group = |title: &str, is_new, items| CreatedGroup {
            title: title.into(),
            is_new,
            place: Some("blog.schema:3:1".into()).filter(|_| is_new),
            items,
        };
        report.created = vec![group("table public.users", true, vec![key, index]), group("table public.posts", false, vec![price])];
        report.rows = vec![RowsReport { table: "public.users".into(), rows: 5 }, RowsReport { table: "public.posts".into(), rows: 20 }];
        let long: String = (1..=62).map(|number| format!("-- {number}\n")).collect();
        report.files = vec![
            FileReport::new(FileKind::Migration, "migrations/1_a.sql", true, "BEGIN;\n\nCOMMIT;\n"),
            FileReport::new(FileKind::Seed, "seeds/1_a.sql", true, long),
        ];
        let result = |check, passed, detail: &str| CheckResult { check, passed, duration: Duration::from_millis(7), detail: detail.into() };
        let evidence = Evidence {
            server: "15.18".into(),
            checks: vec![result(Check::Parses, true, "2 statements"), result(Check::Applies, false, "SQLSTATE 42P01\nat blog.schema:3:1")],
            retries: vec![Retry { attempt: 1, cause: "23505 on users.email".into(), mended: "other values".into() }],
            impacts: Vec::new(),
            rows: Vec::new(),
        };
        report.verification = Some((&evidence).into());
        report.notes = vec!["the ledger was not used".into()];
        report
    }

    #[test]
    fn a_person_reads_what_is_created_where_it_stands_and_that_it_is_proven() {
        let text = render_text(&whole(), false);
        let (head, rest) = text.split_once("  -- 1\n").expect("the seed's first line");
        assert_eq!(
            head.lines().collect::<Vec<_>>(),
            [
                "What is created, and why",
                "",
                "  table public.users (new)  blog.schema:3:1",
                "    + primary key pk_users (id)  [pk-required]",
                "        pk-required: every table has a key",
                "      ! takes a lock [lock]",
                "    + index idx_users_email (email)  [fk-indexed, pk-required]  blog.schema:4:3",
                "        fk-indexed: so that it is found",
                "",
                "  table public.posts",
                "    + column price numeric",
                "      ! the rollback does not bring back: its values",
                "",
                "  Each reason stands once; `groundplan explain CODE` tells more of what stands in brackets.",
                "",
                "Rows in the seed",
                "   5  public.users",
                "  20  public.posts",
                "",
                "Files",
                "  migration  migrations/1_a.sql  (3 lines)",
                "  seed       seeds/1_a.sql  (62 lines)",
                "  The migration holds its rollback. It removes the new tables with the rows that they have by then.",
                "",
                "migrations/1_a.sql",
                "",
                "  BEGIN;",
                "",
                "  COMMIT;",
                "",
                "seeds/1_a.sql",
                "",
            ]
        );
        let (_, tail) = rest.split_once("  -- 46\n").expect("the last line that is shown");
        assert_eq!(
            tail.lines().collect::<Vec<_>>(),
            [
                "  … 16 more lines in the file",
                "",
                "Verification on PostgreSQL 15.18",
                "  ↻ try 1: 23505 on users.email; other values",
                "  ✅ every statement parses                              7 ms  2 statements",
                "  ❌ applies on top of what exists, as a plain owner     7 ms  SQLSTATE 42P01",
                "       at blog.schema:3:1",
                "",
                "Notes",
                "  the ledger was not used",
                "",
                "✅ Done: the files are proven and written (412 ms)",
            ]
        );
    }

    #[test]
    fn colours_change_no_word() {
        let colored = render_text(&whole(), true);
        assert!(colored.contains('\u{1b}'));
        assert_eq!(console::strip_ansi_codes(&colored), render_text(&whole(), false));
    }

    #[test]
    fn of_a_long_file_its_head_and_its_first_table_are_shown_and_long_lines_are_cut() {
        let mut sql = "-- A head\nBEGIN;\nSET LOCAL a = 1;\n\n".to_string();
        sql += &"-- guard\n".repeat(60);
        sql += &format!("-- Table a\nCREATE TABLE a (\n    {}\n);\n", "x".repeat(200));
        sql += &"-- rest\n".repeat(60);
        let mut report = Report::new("generate", Status::DryRun);
        report.files = vec![FileReport::new(FileKind::Migration, "migrations/1_a.sql", false, sql)];
        let text = render_text(&report, false);
        assert!(text.contains("  SET LOCAL a = 1;\n\n  …\n\n  -- Table a\n  CREATE TABLE a (\n"), "{text}");
        assert!(text.contains("xxx…\n") && text.lines().all(|line| width(line) <= EXCERPT_COLUMNS + 2), "{text}");
        assert!(!text.contains("-- guard") && text.contains("more lines\n"), "{text}");
    }

    #[test]
    fn a_run_with_nothing_to_say_says_how_it_ended() {
        let text = render_text(&Report::new("generate", Status::NothingToDo), false);
        assert_eq!(text, "✅ Nothing to do: the folders hold all that the requirements ask for (0 ms)\n");
    }

    #[test]
    fn unproven_files_are_never_shown_as_good() {
        let text = render_text(&Report::new("generate", Status::WrittenUnverified), false);
        assert!(text.starts_with("⚠ ") && text.contains("NOT proven"), "{text}");
        let text = render_text(&Report::new("generate", Status::ProofRefused), false);
        assert!(text.starts_with("❌ Nothing was written"), "{text}");
    }

    /// Whoever changes this list changes what readers of the JSON rely on: raise [`super::super::VERSION`].
    #[test]
    fn the_json_document_has_these_fields() {
        let document: serde_json::Value = serde_json::from_str(&whole().to_json()).expect("JSON");
        let keys = |value: &serde_json::Value| {
            let mut keys: Vec<String> = value.as_object().expect("an object").keys().cloned().collect();
            keys.sort();
            keys.join(" ")
        };
        assert_eq!(
            keys(&document),
            "command created diagnostics exit_code files milliseconds notes requirements rows stamp status tasks verification version"
        );
        assert_eq!(keys(&document["created"][0]), "is_new items place title");
        assert_eq!(keys(&document["created"][0]["items"][0]), "hazards place reasons rollback what");
        assert_eq!(keys(&document["files"][0]), "kind lines path sha256 sql written");
        assert_eq!(keys(&document["verification"]), "checks impacts retries rows server");
        assert_eq!(keys(&document["verification"]["checks"][0]), "check detail milliseconds passed title");
        assert_eq!(
            (&document["version"], &document["status"], &document["exit_code"], &document["verification"]["checks"][0]["check"]),
            (&1.into(), &"written".into(), &0.into(), &"parses".into())
        );
    }
}
