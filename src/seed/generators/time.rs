//! Dates that make sense together: a row is created, then something happens to it, then it is updated for the last time.
//!
//! All dates count from [`ANCHOR`], never from today. Each name of an event has its part of the days after the row's beginning, so that the
//! order holds whatever columns a table has.

use super::super::condition::Limits;
use super::super::draw::Draw;
use super::super::field::words;
use super::{At, Field, SeedValue, text};
use crate::seed::calendar::civil;

/// 1 January 2025, 00:00 UTC: a Wednesday, past for everybody.
pub const ANCHOR: i64 = 1_735_689_600;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// The last day of samples, as far as their parents leave that open.
const END: i64 = ANCHOR + 335 * DAY;

/// When a row without parents begins: some day in 2025's first ten months, the later ones more often, at a waking hour; in its first month, for what must be there early.
fn beginning(table: u64, row: u64, early: bool) -> i64 {
    let mut draw = Draw::at(table ^ 0xb0, row, 0);
    let day = draw.between(0, 300).max(draw.between(0, 300));
    let day = if early { day / 10 } else { day };
    ANCHOR + day * DAY + draw.between(7 * HOUR, 21 * HOUR)
}

/// How a row follows on one that it refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follows {
    /// A reply: within two days.
    Answer,
    /// A line of an order: at once.
    Part,
    /// A payment: within days.
    Settlement,
    /// A comment on an article: soon, when it was published.
    Remark,
    /// What somebody does: any time after signing in.
    Person,
    Other,
}

/// When a row begins, by the rows that it refers to.
#[derive(Debug, Clone, Copy)]
pub struct Story {
    table: u64,
    row: u64,
    /// Not before this, if there is a parent.
    earliest: Option<i64>,
    /// And within so many seconds.
    within: i64,
    /// The goods stand before they are bought.
    early: bool,
    /// Part of a whole: nothing else says when it begins.
    part: bool,
}

impl Story {
    pub fn new(table: u64, row: u64, early: bool) -> Story {
        Story { table, row, earliest: None, within: i64::MAX, early, part: false }
    }

    pub fn follow(&mut self, above: i64, how: Follows) {
        let (gap, within) = match how {
            Follows::Answer => (10 * MINUTE, 2 * DAY),
            Follows::Part => (0, MINUTE),
            Follows::Settlement => (HOUR, 6 * DAY),
            // Whatever is published is so within three days.
            Follows::Remark => (3 * DAY, 40 * DAY),
            Follows::Person => (HOUR, 300 * DAY),
            Follows::Other => (3 * DAY, 120 * DAY),
        };
        let within = if self.early { within.min(20 * DAY) } else { within };
        match how == Follows::Part {
            true if !self.part => (self.earliest, self.within, self.part) = (Some(above), within, true),
            false if self.part => {}
            _ => {
                self.earliest = Some(self.earliest.unwrap_or(i64::MIN).max(above + gap));
                self.within = self.within.min(within);
            }
        }
    }

    pub fn born(&self) -> i64 {
        let Some(earliest) = self.earliest else { return waking(beginning(self.table, self.row, self.early)) };
        let mut draw = Draw::at(self.table ^ 0xa9e, self.row, 0);
        let most = self.within.min((END - earliest).max(10 * DAY));
        // What answers something mostly comes soon; all else comes when it comes.
        let soon = most <= 40 * DAY;
        let spread = draw.between(0, most);
        let spread = if soon { spread.min(draw.between(0, most)).min(draw.between(0, most)) } else { spread };
        waking(earliest + spread)
    }
}

/// Not in the dead of night: a moment before six moves on by six hours.
fn waking(seconds: i64) -> i64 {
    if seconds.rem_euclid(DAY) < 6 * HOUR { seconds + 6 * HOUR } else { seconds }
}

/// Words for what has not happened yet: a draft has no date of publication.
pub const EARLY: &[&str] =
    &["draft", "new", "pending", "open", "planned", "todo", "queued", "requested", "submitted", "created", "waiting"];

/// Words for what ends a story at any point of it.
const BROKEN_OFF: &[&str] =
    &["cancelled", "canceled", "rejected", "failed", "expired", "deleted", "removed", "declined", "refused", "spam", "banned"];

