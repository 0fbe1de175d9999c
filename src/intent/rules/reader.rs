//! From the blocks of a text to facts.
//!
//! Comes in: blocks. Goes out: [`Fact`]s in the order of the text. Never happens: a pronoun in a fact; it is replaced by what was spoken of before.

use crate::intent::fill;
use std::collections::BTreeSet;

use super::clauses::{self, Clause, Complement};
use super::facts::{Fact, Manner, Part, Relates};
use super::layout::{Block, Kind};
use super::phrases::{self, Noun, Piece};
use super::properties::{is_actor, is_plain_property, is_property, is_thing};
use super::states;
use super::tagging::{self, Tag, Word};
use super::tokens;
use super::words::{self, Sense};

#[derive(Default)]
pub struct Reader {
    pub facts: Vec<Fact>,
    /// What was spoken of last, and may be meant by `it`.
    pub(super) topic: Option<Noun>,
    /// Nouns of leads and headings that items stand under, by depth.
    pub(super) leads: Vec<(usize, Noun)>,
    /// The person of a user story.
    pub(super) actor: Option<Noun>,
    /// What this sentence spoke of so far.
    pub(super) recent: Vec<Noun>,
    /// Of whom a relative clause speaks: where that stands.
    pub(super) related: Option<usize>,
    /// Where of these stand that only a `with` names.
    pub(super) inner: BTreeSet<usize>,
    /// What the sentence before spoke of first and last.
    pub(super) newest: Vec<Noun>,
    /// Below a heading that says what is left out.
    pub(super) excluded: bool,
    /// An item of a list begins: what was spoken of before it is not meant.
    pub(super) fresh: bool,
    /// Of whom an `if` or a `when` of this sentence speaks.
    pub(super) condition: Option<Noun>,
    /// What stands before a colon or a dash in this sentence.
    pub(super) labelled: Option<Noun>,
    pub actors: Vec<String>,
    /// The sentences, for a second reading when the things are known.
    pub spoken: Vec<Vec<Piece>>,
    owners: BTreeSet<String>,
    pub(super) headings: usize,
    /// What a clause says that something `may` or `can` have.
    pub(super) may: bool,
    /// An adjective that many have towards many, and both of them.
    pub(super) between: Option<(String, Noun, Noun)>,
    /// `for each pupil who took part`: of whom a sentence tells what he has in what was spoken of before.
    pub(super) taking_part: Option<(Noun, Noun)>,
    /// What a sentence before in the same block spoke of.
    pub(super) own_topic: Option<Noun>,
    /// How many sentences there were, and those that should say something.
    pub(super) sentences: usize,
    pub(super) told: Vec<super::unread::Told>,
    /// The words of the text.
    pub(super) words: BTreeSet<String>,
    /// What somebody did in the sentence before.
    pub(super) done: Option<super::happenings::Done>,
    /// What a clause of this sentence said that somebody does.
    pub(super) happened: Option<Noun>,
    /// What happens, while a clause is read that says what is kept of it.
    pub(super) happening: Option<Noun>,
    /// Of whom a heading right above this paragraph speaks.
    pub(super) under: Option<Noun>,
    /// The items of a list say what the person of a story does: *What visitors do:*.
    pub(super) doing: bool,
    /// A sentence that another stands before in its block.
    pub(super) later: bool,
}

/// The facts of a text.
pub fn facts(text: &str, blocks: &[Block]) -> Reader {
    let mut reader = Reader { words: super::happenings::words_of(text), ..Reader::default() };
    super::grids::read(&mut reader, text, blocks);
    for (at, block) in blocks.iter().enumerate() {
        let next = blocks.get(at + 1);
        match block.kind {
            Kind::Row => {}
            Kind::Heading => reader.heading(text, block, next),
            Kind::Item | Kind::Paragraph => reader.block(text, block, next),
        }
    }
    reader
}

impl Reader {
    pub fn push(&mut self, fact: Fact) {
        self.facts.push(fact);
    }

