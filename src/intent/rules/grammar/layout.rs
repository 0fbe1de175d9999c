//! How a text lies on the page: headings, list items, rows of tables, paragraphs.
//!
//! Comes in: a text. Goes out: its [`Block`]s in order, each with the bytes of its lines, marks of lists and of emphasis left out. Never happens: a word is judged (that is the
//! grammar's), a byte outside of the text.

use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Heading,
    Item,
    Paragraph,
    Row,
}

/// What stands together: one heading, one item with its continued lines, one paragraph, one row.
#[derive(Debug, Clone)]
pub struct Block {
    pub kind: Kind,
    /// Of an item: how far it is indented. Of a heading: how deep it is.
    pub depth: usize,
    /// The bytes of each line (of a row: of each cell).
    pub pieces: Vec<Range<usize>>,
}

struct Line<'a> {
    range: Range<usize>,
    text: &'a str,
    indent: usize,
}

/// The blocks of a text.
pub fn blocks(text: &str) -> Vec<Block> {
    let lines = without_mail_heads(lines(text));
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    let mut at = 0;
    let one = |range: Range<usize>| -> Vec<Range<usize>> { std::iter::once(range).collect() };
    while let Some(line) = lines.get(at) {
        let next = lines.get(at + 1);
        at += 1;
        if line.text.is_empty() || is_rule(line.text) {
            open = false;
            continue;
        }
        if is_courtesy(line.text) || is_mail_head(&lines, at - 1) {
            open = false;
            continue;
        }
        if is_farewell(line.text) {
            // The name below it.
            while lines.get(at).is_some_and(|below| below.text.split_whitespace().count() <= 4) {
                at += 1;
            }
            open = false;
            continue;
        }
        if line.text.starts_with('|') {
            blocks.push(Block { kind: Kind::Row, depth: 0, pieces: cells(line) });
            open = false;
            continue;
        }
        if let Some((depth, skip)) = heading_mark(line.text) {
            blocks.push(Block { kind: Kind::Heading, depth, pieces: one(line.range.start + skip..line.range.end) });
            open = false;
            continue;
        }
        if let Some(skip) = item_mark(line.text) {
            let numbered = line.text.starts_with(|first: char| first.is_ascii_digit());
            let deeper = next_filled(&lines, at).is_some_and(|below| depth_of_number(below.text) > depth_of_number(line.text));
            // `1. BIKES`, and what they have further in.
            let below = next.filter(|below| !below.text.is_empty() && below.indent > line.indent && !below.text.starts_with('('));
            let shouted = line.text.split_whitespace().count() <= 4
                && line.text.chars().filter(|one| one.is_alphabetic()).count() > 2
                && !line.text.chars().any(char::is_lowercase);
            // `2. Dispatch`, and right below it sentences without a mark.
            let deeper = deeper
                || shouted && below.is_some()
                || !(open && blocks.last().is_some_and(|block| block.kind == Kind::Item)) && heads_sentences(line, next);
            let kind = if numbered && deeper && line.text.split_whitespace().count() <= 6 { Kind::Heading } else { Kind::Item };
            let depth = if kind == Kind::Heading { 2 } else { line.indent };
            blocks.push(Block { kind, depth, pieces: one(line.range.start + skip..line.range.end) });
            open = kind == Kind::Item;
            continue;
        }
        let underlined = next.is_some_and(|below| below.text.len() >= 3 && below.text.chars().all(|one| one == '=' || one == '-'));
        let behind_item = open && blocks.last().is_some_and(|block| block.kind == Kind::Item) && heads_items(text, &blocks, line, next);
        if underlined || behind_item || (!open && is_title(line.text, next_filled(&lines, at), next)) {
            blocks.push(Block { kind: Kind::Heading, depth: 3, pieces: vec![line.range.clone()] });
            open = false;
            continue;
        }
        match blocks.last_mut() {
            Some(block) if open && !starts_anew(text, block, line) => block.pieces.push(line.range.clone()),
            _ => blocks.push(Block { kind: Kind::Paragraph, depth: 0, pieces: vec![line.range.clone()] }),
        }
        open = true;
    }
    blocks
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let mut start = 0;
    for whole in text.split_inclusive('\n') {
        let trimmed = whole.trim();
        let indent = whole.len() - whole.trim_start().len();
        found.push(Line { range: start + indent..start + indent + trimmed.len(), text: trimmed, indent });
        start += whole.len();
    }
    for line in &mut found {
        if line.text.is_empty() {
            line.range.end = line.range.start;
        }
        // A quoted mail.
        let quoted = line.text.trim_start_matches(['>', ' ']);
        let skip = line.text.len() - quoted.len();
        line.range.start += skip;
        line.text = quoted;
    }
    found
}

