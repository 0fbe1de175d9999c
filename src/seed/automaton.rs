//! Text that several regular expressions accept and others do not.
//!
//! Comes in: patterns, the lengths that fit, a draw. Goes out: a text of printable ASCII, or none where there is none to be found. Never
//! happens: a text that a pattern refuses; the automata themselves are walked, side by side, along ways that lead to an end.

use std::cell::RefCell;
use std::rc::Rc;

use regex_automata::hybrid::LazyStateID;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::{Anchored, MatchKind, util::start};

use super::draw::Draw;
use super::pattern::Pattern;
use crate::ordered::IndexMap;

/// States looked at before the search is given up.
const GREATEST_SIZE: usize = 6_000;
/// How much longer than needed a text may become.
const ROOM: usize = 24;

/// One pattern on its way through a text.
struct Machine {
    dfa: DFA,
    cache: Cache,
    /// Whether it must accept the text at its end, or must not.
    wanted: bool,
}

impl Machine {
    fn new(pattern: &Pattern, wanted: bool) -> Option<Machine> {
        // What stands before and after the place that matches is part of the text.
        let whole = format!(r"\A(?s:.*)(?:{})(?s:.*)\z", pattern.text());
        let configuration = DFA::config().match_kind(MatchKind::All).unicode_word_boundary(true);
        let dfa = DFA::builder().configure(configuration).build(&whole).ok()?;
        let cache = dfa.create_cache();
        Some(Machine { dfa, cache, wanted })
    }

    fn start(&mut self) -> Option<LazyStateID> {
        self.dfa.start_state(&mut self.cache, &start::Config::new().anchored(Anchored::Yes)).ok()
    }

    fn next(&mut self, state: LazyStateID, byte: u8) -> Option<LazyStateID> {
        let next = self.dfa.next_state(&mut self.cache, state, byte).ok()?;
        (!next.is_quit()).then_some(next)
    }

    fn accepts(&mut self, state: LazyStateID) -> Option<bool> {
        let end = self.dfa.next_eoi_state(&mut self.cache, state).ok()?;
        Some(end.is_match() == self.wanted)
    }
}

type Place = (Vec<LazyStateID>, usize);

/// All places that can be reached, with the bytes that lead on.
struct Graph {
    places: IndexMap<Place, Node>,
}

#[derive(Default)]
struct Node {
    /// Bytes by the place that they lead to.
    ways: Vec<(usize, Vec<u8>)>,
    accepts: bool,
    /// How many bytes it takes from here to an end.
    distance: Option<usize>,
}

/// A text of `least` to `most` characters that all of `wanted` accept and none of `refused` does.
pub fn example(wanted: &[&Pattern], refused: &[&Pattern], least: usize, most: usize, draw: &mut Draw) -> Option<String> {
    if least > most {
        return None;
    }
    Graph::known(wanted, refused, least.min(300))?.walk(most, draw)
}

/// Patterns that texts must fulfil, those that they must not, the least length.
type Asked = (Vec<String>, Vec<String>, usize);

/// So many graphs are kept; then all begin anew.
const MOST_KEPT: usize = 64;

thread_local! {
    /// Every row asks for the same again, and a graph takes longer than all ways through it. It depends on what is asked alone.
    static KNOWN: RefCell<IndexMap<Asked, Option<Rc<Graph>>>> = RefCell::default();
}

impl Graph {
    fn known(wanted: &[&Pattern], refused: &[&Pattern], least: usize) -> Option<Rc<Graph>> {
        let texts = |patterns: &[&Pattern]| patterns.iter().map(|pattern| pattern.text().to_string()).collect();
        let asked: Asked = (texts(wanted), texts(refused), least);
        KNOWN.with_borrow_mut(|known| {
            if known.len() >= MOST_KEPT && !known.contains_key(&asked) {
                known.clear();
            }
            known.entry(asked).or_insert_with(|| Graph::of(wanted, refused, least).map(Rc::new)).clone()
        })
    }

    fn of(wanted: &[&Pattern], refused: &[&Pattern], least: usize) -> Option<Graph> {
        let wanted = wanted.iter().map(|pattern| Machine::new(pattern, true));
        let machines = wanted.chain(refused.iter().map(|pattern| Machine::new(pattern, false)));
        Graph::explore(machines.collect::<Option<Vec<_>>>()?, least)
    }

    fn explore(mut machines: Vec<Machine>, least: usize) -> Option<Graph> {
        let first: Vec<LazyStateID> = machines.iter_mut().map(Machine::start).collect::<Option<_>>()?;
        let mut places: IndexMap<Place, Node> = IndexMap::default();
        places.insert((first, 0), Node::default());
        let mut at = 0;
        while at < places.len() && at < GREATEST_SIZE {
            let (states, length) = places.get_index(at).map(|(place, _)| place.clone())?;
            let mut ways: IndexMap<usize, Vec<u8>> = IndexMap::default();
            for byte in b' '..=b'~' {
                let next: Option<Vec<LazyStateID>> =
                    machines.iter_mut().zip(&states).map(|(machine, state)| machine.next(*state, byte)).collect();
                let Some(next) = next else { continue };
                // What can never match again leads nowhere.
                if machines.iter().zip(&next).any(|(machine, state)| machine.wanted && state.is_dead()) {
                    continue;
                }
                let entry = places.entry((next, (length + 1).min(least)));
                let index = entry.index();
                entry.or_default();
                ways.entry(index).or_default().push(byte);
            }
            let accepts = length == least && machines.iter_mut().zip(&states).all(|(machine, state)| machine.accepts(*state) == Some(true));
            if let Some((_, node)) = places.get_index_mut(at) {
                (node.ways, node.accepts) = (ways.into_iter().collect(), accepts);
            }
            at += 1;
        }
        let mut graph = Graph { places };
        graph.find_distances();
        graph.places.first().is_some_and(|(_, node)| node.distance.is_some()).then_some(graph)
    }

