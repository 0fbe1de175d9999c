//! The list of what a run does, ticked off while it runs.
//!
//! Comes in: which task starts and how it ends. Goes out: on a terminal a list that is redrawn in place, elsewhere one line
//! for each task that ended, or nothing. Never happens: a failure to write stops the run; an escape sequence outside a terminal.

use std::io::Write;
use std::time::Duration;

use serde::Serialize;

use super::terminal::{self, Tone, cut, duration_for_people, paint, width};
use crate::world::World;

/// What a run does, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    AnalyseRequirements,
    ReviewExistingSchema,
    Design,
    GenerateMigration,
    GenerateSeed,
    Verify,
}

impl Task {
    pub const ALL: [Task; 6] =
        [Task::AnalyseRequirements, Task::ReviewExistingSchema, Task::Design, Task::GenerateMigration, Task::GenerateSeed, Task::Verify];

    pub fn title(self) -> &'static str {
        match self {
            Task::AnalyseRequirements => "analyse requirements",
            Task::ReviewExistingSchema => "review existing schema",
            Task::Design => "design",
            Task::GenerateMigration => "generate migration",
            Task::GenerateSeed => "generate seed",
            Task::Verify => "verify",
        }
    }
}

/// The widest title, so that details stand in one column.
const TITLE_WIDTH: usize = 22;

/// How a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TaskState {
    Pending,
    InProgress,
    Done,
    Failed,
    /// There was nothing to do, or it was not wanted.
    Skipped,
}

impl TaskState {
    fn mark(self) -> (&'static str, Tone) {
        match self {
            TaskState::Pending => ("○", Tone::Aside),
            TaskState::InProgress => ("◐", Tone::Active),
            TaskState::Done => ("✔", Tone::Good),
            TaskState::Failed => ("✗", Tone::Bad),
            TaskState::Skipped => ("–", Tone::Aside),
        }
    }

    fn word(self) -> &'static str {
        match self {
            TaskState::Pending => "pending",
            TaskState::InProgress => "in progress",
            TaskState::Done => "done",
            TaskState::Failed => "failed",
            TaskState::Skipped => "skipped",
        }
    }
}

/// Where and how the list is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Display {
    /// A terminal of so many columns: the list is redrawn in place.
    Live {
        columns: usize,
        color: bool,
    },
    /// A file, a pipe, a log: one line for each task that ended.
    Lines,
    Silent,
}

impl Display {
    /// For standard error, as it is.
    pub fn of_standard_error(quiet: bool, color: Option<bool>, world: &dyn World) -> Display {
        if quiet {
            return Display::Silent;
        }
        let is_terminal = terminal::standard_error_is_terminal() && world.variable("TERM").is_none_or(|terminal| terminal != "dumb");
        match terminal::size() {
            // A list higher than the terminal cannot be redrawn.
            Some((rows, columns)) if is_terminal && usize::from(rows) > Task::ALL.len() => {
                Display::Live { columns: usize::from(columns), color: terminal::wants_color(color, true, world) }
            }
            _ => Display::Lines,
        }
    }
}

/// How one task went, for the report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TaskReport {
    pub task: Task,
    pub title: &'static str,
    pub state: TaskState,
    /// What was found or made: `4 entities`, or why it failed or was skipped.
    pub detail: String,
    pub milliseconds: f64,
}

pub struct Checklist<'a> {
    world: &'a dyn World,
    out: Box<dyn Write + 'a>,
    display: Display,
    tasks: Vec<TaskReport>,
    started: Duration,
    drawn: bool,
}