    pub fn thing(&mut self, noun: &Noun, weight: f32) {
        if noun.pronoun.is_none() && !is_actor(noun) {
            self.facts.push(Fact::Thing { noun: noun.clone(), weight });
        }
    }

    pub fn owns(&mut self, owner: &Noun, mut part: Part, manner: Manner) {
        part.optional |= self.may && !part.noun.plural;
        if let Some(ends) = super::items::ends_of_range(&part) {
            ends.into_iter().for_each(|end| self.owns(owner, end, manner));
            return;
        }
        if self.plays_a_side(owner, &part) {
            return;
        }
        // `Senders have a login (name, email)`: what is kept of them.
        if matches!(part.noun.head(), "login" | "profile" | "account" | "credential")
            && words::is_person(owner.head())
            && !part.noun.brackets.is_empty()
        {
            let brackets: Vec<Part> = part.noun.brackets.iter().flat_map(|bracket| self.listed(bracket)).collect();
            if brackets.iter().all(|one| is_property(&one.noun)) {
                brackets.into_iter().for_each(|one| self.owns(owner, one, Manner::Listed));
                return;
            }
        }
        // `users have posts`: many of what is mostly a thing of its own.
        if manner == Manner::Has
            && part.noun.plural
            && !is_property(&part.noun)
            && fill::is_typical(&part.noun.name())
            && !part.noun.head().ends_with(owner.head())
        {
            self.thing(&part.noun, 1.0);
        }
        let body = is_actor(owner) || (words::is_organization(owner.head()) && !owner.plural && !owner.quantity.each);
        if body && part.noun.plural && !is_property(&part.noun) && manner != Manner::Loose {
            self.thing(&part.noun, 0.7);
        }
        if !is_actor(owner) && owner.pronoun.is_none() && !owner.quantity.none {
            self.owners.insert(owner.name());
            self.facts.push(Fact::Owns { owner: owner.clone(), part, manner });
        }
    }

    /// `departure and arrival harbour`: two parts that harbours play.
    fn plays_a_side(&mut self, owner: &Noun, part: &Part) -> bool {
        let [side, place] = part.noun.words.as_slice() else { return false };
        let sided = matches!(side.as_str(), "departure" | "arrival" | "origin" | "destination" | "starting" | "start" | "end");
        let placed = matches!(
            place.as_str(),
            "harbour" | "harbor" | "port" | "airport" | "station" | "stop" | "depot" | "warehouse" | "terminal" | "hub"
        );
        if !sided || !placed || is_actor(owner) || owner.pronoun.is_some() {
            return false;
        }
        let thing = Noun { range: part.noun.range.clone(), ..super::parts::plain(place) };
        self.thing(&thing, 1.0);
        self.facts.push(Fact::Plays { owner: owner.clone(), role: part.noun.clone(), thing });
        true
    }

    /// An event is of what takes part in it.
    pub fn concerns(&mut self, event: &Noun, with: &Noun) {
        self.relates(Relates {
            from: event.clone(),
            to: with.clone(),
            verb: "concern".to_string(),
            sense: Some(Sense::Belong),
            preposition: Some("of".to_string()),
            passive: true,
            range: with.range.clone(),
            ..Relates::default()
        });
    }