fn is_rule(text: &str) -> bool {
    text.chars().all(|one| matches!(one, '-' | '=' | '*' | '_' | '~' | ' ')) || text.starts_with("```")
}

/// `Hi Ben,`: words to a person.
fn is_courtesy(text: &str) -> bool {
    let lower = text.to_lowercase();
    let first = lower.split(|one: char| !one.is_alphabetic()).next().unwrap_or_default();
    let words = text.split_whitespace().count();
    words <= 5 && matches!(first, "hi" | "hello" | "dear" | "hey" | "hallo") && (text.ends_with([',', '!']) || words <= 3)
}

fn is_farewell(text: &str) -> bool {
    let lower = text.to_lowercase();
    let first = lower.split(|one: char| !one.is_alphabetic()).next().unwrap_or_default();
    let known = matches!(
        first,
        "best" | "kind" | "regards" | "cheers" | "thanks" | "thank" | "yours" | "sincerely" | "greetings" | "love" | "warm"
    );
    known && text.split_whitespace().count() <= 4 && (text.ends_with(',') || !text.contains(':')) && !text.contains(" -")
}

fn is_mail_head(lines: &[Line<'_>], at: usize) -> bool {
    let head = |line: &Line<'_>, names: &[&str]| {
        let lower = line.text.to_lowercase();
        names.iter().any(|name| lower.starts_with(name))
    };
    let sure = ["from:", "to:", "cc:", "sent:"];
    let Some(line) = lines.get(at) else { return false };
    if at > 12 {
        return false;
    }
    let beside = |other: Option<&Line<'_>>| other.is_some_and(|other| head(other, &sure));
    head(line, &sure)
        || (head(line, &["subject:", "date:", "re:"]) && (at == 0 || beside(lines.get(at.wrapping_sub(1))) || beside(lines.get(at + 1))))
        || head(line, &["present:", "attendees:", "participants present:"])
}

/// `Re: print shop. Customers send files. …` in one line: the mail begins behind the first sentence.
fn without_mail_heads(mut lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let heads: Vec<usize> = (0..lines.len()).filter(|at| is_mail_head(&lines, *at)).collect();
    for at in heads {
        if let Some(line) = lines.get_mut(at)
            && let Some(skip) = behind_first_sentence(line.text)
        {
            line.range.start += skip;
            line.text = &line.text[skip..];
        }
    }
    lines
}

/// Where more than a few words stand behind the first sentence of a line: where they begin.
fn behind_first_sentence(text: &str) -> Option<usize> {
    let ends = |at: &usize| {
        let last = text[..*at].rsplit(|one: char| !one.is_alphanumeric()).next().unwrap_or_default();
        last.len() > 2 && text[*at + 2..].starts_with(char::is_uppercase)
    };
    let end = text.match_indices(". ").map(|(at, _)| at).find(ends)? + 2;
    (text[end..].split_whitespace().count() >= 8).then_some(end)
}

fn cells(line: &Line<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = line.range.start;
    for cell in line.text.split('|') {
        let trimmed = cell.trim();
        let lead = cell.len() - cell.trim_start().len();
        found.push(start + lead..start + lead + trimmed.len());
        start += cell.len() + 1;
    }
    // Nothing stands before the first and behind the last bar.
    if !found.is_empty() {
        found.remove(0);
    }
    if line.text.ends_with('|') {
        found.pop();
    }
    for cell in &mut found {
        cell.end = cell.end.max(cell.start);
    }
    found
}

fn heading_mark(text: &str) -> Option<(usize, usize)> {
    let depth = text.chars().take_while(|one| *one == '#').count();
    if depth > 0 && text[depth..].starts_with(' ') {
        return Some((depth, depth + 1));
    }
    let bold = text.starts_with("**") && text.ends_with("**") && text.len() > 4 && !text[2..text.len() - 2].contains("**");
    bold.then_some((3, 0))
}

