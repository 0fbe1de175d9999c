//! Linear history: a migration of ours says on which files it builds, and a later reading holds that against those that stand before it.
//!
//! Comes in: the migrations in their order. Goes out: the mark of the next one (`-- groundplan:builds-on …`); what is wrong with the newest mark that stands.
//! Never happens: an alarm for what no database sees; one that more than one edit silences; advice to delete what may have run, without saying so.
//!
//! A mark is a hash over what the files before it do, in their order (`effect`), so that it vouches for all of them. Only the newest counts: where it is right,
//! somebody has made or accepted it on top of what stands, whatever older ones say.

use std::collections::BTreeMap;

use super::{History, HistoryFile, HistoryKind};
use crate::diagnostic::{Diagnostic, listed};
use crate::world::sha256_hex;

const MARK: &str = "-- groundplan:builds-on ";

/// So many hexadecimal digits tell the histories of a project apart, and leave the line readable.
const DIGITS: usize = 16;

/// So many hashes are spent at most on finding out what came in between; a millisecond each hundred in a build that is not optimised.
const MOST_HASHES: usize = 8192;

/// So many files without a mark are taken to belong to the branch of the marked one before them.
const MOST_FOLLOWERS: usize = 16;

/// So many names are written out.
const MOST_NAMES: usize = 4;

/// The line by which the next migration says what it builds on; none where nothing stands.
pub fn builds_on_mark(history: &History) -> Option<String> {
    let effects: Vec<String> = versioned(history).map(HistoryFile::effect).collect();
    line(chain(&effects).last()?)
}

/// Says how what stands is not what the newest mark says.
pub(super) fn broken(history: &History) -> Option<Diagnostic> {
    let files: Vec<&HistoryFile> = versioned(history).collect();
    let newest = files.iter().rposition(|file| mark(file).is_some())?;
    let (at_line, said) = mark(files[newest])?;
    let effects: Vec<String> = files.iter().map(|file| file.effect()).collect();
    let chain = chain(&effects);
    // Where nothing that does anything stands before it, there is nothing to build on, and a replay says what is missing.
    let right = line(&chain[newest]).filter(|_| said != chain[newest])?;
    let accepting = Accepting { line: at_line, right, next: line(chain.last()?)? };
    let mut search =
        Search { files: &files, effects: &effects, chain: &chain, states: Vec::new(), known: BTreeMap::new(), left: MOST_HASHES };
    search.gather(newest);
    Some(match search.missing(newest, said) {
        Some(missing) => made_without(history, &files, newest, &missing, &accepting),
        None => changed(&files, newest, &files[search.suspects(newest)], &accepting),
    })
}

/// The migrations that run in the order of their versions.
fn versioned(history: &History) -> impl Iterator<Item = &HistoryFile> {
    history.entries.iter().filter(|file| file.kind == HistoryKind::Migration && !file.version.is_empty())
}

/// What is known after one more file. One that does nothing changes nothing.
fn link(before: &str, effect: &str) -> String {
    if effect.is_empty() {
        return before.to_string();
    }
    let mut hash = sha256_hex(format!("{before}{effect}").as_bytes());
    hash.truncate(DIGITS);
    hash
}

/// For each number of files from none on: what the next one builds on.
fn chain(effects: &[String]) -> Vec<String> {
    let mut chain = vec![String::new()];
    for effect in effects {
        chain.push(link(chain.last().map_or("", String::as_str), effect));
    }
    chain
}

fn line(builds_on: &str) -> Option<String> {
    (!builds_on.is_empty()).then(|| format!("{MARK}{builds_on}"))
}

/// The line of the mark, from 1, and what it says.
fn mark(file: &HistoryFile) -> Option<(usize, &str)> {
    let text = file.text.strip_prefix('\u{feff}').unwrap_or(&file.text);
    let head = text.lines().enumerate().take_while(|(_, line)| line.trim_end().is_empty() || line.starts_with("--"));
    head.filter_map(|(at, line)| Some((at + 1, line.strip_prefix(MARK)?.trim_end()))).next()
}