    pub(super) fn sentence(&mut self, found: Vec<Word>, item: bool) {
        let mut found = found;
        if self.excluded {
            self.without(&found);
            return;
        }
        if found.first().is_some_and(|word| matches!(word.word.as_str(), "hi" | "hello" | "hey" | "dear")) {
            let comma = found.iter().take(6).position(|word| word.tag == Tag::Sign).map_or(0, |at| at + 1);
            found.drain(..comma);
        }
        // `Thanks a lot for reading this!`
        if found.len() <= 8 && found.first().is_some_and(|word| matches!(word.word.as_str(), "thanks" | "cheers" | "regards")) {
            return;
        }
        // `(Runs have a number and a size.)`
        if found.first().is_some_and(|word| word.is_sign("(")) && super::sides::closing(&found, 0) + 1 == found.len() {
            found.pop();
            found.remove(0);
        }
        super::ellipsis::second_article(&mut found);
        super::ellipsis::between_dashes(&mut found);
        let exercise = super::exclusions::is_exercise(&found);
        if exercise || found.is_empty() {
            return;
        }
        if let Some(rest) = self.story(&found) {
            found = rest;
        }
        // Where the sentence ends, and where what follows begins: behind a sign and a word, or a word.
        let anew = super::enumerations::begins_anew(&found).map(|at| (at, at + 2));
        if let Some((end, begin)) = anew.or_else(|| super::enumerations::goes_on_with_the_last(&found).map(|at| (at, at + 1))) {
            let rest = found.split_off(begin);
            found.truncate(end);
            self.sentence(found, item);
            self.sentence(rest, false);
            return;
        }
        super::fragments::define(&mut found);
        super::allowing::system(&mut found, &self.words);
        super::allowing::allowed(&mut found);
        super::exact::until(&mut found);
        if super::unique::combination(self, &mut found) {
            return;
        }
        self.wishes(&found);
        if super::exclusions::is_exclusion(&found) {
            // `Not everything suits everywhere; so a campaign has …`: the rest says what there is.
            let rest = super::exclusions::behind(&found).map(|end| found.split_off(end));
            self.without(&found);
            if let Some(rest) = rest {
                self.sentence(rest, false);
            }
            return;
        }
        if self.doing && item && self.fresh {
            super::openings::order(&mut found);
        }
        let opened = (self.later || item && self.fresh || self.under.is_some()) && super::openings::verb(&mut found);
        let mut pieces = phrases::pieces(&found);
        super::being::people_with(&mut pieces);
        super::ellipsis::complete(&mut pieces);
        super::enumerations::system(&mut pieces);
        super::ellipsis::shared_of(&mut pieces);
        super::ellipsis::inverted(&mut pieces);
        super::ellipsis::verb_left_out(&mut pieces);
        super::exact::read(&mut pieces);
        super::ellipsis::and_the_same(&mut pieces);
        super::ellipsis::one_or_several(&mut pieces);
        super::ellipsis::between_commas(&mut pieces);
        super::ellipsis::which_of_them(&mut pieces);
        super::deeds::naming(&mut pieces);
        super::events::sheets(&mut pieces);
        super::apposition::roles(self, &mut pieces);
        super::events::one_per(&mut pieces);
        super::events::told_per(self, &mut pieces);
        super::events::led_to(self, &mut pieces);
        if self.doing && item && self.fresh {
            super::stories::does(&mut pieces);
        }
        if opened {
            super::items::with_topic(self, &mut pieces);
        }
        if item && self.fresh || self.under.is_some() {
            super::items::begins_with_participle(self, &mut pieces);
            super::items::told_of_lead(self, &mut pieces);
            super::stories::subject(self, &mut pieces);
        }
        if !(item && self.fresh) {
            super::items::goes_on_with_participle(self, &mut pieces);
        }
        super::papers::read(self, &mut pieces);
        super::items::told_in_list(self, &mut pieces);
        super::somebody::meant(self, &mut pieces);
        self.spoken.push(pieces.clone());
        if super::definitions::read(self, &mut pieces) {
            return;
        }
        if super::wish_list::read(self, &found, &pieces) {
            return;
        }
        let whole = pieces.len();
        super::presence::read(self, &mut pieces);
        if super::headless::read(self, &mut pieces) || super::questions::read(self, &mut pieces) {
            return;
        }
        if pieces.len() < whole {
            found.retain(|word| pieces.last().and_then(Piece::words).is_some_and(|range| word.range.start < range.end));
        }
        let pieces = super::enumerations::behind_a_wish(&pieces).to_vec();
        let mut clauses = clauses::clauses(&pieces);
        super::goes_with::last(&mut clauses);
        self.happened = None;
        super::stories::share_objects(&mut clauses);
        super::how_often::read(&mut clauses);
        super::with_lists::lists(&mut clauses);
        let label = super::items::label_of(&pieces);
        for clause in &mut clauses {
            super::items::several(self, clause, label.as_ref());
        }
        self.recent.clear();
        self.inner = super::with_lists::behind_with(&pieces);
        self.labelled = clauses.iter().find(|clause| clause.label).and_then(|clause| clause.subjects.first().cloned());
        self.condition = None;
        for piece in &pieces {
            if let Piece::Noun(noun) = piece
                && noun.pronoun.is_none()
                && !is_actor(noun)
                && (!is_plain_property(noun) || (noun.plural && noun.quantity.said))
            {
                self.recent.push(noun.clone());
            }
        }
        self.nouns(&pieces, &clauses);
        if item && self.fresh && (super::items::read(self, &found, &pieces) || super::entries::read(self, &pieces)) {
            return;
        }
        if super::enumerations::read(self, &pieces) || super::each_time::read(self, &pieces) {
            return;
        }
        let newest: Vec<Noun> = self.recent.iter().rev().filter(|noun| !words::is_person(noun.head()) || noun.plural).cloned().collect();
        let mut first = None;
        super::unique::read(self, &found);
        super::trees::read(self, &found);
        super::kinds::read(self, &pieces);
        super::periods::read(self, &pieces);
        let happening = super::happenings::read(self, &clauses);
        let said = happening.as_ref().and_then(|one| one.said);
        for (_, clause) in clauses.iter().enumerate().filter(|(at, clause)| clause.aside && Some(*at) != said) {
            if let Some(event) = super::happenings::when_kept(self, clause) {
                self.topic = Some(event);
                continue;
            }
            if let Some(event) = super::joint::when_done(self, clause, &clauses) {
                self.topic = Some(event);
                continue;
            }
            let event = super::stories::whenever(self, clause, &clauses).or_else(|| super::events::with_a_list(self, clause, &clauses));
            if let Some(event) = event {
                self.topic = Some(event);
                continue;
            }
            if let Some(topic) = super::pronouns::topic_of(clause) {
                self.condition = Some(topic.clone());
                self.topic = Some(topic);
            }
        }
        self.taking_part = super::joint::taking_part(self, &clauses);
        for clause in &clauses {
            self.happens(clause);
        }
        super::definitions::says(self, &clauses);
        let spoken = self.topic.clone();
        for (at, clause) in clauses.iter().enumerate() {
            if clause.aside || Some(at) == said {
                continue;
            }
            self.happening = happening.as_ref().filter(|one| one.keeps == Some(at)).map(|one| one.event.clone());
            self.topic = self.happening.clone().or(self.topic.take());
            if super::joint::each_with(self, clause, &clauses) {
                continue;
            }
            if super::events::that_is(self, clause, &clauses) {
                first = self.topic.clone();
                continue;
            }
            if super::events::notes_of_what_they_do(self, &clauses, at) {
                continue;
            }
            if super::goes_with::read(self, clause) {
                continue;
            }
            if !super::events::is_of_two(self, clause, &clauses) {
                self.clause(clause, item);
            }
            if !clause.relative
                && let Some(topic) = super::pronouns::topic_of(clause)
            {
                self.topic = Some(topic.clone());
                first = first.or(Some(topic));
            }
        }
        self.happening = None;
        self.own_topic = first.clone().filter(|noun| noun.quantity.indefinite || noun.quantity.each).or(self.own_topic.take());
        self.topic = first.or(self.topic.take()).or(spoken);
        if !newest.is_empty() {
            self.newest = newest;
        }
    }