/// Whether a state says that nothing is final yet, or that it came to nothing.
pub fn is_open(state: &str) -> bool {
    EARLY.contains(&state) || BROKEN_OFF.contains(&state) || state == "placed"
}

/// Whether a row in this state has had the event of a date: `published_at` of what is published, of a draft; `None` where it may or may not.
/// States that begin with an early one stand in their order.
pub fn has_happened(column: &[String], states: &[SeedValue], state: &SeedValue) -> Option<bool> {
    fn text(value: &SeedValue) -> Option<&str> {
        if let SeedValue::Text(text) = value { Some(text) } else { None }
    }
    let word = column.first()?.as_str();
    if !states.iter().any(|known| text(known) == Some(word)) {
        return None;
    }
    let state = text(state)?;
    if state == word {
        return Some(true);
    }
    if EARLY.contains(&state) {
        return Some(false);
    }
    let place = |wanted: &str| states.iter().position(|known| text(known) == Some(wanted));
    let in_order = states.first().and_then(text).is_some_and(|first| EARLY.contains(&first));
    let broken_off = |state: &str| BROKEN_OFF.contains(&state);
    // What goes on was not broken off.
    if broken_off(word) && !broken_off(state) {
        return Some(false);
    }
    let apart = broken_off(word) || broken_off(state);
    (in_order && !apart).then(|| place(state) > place(word))
}

/// By the words of a column's name.
pub fn event(words: &[String]) -> Option<&'static When> {
    EVENTS.iter().find(|(known, _)| words.iter().any(|word| known.contains(&word.as_str()))).map(|(_, when)| when)
}

/// Whether a column of this name says when something planned begins, or ends.
pub fn begins(name: &str) -> bool {
    matches!(event(&words(name)), Some(When::Starts))
}

pub fn ends(name: &str) -> bool {
    matches!(event(&words(name)), Some(When::Ends))
}

/// When something happens.
#[derive(Debug)]
pub enum When {
    /// Seconds after the row's beginning, at the slowest pace.
    After(i64, i64),
    /// After all of these.
    Updated,
    /// After that.
    Deleted,
    /// Years before the anchor.
    YearsAgo(i64, i64),
    /// The start of something planned, days after the row's beginning, at a full half hour.
    Starts,
    /// The end of it.
    Ends,
}

/// Words of column names and when that happens. The first that fits counts.
const EVENTS: &[(&[&str], When)] = &[
    (&["birth", "birthday", "birthdate", "born", "dob"], When::YearsAgo(18, 75)),
    (&["hired", "founded", "established", "built"], When::YearsAgo(1, 15)),
    (&["updated", "modified", "changed", "edited", "seen", "login", "synced"], When::Updated),
    (&["deleted", "removed", "purged", "erased"], When::Deleted),
    (&["archived", "cancelled", "canceled", "revoked", "banned", "closed", "returned", "refunded"], When::After(5 * DAY, 6 * DAY - 1)),
    (&["delivered", "completed", "finished", "resolved", "done"], When::After(4 * DAY, 5 * DAY - 1)),
    (&["read"], When::After(4 * DAY - 6 * HOUR, 4 * DAY - 1)),
    (&["shipped", "sent"], When::After(3 * DAY, 4 * DAY - 6 * HOUR - 1)),
    (&["published", "released", "launched", "paid", "issued"], When::After(DAY, 3 * DAY - 1)),
    (&["confirmed", "verified", "activated", "accepted", "approved", "opened", "assigned"], When::After(10 * MINUTE, DAY - 1)),
    (
        &["created", "registered", "joined", "inserted", "ordered", "placed", "submitted", "received", "posted", "requested", "added"],
        When::After(0, 0),
    ),
    (&["start", "starts", "started", "begin", "begins", "from", "since", "in", "arrival", "scheduled", "checkin"], When::Starts),
    (&["end", "ends", "ended", "to", "out", "till", "departure", "checkout", "stops"], When::Ends),
    (&["due", "deadline", "expires", "expiry", "expired", "renews", "until", "valid"], When::After(60 * DAY, 120 * DAY)),
    (&["date", "day", "borrowed", "loaned", "lent", "rented", "booked", "occurred", "happened", "visited"], When::After(0, 0)),
];

