//! How far a long run is: one line on a terminal, drawn again in place.
//!
//! Comes in: how many rows there will be about, then how many there are. Goes out: a bar, the share, the rate and the time that is left. Never happens:
//! a line where nobody looks; a failure to write stops the run.

use std::io::Write;
use std::time::Duration;

use super::Display;
use super::terminal::{Tone, cut, duration_for_people, paint};
use crate::world::World;

/// A bar of so many cells.
const CELLS: u64 = 24;
/// Not drawn more often than this.
const PAUSE: Duration = Duration::from_millis(100);

pub struct Progress<'a> {
    world: &'a dyn World,
    out: Box<dyn Write + 'a>,
    display: Display,
    total: u64,
    done: u64,
    started: Duration,
    drawn: Option<Duration>,
}

impl<'a> Progress<'a> {
    pub fn new(world: &'a dyn World, display: Display, out: impl Write + 'a) -> Progress<'a> {
        Progress { world, out: Box::new(out), display, total: 0, done: 0, started: Duration::ZERO, drawn: None }
    }

    pub fn begin(&mut self, total: u64) {
        (self.total, self.done, self.started, self.drawn) = (total, 0, self.world.elapsed(), None);
    }

    /// So many more, of what is named.
    pub fn advance(&mut self, more: u64, what: &str) {
        self.done += more;
        let (done, total, started) = (self.done, self.total.max(self.done), self.started);
        self.draw(|now| line(done, total, now.saturating_sub(started), what));
    }

    /// A line of one's own words, where no share is known.
    pub fn show(&mut self, words: &str) {
        self.draw(|_| words.to_string());
    }

    fn draw(&mut self, line: impl FnOnce(Duration) -> String) {
        let Display::Live { columns, color } = self.display else { return };
        let now = self.world.elapsed();
        if self.drawn.is_some_and(|drawn| now.saturating_sub(drawn) < PAUSE) {
            return;
        }
        self.drawn = Some(now);
        let line = paint(&cut(&line(now), columns.saturating_sub(1)), Tone::Active, color);
        self.write(&format!("\r\u{1b}[2K{line}"));
    }

    /// Takes the line away.
    pub fn end(&mut self) {
        if self.drawn.take().is_some() {
            self.write("\r\u{1b}[2K");
        }
    }

    fn write(&mut self, text: &str) {
        let _ = self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush());
    }
}

/// `██████░░░░  25 %  250000 of 1000000 rows  98000 rows/s  8 s left  public.posts`
fn line(done: u64, total: u64, elapsed: Duration, what: &str) -> String {
    let share = |of: u64| (u128::from(done) * u128::from(of) / u128::from(total.max(1))) as u64;
    let full = share(CELLS) as usize;
    let bar: String = (0..CELLS as usize).map(|cell| if cell < full { '█' } else { '░' }).collect();
    let seconds = elapsed.as_secs_f64().max(0.001);
    let rate = done as f64 / seconds;
    let left = if rate > 0.0 { (total - done) as f64 / rate * 1000.0 } else { 0.0 };
    format!("{bar} {:3} %  {done} of {total} rows  {rate:.0} rows/s  {} left  {what}", share(100), duration_for_people(left))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    #[test]
    fn a_line_says_how_much_is_done_and_how_long_the_rest_takes() {
        let line = line(250_000, 1_000_000, Duration::from_secs(2), "public.posts");
        assert_eq!(line, "██████░░░░░░░░░░░░░░░░░░  25 %  250000 of 1000000 rows  125000 rows/s  6.00 s left  public.posts");
    }

    #[test]
    fn nothing_is_drawn_where_no_terminal_is() {
        let world = MemoryWorld::new();
        for display in [Display::Lines, Display::Silent] {
            let mut out = Vec::new();
            let mut progress = Progress::new(&world, display, &mut out);
            progress.begin(10);
            progress.advance(5, "t");
            progress.end();
            drop(progress);
            assert!(out.is_empty());
        }
    }

    #[test]
    fn on_a_terminal_the_line_is_drawn_in_place_and_taken_away() {
        let world = MemoryWorld::new();
        let mut out = Vec::new();
        let mut progress = Progress::new(&world, Display::Live { columns: 40, color: false }, &mut out);
        progress.begin(10);
        // The clock of this world stands still: the second one comes too soon to be drawn.
        progress.advance(5, "t");
        progress.advance(5, "t");
        progress.end();
        drop(progress);
        let text = String::from_utf8(out).expect("text");
        assert_eq!(text, "\r\u{1b}[2K████████████░░░░░░░░░░░░  50 %  5 of 1…\r\u{1b}[2K");
    }
}