    /// `As a librarian, I want to …`: what is wanted.
    fn story(&mut self, found: &[Word]) -> Option<Vec<Word>> {
        let (begin, at) = super::stories::opens(found)?;
        let actor: Vec<Word> = found[begin..at].iter().filter(|word| word.tag != Tag::Sign).cloned().collect();
        let pieces = phrases::pieces(&actor);
        if let Some(Piece::Noun(noun)) = pieces.into_iter().next() {
            // The first story speaks of something of its own, not of the title.
            if self.actors.is_empty() {
                self.topic = None;
                self.newest.clear();
            }
            self.actors.push(noun.name());
            self.actor = Some(noun);
        }
        let wants = found[at..].iter().position(|word| word.tag == Tag::To).map(|to| at + to + 1);
        let early = wants.filter(|wants| !found[at..*wants].iter().any(|word| word.tag == Tag::Noun));
        let mut rest = vec![found[at].clone()];
        rest.extend_from_slice(&found[early.unwrap_or(at + 1)..]);
        Some(rest)
    }

    /// Soft deletion, audit, tenants, by their words.
    fn wishes(&mut self, found: &[Word]) {
        let all = found.iter().any(|word| matches!(word.word.as_str(), "nothing" | "all" | "everything" | "anything"));
        for fact in super::exclusions::wishes(found) {
            let means = |noun: &Noun| {
                noun.pronoun.is_none()
                    && !is_actor(noun)
                    && !is_plain_property(noun)
                    && !matches!(noun.head(), "trail" | "log" | "change" | "audit" | "history" | "deletion" | "delete")
            };
            let nouns =
                phrases::pieces(found).into_iter().filter_map(|piece| if let Piece::Noun(noun) = piece { Some(noun) } else { None });
            let spoken = nouns.flat_map(|noun| [noun.of.as_deref().cloned(), Some(noun)]).flatten().find(means);
            let noun = if all { None } else { spoken.or_else(|| self.topic.clone()) };
            if noun.is_none() && !all && !matches!(fact, Fact::Tenant) {
                continue;
            }
            self.push(match fact {
                Fact::SoftDelete { .. } => Fact::SoftDelete { noun },
                Fact::Audited { .. } => Fact::Audited { noun },
                other => other,
            });
        }
    }