impl<'a> Checklist<'a> {
    pub fn new(world: &'a dyn World, display: Display, out: impl Write + 'a) -> Checklist<'a> {
        let pending =
            |task: Task| TaskReport { task, title: task.title(), state: TaskState::Pending, detail: String::new(), milliseconds: 0.0 };
        let tasks = Task::ALL.map(pending).into();
        Checklist { world, out: Box::new(out), display, tasks, started: Duration::ZERO, drawn: false }
    }

    pub fn start(&mut self, task: Task) {
        self.started = self.world.elapsed();
        self.set(task, TaskState::InProgress, "", 0.0);
    }

    /// What the task in progress is at: `applies on top of what exists`. Seen on a terminal only.
    pub fn at(&mut self, task: Task, detail: &str) {
        self.set(task, TaskState::InProgress, detail, 0.0);
    }

    pub fn done(&mut self, task: Task, detail: &str) {
        self.end(task, TaskState::Done, detail);
    }

    pub fn failed(&mut self, task: Task, detail: &str) {
        self.end(task, TaskState::Failed, detail);
    }

    /// Without having been started.
    pub fn skipped(&mut self, task: Task, why: &str) {
        self.set(task, TaskState::Skipped, why, 0.0);
        self.print_line(task);
    }

    /// The run ends early: what was in progress has failed.
    pub fn stopped(&mut self) {
        let current = self.tasks.iter().find(|report| report.state == TaskState::InProgress).map(|report| report.task);
        if let Some(task) = current {
            self.failed(task, "");
        }
    }

    /// How each task stands.
    pub fn into_report(self) -> Vec<TaskReport> {
        self.tasks
    }

    fn end(&mut self, task: Task, state: TaskState, detail: &str) {
        let milliseconds = super::milliseconds(self.world.elapsed().saturating_sub(self.started));
        self.set(task, state, detail, milliseconds);
        self.print_line(task);
    }

    fn set(&mut self, task: Task, state: TaskState, detail: &str, milliseconds: f64) {
        if let Some(report) = self.tasks.iter_mut().find(|report| report.task == task) {
            // A detail is one line here, whatever an error says.
            let detail = detail.split_whitespace().collect::<Vec<_>>().join(" ");
            *report = TaskReport { state, detail, milliseconds, ..report.clone() };
        }
        self.redraw();
    }

    fn redraw(&mut self) {
        let Display::Live { columns, color } = self.display else { return };
        let mut text = String::new();
        if self.drawn {
            text.push_str(&format!("\u{1b}[{}A", self.tasks.len()));
        }
        for report in &self.tasks {
            text.push_str(&format!("\r\u{1b}[2K{}\n", live_line(report, columns, color)));
        }
        self.drawn = true;
        self.write(&text);
    }

    fn print_line(&mut self, task: Task) {
        if self.display != Display::Lines {
            return;
        }
        let count = self.tasks.len();
        let Some((index, report)) = self.tasks.iter().enumerate().find(|(_, report)| report.task == task) else { return };
        let remark = match (report.state, report.detail.as_str()) {
            (TaskState::Skipped, "") => String::new(),
            (TaskState::Skipped, why) => format!(" ({why})"),
            (_, "") => format!(" ({})", duration_for_people(report.milliseconds)),
            (_, detail) => format!(": {detail} ({})", duration_for_people(report.milliseconds)),
        };
        let line = format!("[{}/{count}] {} … {}{remark}\n", index + 1, report.title, report.state.word());
        self.write(&line);
    }

    /// A terminal that went away must not stop the work.
    fn write(&mut self, text: &str) {
        let _ = self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush());
    }
}