/// How many bytes the mark of a list item takes: `- `, `* `, `1. `, `2.3 `, `a) `, `REQ-1 `, `FR1: `, `[ ] `.
fn item_mark(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    let rest = |skip: usize| -> usize { skip + behind_mark(text.get(skip..).unwrap_or_default()) };
    if matches!(first, '-' | '*' | '•' | '–' | '—' | '+' | '·' | '◦' | '▪' | '○' | '●' | '→') && !text.starts_with("**") {
        let skip = first.len_utf8();
        return text[skip..].starts_with(' ').then(|| rest(skip + 1)).or_else(|| (first == '•').then_some(skip));
    }
    // A circle of a typewriter.
    if text.starts_with("o ") && text.len() > 4 {
        return Some(2);
    }
    if let Some(stamp) = time_stamp(text) {
        return Some(rest(stamp));
    }
    let word = text.split_whitespace().next()?;
    if word.len() == text.len() {
        return None;
    }
    let bare = word.trim_matches('*').trim_end_matches(['.', ')', ':', ']']).trim_start_matches(['(', '[']);
    let numbers =
        !bare.is_empty() && bare.chars().all(|one| one.is_ascii_digit() || one == '.') && (word.len() > bare.len() || bare.contains('.'));
    let letter = bare.len() == 1 && word.ends_with(')') && bare.chars().all(|one| one.is_ascii_alphabetic());
    let digits = bare.trim_start_matches(|one: char| one.is_ascii_uppercase()).trim_start_matches(['-', '_', ' ']);
    let named = !digits.is_empty()
        && digits.len() < bare.len()
        && digits.chars().all(|one| one.is_ascii_digit() || one == '.' || one == '-')
        && bare.starts_with(|one: char| one.is_ascii_uppercase());
    // `7 – Farms order feed`
    let dashed = !bare.is_empty() && bare == word && bare.chars().all(|one| one.is_ascii_digit()) && behind_dash(&text[word.len()..]) > 0;
    // `Requirement 3: …`
    let told = matches!(word.to_lowercase().as_str(), "requirement" | "req" | "req." | "rule" | "story" | "item" | "point");
    let number = text[word.len()..].split_whitespace().next().unwrap_or_default();
    let counted = told
        && number.starts_with(|one: char| one.is_ascii_digit())
        && number.ends_with([':', '.'])
        && number.trim_end_matches([':', '.']).chars().all(|one| one.is_ascii_digit());
    if counted {
        let skip = word.len() + text[word.len()..].find(number).unwrap_or_default() + number.len();
        return Some(rest(skip + text[skip..].len() - text[skip..].trim_start().len()));
    }
    if numbers || letter || dashed || is_code(word) || (named && bare.len() - digits.len() >= 1 && bare.len() <= 10) {
        let skip = word.len();
        let space = text[skip..].len() - text[skip..].trim_start().len();
        return Some(rest(skip + space));
    }
    None
}

/// `[14:02] `, when a line of a chat was sent.
fn time_stamp(text: &str) -> Option<usize> {
    let (inside, _) = text.strip_prefix('[')?.split_once("] ")?;
    let digits = inside.chars().filter(char::is_ascii_digit).count();
    let stamp = |one: char| one.is_ascii_digit() || matches!(one, ':' | '.' | '/' | '-' | ',' | ' ');
    (digits > 2 && inside.contains(':') && inside.chars().all(stamp)).then_some(inside.len() + 3)
}

/// `2. Dispatch`: a few words under a number, and right below them a whole sentence without one.
fn heads_sentences(line: &Line<'_>, next: Option<&Line<'_>>) -> bool {
    let short = line.text.split_whitespace().count() <= 4 && !line.text.ends_with(['.', ',', ':', ';', '!', '?', ')']);
    let named = line.text.split_whitespace().nth(1).is_some_and(|word| word.starts_with(char::is_uppercase));
    short
        && named
        && next.is_some_and(|below| {
            below.indent <= line.indent
                && below.text.starts_with(char::is_uppercase)
                && below.text.ends_with('.')
                && below.text.split_whitespace().count() >= 6
                && item_mark(below.text).is_none()
        })
}

/// Whether a word is the mark of a requirement: `SB-R1`, `§7`, `SKI-A:`.
fn is_code(word: &str) -> bool {
    let bare = word.trim_end_matches(['.', ')', ':']);
    let marked = |one: char| one.is_ascii_uppercase() || one.is_ascii_digit() || matches!(one, '-' | '.' | '_' | '§');
    let numbered = bare.chars().any(|one| one.is_ascii_digit());
    let lettered = word.ends_with(':') && bare.rsplit_once('-').is_some_and(|(_, last)| last.len() == 1);
    let split = bare.contains(['-', '_', '§']);
    split
        && bare.len() <= 10
        && bare.starts_with(|one: char| one.is_ascii_uppercase() || one == '§')
        && bare.chars().all(marked)
        && (numbered || lettered)
}

/// How many bytes a dash before a word takes.
fn behind_dash(text: &str) -> usize {
    let left = text.trim_start();
    let dash = left.chars().next().filter(|one| matches!(one, '-' | '–' | '—')).map_or(0, char::len_utf8);
    let word = left[dash..].trim_start();
    let opens = dash > 0 && left[dash..].starts_with(' ') && word.starts_with(char::is_alphabetic);
    if opens { text.len() - word.len() } else { 0 }
}