fn moment(field: &Field, at: &At) -> i64 {
    let mut draw = field.draw(at);
    match field.told.event {
        Some(When::After(least, most)) => at.born + draw.between(*least, *most) * pace(at) / 100,
        Some(When::Updated) => last_touched(at) + draw.between(0, 20 * HOUR) * pace(at) / 100,
        Some(When::Deleted) => last_touched(at) + 20 * HOUR + draw.between(0, 9 * DAY),
        Some(When::YearsAgo(least, most)) => ANCHOR - draw.between(least * 365, most * 365) * DAY,
        Some(When::Starts) => start(field, at),
        Some(When::Ends) => start(field, at) + draw.between(2, 8) * 30 * MINUTE + days_where_dates(field, &mut draw),
        None => at.born + draw.between(HOUR, 6 * DAY),
    }
}

/// How fast a row's story goes on, in percent of the slowest: the same for all of its dates, so that their order holds.
fn pace(at: &At) -> i64 {
    let mut draw = Draw::at(0x9ace, at.born as u64, 0);
    match draw.below(10) {
        0..4 => draw.between(1, 4),
        4..7 => draw.between(4, 40),
        _ => draw.between(40, 100),
    }
}

/// Six days at most after the beginning, or much later: some rows are changed again after weeks and months.
fn last_touched(at: &At) -> i64 {
    let mut draw = Draw::at(0x70c4, at.born as u64, 0);
    let told = at.born + 6 * DAY * pace(at) / 100;
    let later = match draw.below(20) {
        0..12 => 0,
        12..17 => draw.between(HOUR, 20 * DAY),
        _ => draw.between(20 * DAY, 120 * DAY),
    };
    if told + later > END + 25 * DAY { told } else { told + later }
}

/// Days have no hours: an end lies at least a day after its start.
fn days_where_dates(field: &Field, draw: &mut Draw) -> i64 {
    if field.data_type.name == "date" { draw.between(1, 5) * DAY } else { 0 }
}

/// The same for all fields of one owner in one row, so that ends follow starts.
fn start(field: &Field, at: &At) -> i64 {
    let mut draw = Draw::at(field.group ^ 0x57a7, at.row, at.variation);
    let day = (at.born + draw.between(14, 45) * DAY).div_euclid(DAY) * DAY;
    day + draw.between(16, 38) * 30 * MINUTE
}

pub fn timestamp(field: &Field, at: &At) -> SeedValue {
    text(write(&field.data_type.name, moment(field, at) + aside(field, at)))
}

/// Days that must be distinct move further away, the longer none is found that is free.
fn aside(field: &Field, at: &At) -> i64 {
    const NEAR: u64 = 4;
    if !field.unique || at.variation <= NEAR {
        return 0;
    }
    Draw::at(field.key ^ 0xa51d, at.row, at.variation).between(0, at.variation.min(200) as i64 * 20) * DAY
}

/// As PostgreSQL writes it; with the offset where the type has a time zone, so that no session's setting shifts it.
pub fn write(type_name: &str, seconds: i64) -> String {
    let (year, month, day) = civil(seconds.div_euclid(DAY));
    let mut text = String::with_capacity(24);
    match year {
        0..10_000 => {
            two_digits(year / 100, &mut text);
            two_digits(year % 100, &mut text);
        }
        _ => text.push_str(&format!("{year:04}")),
    }
    for part in [month, day] {
        text.push('-');
        two_digits(part, &mut text);
    }
    if type_name == "date" {
        return text;
    }
    let second = seconds.rem_euclid(DAY);
    for (sign, part) in [(' ', second / HOUR), (':', second % HOUR / MINUTE), (':', second % MINUTE)] {
        text.push(sign);
        two_digits(part, &mut text);
    }
    if type_name != "timestamp without time zone" {
        text.push_str("+00");
    }
    text
}

/// Of a number from 0 to 99.
fn two_digits(number: i64, text: &mut String) {
    text.extend([number / 10, number % 10].map(|digit| char::from(b'0' + digit as u8)));
}

