//! The lines of a source file that a drawing shows, made fit for a screen.
//!
//! Comes in: a file's text and the spans to mark, all near each other. Goes out: whole lines with long ones cut round
//! their mark and control characters made visible, and where each mark lies in that text. A span over several lines is
//! marked on its first one; a span outside the file is marked at the file's end.

use std::ops::Range;

use crate::source::Span;

/// A longer line is cut to this many characters round its mark. Some of them stand before the mark.
const LINE_LIMIT: usize = 120;
const BEFORE_MARK: usize = 40;
const CUT: char = '…';

/// What stands for a tab.
const TAB: &str = "    ";

pub(super) struct Excerpt {
    pub text: String,
    /// Counts from 1.
    pub first_line: usize,
    /// Where each span lies in `text`, in the order given.
    pub ranges: Vec<Range<usize>>,
}

impl Excerpt {
    pub fn of(text: &str, spans: &[Span]) -> Excerpt {
        let marks: Vec<Range<usize>> = spans.iter().map(|span| within_one_line(text, span.range())).collect();
        let first = marks.iter().map(|mark| mark.start).min().unwrap_or(0);
        let last = marks.iter().map(|mark| mark.start).max().unwrap_or(0);
        let from = text[..first].rfind('\n').map_or(0, |at| at + 1);
        let to = text[last..].find('\n').map_or(text.len(), |at| last + at);

        let mut excerpt =
            Excerpt { text: String::new(), first_line: text[..from].matches('\n').count() + 1, ranges: vec![0..0; marks.len()] };
        let mut line_start = from;
        for line in text[from..to].split('\n') {
            if line_start > from {
                excerpt.text.push('\n');
            }
            excerpt.push_line(line, line_start, &marks);
            line_start += line.len() + 1;
        }
        excerpt
    }

    /// Appends one line, cut and cleaned, and notes where its marks came to lie.
    fn push_line(&mut self, line: &str, line_start: usize, marks: &[Range<usize>]) {
        let on_this_line = |mark: &Range<usize>| (line_start..=line_start + line.len()).contains(&mark.start);
        let first_mark = marks.iter().filter(|mark| on_this_line(mark)).map(|mark| mark.start - line_start).min().unwrap_or(0);
        let window = window(line, first_mark);
        let shown_from = self.text.len();
        if window.start > 0 {
            self.text.push(CUT);
        }
        // The place in the new text of each byte of the window, its end included.
        let mut places = vec![0; window.len() + 1];
        for (offset, character) in line[window.clone()].char_indices() {
            places[offset..offset + character.len_utf8()].fill(self.text.len());
            push_visible(&mut self.text, character);
        }
        places[window.len()] = self.text.len();
        if window.end < line.len() {
            self.text.push(CUT);
        }
        for (mark, range) in marks.iter().zip(&mut self.ranges).filter(|(mark, _)| on_this_line(mark)) {
            let place = |at: usize| match (at - line_start).checked_sub(window.start) {
                Some(inside) => places.get(inside).copied().unwrap_or(self.text.len()),
                None => shown_from,
            };
            *range = place(mark.start)..place(mark.end);
        }
    }
}

/// The span, on character boundaries, inside the text, and not past the end of the line that it starts on.
fn within_one_line(text: &str, range: Range<usize>) -> Range<usize> {
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let start = boundary(range.start);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    start..boundary(range.end).clamp(start, line_end)
}

/// Which bytes of a line are shown.
fn window(line: &str, mark: usize) -> Range<usize> {
    if line.chars().nth(LINE_LIMIT).is_none() {
        return 0..line.len();
    }
    let start = line[..mark].char_indices().rev().nth(BEFORE_MARK - 1).map_or(0, |(at, _)| at);
    let end = line[start..].char_indices().nth(LINE_LIMIT).map_or(line.len(), |(at, _)| start + at);
    start..end
}

/// Tabs have one width; a control character becomes its picture (U+2400 and on); what reorders text is replaced.
fn push_visible(text: &mut String, character: char) {
    match character {
        '\t' => text.push_str(TAB),
        '\0'..='\u{1f}' => text.push(char::from_u32(0x2400 + character as u32).unwrap_or('\u{fffd}')),
        '\u{7f}' => text.push('\u{2421}'),
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => text.push('\u{fffd}'),
        _ => text.push(character),
    }
}