/// Never wider than the terminal, because a wrapped line would spoil the next redrawing.
fn live_line(report: &TaskReport, columns: usize, color: bool) -> String {
    let (mark, tone) = report.state.mark();
    let time = match report.state {
        TaskState::Done | TaskState::Failed => duration_for_people(report.milliseconds),
        _ => String::new(),
    };
    let title = format!("{}{}", report.title, " ".repeat(TITLE_WIDTH.saturating_sub(width(report.title))));
    let whole = [title.as_str(), &report.detail, &time].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ");
    // The last column stays free: some terminals wrap as soon as it is filled.
    let text = cut(&whole, columns.saturating_sub(3));
    let text_tone = match report.state {
        TaskState::Pending | TaskState::Skipped => Tone::Aside,
        _ => Tone::Plain,
    };
    format!("{} {}", paint(mark, tone, color), paint(text.trim_end(), text_tone, color))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    fn run(display: Display) -> (String, Vec<TaskReport>) {
        let world = MemoryWorld::new();
        let mut out = Vec::new();
        let mut list = Checklist::new(&world, display, &mut out);
        list.start(Task::AnalyseRequirements);
        list.done(Task::AnalyseRequirements, "4 entities");
        list.start(Task::ReviewExistingSchema);
        list.done(Task::ReviewExistingSchema, "");
        list.skipped(Task::GenerateSeed, "no rows asked for");
        list.start(Task::Verify);
        list.at(Task::Verify, "the seed loads");
        list.failed(Task::Verify, "ERROR:\n  名前 does not exist");
        let report = list.into_report();
        (String::from_utf8(out).expect("text"), report)
    }

    #[test]
    fn without_a_terminal_each_task_is_a_line_when_it_ends() {
        let (text, report) = run(Display::Lines);
        assert_eq!(
            text.lines().collect::<Vec<_>>(),
            [
                "[1/6] analyse requirements … done: 4 entities (0 ms)",
                "[2/6] review existing schema … done (0 ms)",
                "[5/6] generate seed … skipped (no rows asked for)",
                "[6/6] verify … failed: ERROR: 名前 does not exist (0 ms)",
            ]
        );
        assert!(!text.contains('\u{1b}'));
        assert_eq!(report[2].state, TaskState::Pending);
        assert_eq!(report[5].state, TaskState::Failed);
    }

    #[test]
    fn quiet_means_nothing_at_all() {
        assert_eq!(run(Display::Silent).0, "");
    }

    /// What a terminal shows after this output, for the three sequences that are used.
    fn screen(output: &str) -> Vec<String> {
        let mut lines = vec![String::new()];
        let mut row = 0;
        let mut rest = output;
        while let Some(character) = rest.chars().next() {
            rest = &rest[character.len_utf8()..];
            match character {
                '\u{1b}' => {
                    let end = rest.find(|c: char| c.is_ascii_alphabetic()).expect("a whole sequence");
                    match (&rest[1..end], &rest[end..=end]) {
                        (rows, "A") => row -= rows.parse::<usize>().expect("a number"),
                        ("2", "K") => lines[row].clear(),
                        (_, "m") => {}
                        other => panic!("{other:?}"),
                    }
                    rest = &rest[end + 1..];
                }
                '\r' => {}
                '\n' => {
                    row += 1;
                    if row == lines.len() {
                        lines.push(String::new());
                    }
                }
                other => lines[row].push(other),
            }
        }
        lines
    }

    #[test]
    fn on_a_terminal_the_list_is_redrawn_in_place() {
        for color in [false, true] {
            let (text, _) = run(Display::Live { columns: 80, color });
            assert_eq!(
                screen(&text),
                [
                    "✔ analyse requirements    4 entities  0 ms",
                    "✔ review existing schema  0 ms",
                    "○ design",
                    "○ generate migration",
                    "– generate seed           no rows asked for",
                    "✗ verify                  ERROR: 名前 does not exist  0 ms",
                    "",
                ]
            );
        }
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let (text, _) = run(Display::Live { columns: 34, color: false });
        let shown = screen(&text);
        assert!(shown.iter().all(|line| width(line) < 34), "{shown:#?}");
        assert_eq!(shown[5], "✗ verify                  ERROR:…");
        // A terminal without columns is no reason to panic.
        run(Display::Live { columns: 0, color: true });
    }

    #[test]
    fn a_reader_that_went_away_does_not_stop_the_run() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
                Err(std::io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> std::io::Result<()> {
                Err(std::io::ErrorKind::BrokenPipe.into())
            }
        }
        let world = MemoryWorld::new();
        let mut list = Checklist::new(&world, Display::Lines, Closed);
        list.start(Task::Design);
        list.done(Task::Design, "");
        assert_eq!(list.into_report()[2].state, TaskState::Done);
    }
}