/// Files on which a migration may have been made: a state before, and one file more.
struct State {
    before: Option<usize>,
    file: usize,
    hash: String,
}

/// Looks for the files that a mark means among those that stand: all before it but some.
struct Search<'h> {
    files: &'h [&'h HistoryFile],
    effects: &'h [String],
    chain: &'h [String],
    states: Vec<State>,
    /// The state of each hash.
    known: BTreeMap<String, usize>,
    /// How many hashes may still be made.
    left: usize,
}

impl Search<'_> {
    /// Every state that the marks before `newest` speak of, as far as it can be found.
    fn gather(&mut self, newest: usize) {
        let mut before = None;
        for at in 0..newest {
            before = Some(self.state(before, at, self.chain[at + 1].clone()));
        }
        let mut looked_between = false;
        for at in 0..=newest {
            let Some((_, said)) = mark(self.files[at]).filter(|(_, said)| *said != self.chain[at]) else { continue };
            // Only the oldest that cannot be told otherwise: the others have it below them.
            if !self.is_known(said) && !looked_between {
                looked_between = true;
                self.look_between(at, said);
            }
            if let Some(base) = self.base(said) {
                self.follow(base, at, newest);
            }
        }
    }

    fn is_known(&self, said: &str) -> bool {
        said.is_empty() || self.known.contains_key(said)
    }

    fn base(&self, said: &str) -> Option<Option<usize>> {
        if said.is_empty() { Some(None) } else { self.known.get(said).map(|state| Some(*state)) }
    }

    fn state(&mut self, before: Option<usize>, file: usize, hash: String) -> usize {
        // A file that does nothing belongs to what it stands on.
        if let Some(known) = self.known.get(&hash) {
            return *known;
        }
        self.states.push(State { before, file, hash: hash.clone() });
        self.known.insert(hash, self.states.len() - 1);
        self.states.len() - 1
    }

    fn extended(&mut self, before: Option<usize>, file: usize) -> Option<usize> {
        self.left = self.left.checked_sub(1)?;
        let hash = link(before.map_or("", |state| self.states[state].hash.as_str()), &self.effects[file]);
        Some(self.state(before, file, hash))
    }

    /// The file on its own base, and with it those without a mark that come next.
    fn follow(&mut self, base: Option<usize>, at: usize, newest: usize) {
        let followers = (at + 1..newest).take(MOST_FOLLOWERS).take_while(|next| mark(self.files[*next]).is_none());
        let branch: Vec<usize> = std::iter::once(at).chain(followers).collect();
        let mut state = base;
        for file in branch {
            let Some(next) = self.extended(state, file) else { return };
            state = Some(next);
        }
    }

    /// Leaves out some files in a row that are not the last, since the newest right mark; near ones first.
    fn look_between(&mut self, at: usize, said: &str) {
        let sound = self.sound(at);
        for start in (sound..at.saturating_sub(1)).rev() {
            for end in start + 1..at {
                let Some(left) = self.left.checked_sub(at - end) else { return };
                self.left = left;
                let found = self.effects[end..at].iter().fold(self.chain[start].clone(), |hash, effect| link(&hash, effect));
                if found == said {
                    let mut state = start.checked_sub(1).and_then(|last| self.known.get(&self.chain[last + 1]).copied());
                    for file in end..at {
                        state = self.extended(state, file).or(state);
                    }
                    return;
                }
            }
        }
    }

    /// The newest file before this one whose mark is right; else the first.
    fn sound(&self, at: usize) -> usize {
        (0..at).rev().find(|before| mark(self.files[*before]).is_some_and(|(_, said)| said == self.chain[*before])).unwrap_or(0)
    }

    /// The files before `newest` without which its mark would be right.
    fn missing(&self, newest: usize, said: &str) -> Option<Vec<usize>> {
        let mut state = self.base(said)?;
        let mut meant = vec![false; newest];
        while let Some(known) = state {
            let State { before, file, .. } = &self.states[known];
            meant[*file] = true;
            state = *before;
        }
        let missing: Vec<usize> = (0..newest).filter(|file| !meant[*file] && !self.effects[*file].is_empty()).collect();
        (!missing.is_empty()).then_some(missing)
    }

    /// Among which files something is another: since the newest right mark, and before the first that cannot be told.
    fn suspects(&self, newest: usize) -> std::ops::Range<usize> {
        let sound = self.sound(newest);
        let untold = |at: &usize| mark(self.files[*at]).is_some_and(|(_, said)| said != self.chain[*at] && !self.is_known(said));
        sound..(sound + 1..newest).find(untold).unwrap_or(newest)
    }
}