/// What else stands between a mark and the words of its item: `[x] `, `[must] `, `M3 `, `– `.
fn behind_mark(text: &str) -> usize {
    let boxed = text.strip_prefix('[').and_then(|inside| inside.split_once("] "));
    let word = |inside: &str| matches!(inside, "" | " " | "x" | "must" | "should" | "could" | "may" | "won't" | "wont" | "later");
    if let Some((inside, _)) = boxed.filter(|(inside, _)| word(inside)) {
        return inside.len() + 3;
    }
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    // Must, should, could, will not, requirement: not `MP3 Files`, not `A4 Sheets`.
    let digits = first.strip_prefix(['M', 'S', 'C', 'W', 'R']).unwrap_or_default();
    let numbered = !digits.is_empty() && digits.len() < 4 && digits.chars().all(|one| one.is_ascii_digit());
    if (numbered || is_code(first)) && rest.starts_with(char::is_uppercase) {
        return first.len() + 1;
    }
    behind_dash(text)
}

fn depth_of_number(text: &str) -> usize {
    let word = text.split_whitespace().next().unwrap_or_default().trim_end_matches(['.', ')']);
    if word.is_empty() || !word.chars().all(|one| one.is_ascii_digit() || one == '.') { 0 } else { word.split('.').count() }
}

fn next_filled<'a, 'b>(lines: &'b [Line<'a>], at: usize) -> Option<&'b Line<'a>> {
    lines[at.min(lines.len())..].iter().find(|line| !line.text.is_empty())
}

/// A short line without a full stop, with a gap below it or a list under it.
fn is_title(text: &str, below: Option<&Line<'_>>, next: Option<&Line<'_>>) -> bool {
    let words = text.split_whitespace().count();
    let ended = text.ends_with(['.', ',', ':', ';', '!', '?']);
    let gap = next.is_none_or(|line| line.text.is_empty()) && below.is_some();
    let listed = below.is_some_and(|line| item_mark(line.text).is_some() || line.text.starts_with('|'));
    let capital = text.starts_with(|first: char| first.is_uppercase() || first.is_ascii_digit());
    let shouted = words <= 6 && text.chars().filter(|one| one.is_alphabetic()).count() > 2 && !text.chars().any(char::is_lowercase);
    // `Residents`, and right below it what is kept of them.
    let alone = words <= 3 && next.is_some_and(|line| line.text.contains(", ") && line.text.starts_with(char::is_uppercase));
    words <= 9
        && !ended
        && capital
        && (gap || listed || shouted || alone)
        && !text.contains(": ")
        && !text.contains(" - ")
        && !text.contains('(')
        && !text.contains(',')
}

/// A short line between the items of one list and those of the next: what the next are about.
fn heads_items(text: &str, blocks: &[Block], line: &Line<'_>, next: Option<&Line<'_>>) -> bool {
    let before = blocks.last().and_then(|block| block.pieces.last()).and_then(|piece| text.get(piece.clone())).unwrap_or_default();
    let short = line.text.split_whitespace().count() <= 4 && line.indent == 0;
    let items = next.is_some_and(|below| item_mark(below.text).is_some());
    short && items && !before.ends_with([',', ':', '-', '(']) && is_title(line.text, next, next)
}

/// A line that begins anew though no blank line stands before it: `Word: …` lines.
fn starts_anew(text: &str, block: &Block, line: &Line<'_>) -> bool {
    let labelled = |text: &str| {
        let (label, rest) = text.split_once([':', '–', '—']).unwrap_or((text, ""));
        let (label, rest) = if rest.is_empty() { text.split_once(" - ").unwrap_or((text, "")) } else { (label, rest) };
        let (label, rest) = if rest.is_empty() { text.split_once(" -> ").unwrap_or((text, "")) } else { (label, rest) };
        let (label, rest) = if rest.is_empty() { text.split_once(" = ").unwrap_or((text, "")) } else { (label, rest) };
        // `parameter(symbol, name)`
        let (label, rest) = match text.split_once('(') {
            Some((name, inside)) if rest.is_empty() && text.ends_with(')') && !name.contains(' ') => (name, inside),
            _ => (label, rest),
        };
        let label = label.trim_matches(['*', '_', ' ']);
        !rest.is_empty() && label.split_whitespace().count() <= 3 && label.starts_with(|first: char| first.is_alphabetic())
    };
    let before = block.pieces.last().and_then(|piece| text.get(piece.clone())).unwrap_or_default();
    let done = before.ends_with(['.', '!', '?', ')', ':']) || labelled(before);
    block.kind == Kind::Paragraph && labelled(line.text) && (done || block.pieces.len() == 1 || line.text.starts_with(char::is_uppercase))
        || (block.kind == Kind::Item && labelled(line.text) && line.indent == 0 && line.text.starts_with(char::is_uppercase))
}
