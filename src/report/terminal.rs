//! What a terminal can show, and the few styles that everything here is drawn in.

use console::{Style, Term, measure_text_width, truncate_str};

use crate::world::World;

/// Whether to use colours: what the person says, then NO_COLOR (no-color.org), CLICOLOR_FORCE (bixense.com/clicolors), then
/// whether a terminal reads it.
pub fn wants_color(asked: Option<bool>, is_terminal: bool, world: &dyn World) -> bool {
    if let Some(asked) = asked {
        return asked;
    }
    if world.variable("NO_COLOR").is_some() {
        return false;
    }
    if world.variable("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return true;
    }
    is_terminal && world.variable("TERM").is_none_or(|terminal| terminal != "dumb")
}

pub fn standard_output_is_terminal() -> bool {
    Term::stdout().features().is_attended()
}

pub fn standard_error_is_terminal() -> bool {
    Term::stderr().features().is_attended()
}

/// Rows and columns of the terminal behind standard error.
pub(super) fn size() -> Option<(u16, u16)> {
    Term::stderr().size_checked()
}

/// Cells that the text takes: wide characters take two.
pub(super) fn width(text: &str) -> usize {
    measure_text_width(text)
}

/// At most so many cells.
pub(super) fn cut(text: &str, cells: usize) -> String {
    truncate_str(text, cells, "…").into_owned()
}

/// What a piece of text is, from which its colour follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    Plain,
    Heading,
    Good,
    Bad,
    Active,
    Aside,
}

/// The text in its colour, or as it is.
pub(super) fn paint(text: &str, tone: Tone, color: bool) -> String {
    // console would ask the environment by itself; here the answer is known.
    let style = Style::new().force_styling(color);
    let style = match tone {
        Tone::Plain => return text.to_string(),
        Tone::Heading => style.bold(),
        Tone::Good => style.green(),
        Tone::Bad => style.red().bold(),
        Tone::Active => style.cyan(),
        Tone::Aside => style.dim(),
    };
    style.apply_to(text).to_string()
}

/// `3 ms`, `1.24 s`, `2 min 05 s`
pub fn duration_for_people(milliseconds: f64) -> String {
    if milliseconds < 999.5 {
        return format!("{milliseconds:.0} ms");
    }
    let seconds = milliseconds / 1000.0;
    if seconds < 60.0 {
        return format!("{seconds:.2} s");
    }
    let whole = seconds.round() as u64;
    format!("{} min {:02} s", whole / 60, whole % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    #[test]
    fn colours_are_the_persons_choice_then_the_environments_then_the_terminals() {
        let plain = MemoryWorld::new();
        assert!(wants_color(None, true, &plain) && !wants_color(None, false, &plain));
        assert!(wants_color(Some(true), false, &MemoryWorld::new().with_variable("NO_COLOR", "1")));
        assert!(!wants_color(None, true, &MemoryWorld::new().with_variable("NO_COLOR", "1").with_variable("CLICOLOR_FORCE", "1")));
        assert!(wants_color(None, false, &MemoryWorld::new().with_variable("CLICOLOR_FORCE", "1")));
        assert!(!wants_color(None, true, &MemoryWorld::new().with_variable("TERM", "dumb")));
    }

    #[test]
    fn durations_are_short() {
        for (milliseconds, text) in [(0.0, "0 ms"), (3.4, "3 ms"), (999.6, "1.00 s"), (1240.0, "1.24 s"), (125_000.0, "2 min 05 s")] {
            assert_eq!(duration_for_people(milliseconds), text);
        }
    }
}