    fn without(&mut self, found: &[Word]) {
        for piece in phrases::pieces(found) {
            if let Piece::Noun(noun) = piece
                && noun.pronoun.is_none()
            {
                self.push(Fact::Without { noun });
            }
        }
    }

    /// What every noun says by itself: brackets, `of`, numbers.
    fn nouns(&mut self, pieces: &[Piece], clauses: &[Clause]) {
        let _ = clauses;
        for piece in pieces {
            let Piece::Noun(noun) = piece else { continue };
            self.of(noun);
            self.brackets(noun);
            // `a numbered ticket`
            if noun.has_flag("numbered") && !is_property(noun) {
                self.owns(noun, super::parts::plain_part("number", noun), Manner::Has);
            }
            super::stories::mine(self, noun);
        }
    }

    fn of(&mut self, noun: &Noun) {
        if let Some(whole) = noun.of.as_deref() {
            // `questions of several types (single choice, text)`
            if super::kinds_named::kinds(self, noun, whole) {
                return;
            }
            if let Some(whole) = self.meant(whole) {
                self.push(Fact::Of { part: noun.clone(), whole: whole.clone() });
            }
            self.of(whole);
            self.brackets(whole);
        }
        if let Some(owner) = noun.owner.as_deref() {
            self.push(Fact::Of { part: noun.clone(), whole: owner.clone() });
        }
    }