/// On the quarter of an hour, from 8 to 18; closing times after opening times.
pub fn time_of_day(field: &Field, at: &At) -> SeedValue {
    let mut draw = field.draw(at);
    let late = field.named(&["ends", "end", "end_time", "closes", "closing_time", "close", "until", "ends_at", "closes_at"]);
    let early = field.named(&["starts", "start", "start_time", "opens", "opening_time", "open", "from", "starts_at", "opens_at"]);
    let quarters = if late {
        draw.between(60, 76)
    } else if early {
        draw.between(28, 44)
    } else {
        draw.between(32, 72)
    };
    let zone = if field.data_type.name == "time with time zone" { "+00" } else { "" };
    text(format!("{:02}:{:02}:00{zone}", quarters / 4, quarters % 4 * 15))
}

pub fn duration(field: &Field, at: &At) -> SeedValue {
    let mut draw = field.draw(at);
    let minutes = draw.between(1, 16) * 15 + if at.variation > 0 { draw.between(0, 14) } else { 0 };
    let seconds = within(&field.limits, minutes * 60, &mut draw);
    match field.data_type.name.as_str() {
        "interval" => text(format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)),
        _ => super::number::integer(field, at),
    }
}

/// The usual length, or one that the bounds allow.
fn within(limits: &Limits, usual: i64, draw: &mut Draw) -> i64 {
    const QUARTER: i64 = 15 * MINUTE;
    let whole = |bound: Option<i128>| bound.and_then(|seconds| i64::try_from(seconds).ok());
    let low = whole(limits.minimum.and_then(|bound| bound.ceiling(0))).unwrap_or(0).max(0);
    let high = whole(limits.maximum.and_then(|bound| bound.floor(0))).unwrap_or(low.saturating_add(16 * QUARTER)).max(low);
    if (low..=high).contains(&usual) {
        return usual;
    }
    // In quarters of an hour where some fit, else in minutes, else in seconds; none is empty where that can be helped.
    let grid = |unit: i64| {
        let (first, last) = ((low / unit + i64::from(low % unit > 0)).max(1), high / unit);
        (first <= last).then_some((first, last.min(first + 15), unit))
    };
    let (first, last, unit) = grid(QUARTER).or_else(|| grid(MINUTE)).or_else(|| grid(1)).unwrap_or((low, high, 1));
    draw.between(first, last) * unit
}

/// Half-open, the lower bound below the upper.
pub fn range(field: &Field, at: &At) -> SeedValue {
    let mut draw = field.draw(at);
    let name = field.data_type.name.as_str();
    let subtype = match name.trim_end_matches("range").trim_end_matches("multi") {
        "tstz" => "timestamp with time zone",
        "ts" => "timestamp without time zone",
        "date" => "date",
        _ => {
            // Rows follow each other, so that ranges of one table do not overlap.
            let low = (at.row as i64 + at.variation as i64) * 100;
            return bounds(name, &low.to_string(), &(low + draw.between(10, 90)).to_string());
        }
    };
    // Each row has days of its own, for the same reason, and all of them lie after the rows that announce them. Very many rows have one day each.
    const AHEAD: i64 = 395;
    const ROOMY: i64 = 1000;
    let turn = at.row as i64 + at.variation as i64 * 400;
    let day = ANCHOR + (AHEAD + turn.min(ROOMY) * 4 + (turn - ROOMY).max(0)).min(900_000) * DAY;
    let (low, high) = match subtype {
        "date" if turn < ROOMY => (day, day + draw.between(1, 4) * DAY),
        "date" => (day, day + DAY),
        _ => {
            let low = day + draw.between(16, 34) * 30 * MINUTE;
            (low, low + draw.between(2, 8) * 30 * MINUTE)
        }
    };
    let quote = if subtype == "date" { "" } else { "\"" };
    let quoted = |seconds| format!("{quote}{}{quote}", write(subtype, seconds));
    bounds(name, &quoted(low), &quoted(high))
}

fn bounds(type_name: &str, low: &str, high: &str) -> SeedValue {
    let range = format!("[{low},{high})");
    text(if type_name.ends_with("multirange") { format!("{{{range}}}") } else { range })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        assert_eq!(write("date", ANCHOR), "2025-01-01");
        assert_eq!(write("timestamp with time zone", ANCHOR + 59 * DAY - 1), "2025-02-28 23:59:59+00");
        assert_eq!(write("date", -1), "1969-12-31");
        assert_eq!(write("timestamp without time zone", 951_782_400), "2000-02-29 00:00:00");
    }
}