    fn find_distances(&mut self) {
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); self.places.len()];
        for (index, node) in self.places.values().enumerate() {
            node.ways.iter().for_each(|(to, _)| before[*to].push(index));
        }
        let mut open: Vec<usize> = (0..self.places.len()).filter(|index| self.places[*index].accepts).collect();
        let mut distance = 0;
        while !open.is_empty() {
            let mut next = Vec::new();
            for index in open {
                if self.places[index].distance.is_none() {
                    self.places[index].distance = Some(distance);
                    next.extend(before[index].iter().copied().filter(|index| self.places[*index].distance.is_none()));
                }
            }
            open = next;
            distance += 1;
        }
    }

    fn walk(&self, most: usize, draw: &mut Draw) -> Option<String> {
        let shortest = self.places.first()?.1.distance?;
        if shortest > most {
            return None;
        }
        let wanted = shortest + draw.below(ROOM.min(most - shortest) as u64 / 2 + 1) as usize;
        let (mut text, mut at) = (String::new(), 0);
        loop {
            let node = &self.places[at];
            let room = most - text.len();
            if node.accepts && text.len() >= wanted {
                return Some(text);
            }
            // Near the length that was drawn, straight on to the end.
            let hurry = text.len() + node.distance? >= wanted;
            let ways: Vec<&(usize, Vec<u8>)> = node
                .ways
                .iter()
                .filter(|(to, _)| {
                    let distance = self.places[*to].distance;
                    distance.is_some_and(|distance| distance < room && (!hurry || node.accepts || Some(distance + 1) == node.distance))
                })
                .collect();
            if (hurry && node.accepts) || ways.is_empty() {
                return node.accepts.then_some(text);
            }
            let byte = pick(&ways, draw)?;
            text.push(char::from(byte.1));
            at = byte.0;
        }
    }
}

/// Small letters most of all, then digits and capitals, then the rest: for people's eyes.
fn pick(ways: &[&(usize, Vec<u8>)], draw: &mut Draw) -> Option<(usize, u8)> {
    for liked in [|byte: u8| byte.is_ascii_lowercase(), |byte: u8| byte.is_ascii_alphanumeric(), |byte: u8| byte != b' ', |_: u8| true] {
        let mut bytes: Vec<(usize, u8)> = Vec::new();
        for (to, way) in ways {
            bytes.extend(way.iter().filter(|byte| liked(**byte)).map(|byte| (*to, *byte)));
        }
        if let Some(found) = draw.pick(&bytes) {
            return Some(*found);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_patterns_at_once() {
        for (wanted, refused, least, most) in [
            (&["^a", "z$"][..], &[][..], 0, 10),
            (&["^[a-z]+$", "^.{3}$"], &["b"], 3, 3),
            (&["^[A-Z]{2}[0-9]{3}$", "7"], &["^A"], 1, 20),
            (&["(?s)^.*@.*$", r"\.com$", "^[a-z@.]+$"], &[" ", "@@"], 12, 40),
            (&["^x?$"], &[], 0, 5),
            (&["(?si)^ab.*$", "^[^A-Z]*$"], &["(?s)^abc"], 4, 6),
        ] {
            let compile = |texts: &[&str]| texts.iter().map(|text| Pattern::new(text).expect("compiles")).collect::<Vec<_>>();
            let (wanted, refused) = (compile(wanted), compile(refused));
            for row in 0..50 {
                let (yes, no): (Vec<&Pattern>, Vec<&Pattern>) = (wanted.iter().collect(), refused.iter().collect());
                let text = example(&yes, &no, least, most, &mut Draw::at(1, row, 0)).expect("there is a text");
                assert!(yes.iter().all(|pattern| pattern.accepts(&text)), "{text}");
                assert!(!no.iter().any(|pattern| pattern.accepts(&text)), "{text}");
                assert!((least..=most).contains(&text.len()), "{text}");
            }
        }
    }

    #[test]
    fn what_cannot_be_is_not_found() {
        let patterns = ["^a+$", "^b+$"].map(|text| Pattern::new(text).expect("compiles"));
        let both: Vec<&Pattern> = patterns.iter().collect();
        assert_eq!(example(&both, &[], 0, 20, &mut Draw::at(1, 0, 0)), None);
        assert_eq!(example(&both[..1], &[&patterns[0]], 0, 20, &mut Draw::at(1, 0, 0)), None);
    }
}