    pub(super) fn clause(&mut self, clause: &Clause, item: bool) {
        let several = |noun: &Noun| noun.pronoun.as_deref().is_some_and(|word| matches!(word, "each" | "both" | "these" | "those"));
        let mut subjects: Vec<Noun> =
            clause.subjects.iter().filter_map(|noun| if several(noun) { self.meant_by(noun) } else { self.meant(noun) }).collect();
        // `lecturers and students: both have a name`
        if matches!(clause.subjects.as_slice(), [one] if one.pronoun.as_deref() == Some("both")) {
            subjects = self.both_of(&clause.subjects[0]).unwrap_or(subjects);
        }
        // `Checks – each run of a monitor is stored: …`: what the label says.
        if let (Some(label), Some(verb), [subject]) = (&self.labelled, &clause.verb, subjects.as_mut_slice())
            && verb.passive
            && verb.sense == Sense::Store
            && subject.quantity.each
            && subject.pronoun.is_none()
            && label.name() != subject.name()
            && !is_actor(label)
        {
            let whole = subject.of.take();
            let quantity = subject.quantity.clone();
            *subject = Noun { quantity, ..label.clone() };
            if let Some(whole) = whole {
                self.facts.push(Fact::Of { part: subject.clone(), whole: *whole });
            }
        }
        // `Intake tickets, one per trailer: …`
        if clause.label && clause.subjects.iter().any(|noun| noun.pronoun.is_none()) {
            subjects = clause.subjects.iter().filter(|noun| noun.pronoun.is_none()).cloned().collect();
        }
        self.related = clause.subjects.first().filter(|_| clause.relative).map(|noun| noun.range.start);
        match &clause.verb {
            None if clause.label => {
                self.labelled = subjects.first().cloned();
                self.label(clause, &subjects);
            }
            None => self.fragment(clause, &subjects, item),
            Some(verb) => {
                let verb = verb.clone();
                let each = super::joint::with_each(self, clause, &subjects);
                let rest = each.as_ref().map(Option::as_ref);
                match rest {
                    Some(None) => {}
                    _ if super::keeping::held(self, clause, &subjects, &verb) => {}
                    _ => super::predicates::read(self, rest.flatten().unwrap_or(clause), &subjects, &verb),
                }
            }
        }
    }

    /// Who and what takes part in what a verb says.
    fn happens(&mut self, clause: &Clause) {
        let Some(verb) = clause.verb.as_ref().filter(|verb| !verb.negated && !matches!(verb.sense, Sense::Be | Sense::Have | Sense::Store))
        else {
            return;
        };
        let with = |one: &&Complement| {
            matches!(one.preposition.as_deref(), None | Some("by" | "for" | "to" | "in" | "during" | "at" | "on" | "from"))
        };
        let rest = clause
            .before
            .iter()
            .chain(&clause.complements)
            .filter(with)
            .flat_map(|one| one.items.iter().filter_map(|item| item.noun.as_ref()));
        let nouns: Vec<Noun> = clause.subjects.iter().chain(rest).filter_map(|noun| self.meant_by(noun)).collect();
        for noun in nouns.into_iter().filter(is_thing) {
            self.push(Fact::Happens { verb: verb.base.clone(), noun });
        }
    }

    /// Whether something is already known to belong to a noun.
    pub fn known(&self, noun: &Noun) -> bool {
        self.owners.contains(&noun.name())
    }

    pub fn actor(&self) -> Option<Noun> {
        self.actor.clone()
    }

    pub fn relates(&mut self, relates: Relates) {
        let itself = relates.from.name() == relates.to.name() && !relates.to.quantity.other && relates.sense != Some(Sense::Meet);
        if itself || relates.from.quantity.none || relates.to.quantity.none {
            return;
        }
        if relates.from.pronoun.is_none() && relates.to.pronoun.is_none() {
            self.facts.push(Fact::Relates(relates));
        }
    }

    pub fn topic(&self) -> Option<&Noun> {
        self.topic.as_ref()
    }
}

pub fn prepared(sentence: &[tokens::Token]) -> Vec<Word> {
    let plain = super::plainer::told(super::wished::told(super::idioms::without(sentence)));
    let mut found = tagging::tag(&super::list_words::plain(super::exact::plain(super::said_lists::told(super::given_to::told(plain)))));
    super::openings::nouns(&mut found);
    super::openings::kept(&mut found);
    super::openings::names(&mut found);
    super::short_fields::fold(&mut found);
    states::fold(super::phrasal::fold(found))
}

pub(super) fn pieces_of(sentence: &[tokens::Token]) -> Vec<Piece> {
    phrases::pieces(&prepared(sentence))
}