/// How a person accepts what stands.
struct Accepting {
    line: usize,
    right: String,
    /// What a further migration builds on.
    next: String,
}

impl Accepting {
    fn help(&self, when: &str, path: &str) -> String {
        format!(
            "{when}, accept all that stands before it: write `{}` in the place of line {} of {path}. If {path} has run and the runner keeps its \
             checksum, add a migration with the line `{}` alone instead",
            self.right, self.line, self.next
        )
    }
}

fn made_without(history: &History, files: &[&HistoryFile], at: usize, missing: &[usize], accepting: &Accepting) -> Diagnostic {
    let path = &files[at].path;
    let others: Vec<&HistoryFile> = missing.iter().map(|file| files[*file]).collect();
    let (names, is_one) = (named(&others), others.len() == 1);
    let they_are = if is_one { "which is" } else { "which are" };
    let message =
        format!("{path}:{}: this migration was made without {names}, {they_are} of another branch or came in later", accepting.line);
    let first = if others.iter().all(|file| mark(file).is_none()) {
        let newest = files.last().map_or("", |file| &file.path);
        let have = if is_one { "has run nowhere yet, give it a later version" } else { "have run nowhere yet, give them later versions" };
        format!("if {names} {have} than {newest}. ")
    } else if at + 1 == files.len() {
        format!("if {path} has run nowhere yet, delete {} and generate again. ", with_its_others(history, files[at]))
    } else {
        String::new()
    };
    let accepted = accepting.help("If the files fit together as they stand", path);
    Diagnostic::error("history-of-two-branches", message).help(first + &accepted)
}

fn changed(files: &[&HistoryFile], at: usize, suspects: &[&HistoryFile], accepting: &Accepting) -> Diagnostic {
    let path = &files[at].path;
    let what = match suspects {
        [one] => format!("{} was changed, or others that stood beside it were taken away", one.path),
        [first, .., last] => format!("from {} to {}, a file was changed, taken away or put in", first.path, last.path),
        [] => "files were taken away".to_string(),
    };
    let message = format!("{path}:{}: the migrations before this one are not those that it was made on: {what}", accepting.line);
    let accepted = accepting.help("If this is meant, and has no effect where the old files have run", path);
    let help = format!("bring back what stood there, and change the schema by a new migration. {accepted}");
    Diagnostic::error("history-changed", message).help(help)
}

/// Enough names to find the files by.
fn named(files: &[&HistoryFile]) -> String {
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    match paths.split_at_checked(MOST_NAMES) {
        Some((first, more)) if !more.is_empty() => format!("{} and {} more", first.join(", "), more.len()),
        _ => listed(&paths),
    }
}

/// A migration with what was made for it: the file of the way back, the seed of the same version.
fn with_its_others(history: &History, file: &HistoryFile) -> String {
    let down = file.down.iter().map(|down| down.path.as_str()).filter(|path| *path != file.path);
    let seeds = history.entries.iter().filter(|seed| seed.kind == HistoryKind::Seed && seed.version == file.version);
    let others: Vec<&str> = down.chain(seeds.map(|seed| seed.path.as_str())).collect();
    if others.is_empty() { "it".to_string() } else { format!("it together with {}", others.join(" and ")) }
}
