//! What the verb of a clause says between its subject and the rest.
//!
//! Comes in: a clause whose pronouns are resolved. Goes out: facts. Never happens: the words behind `because` are read.

use super::being::{be, exists};
use super::described::{by_properties, gained, gains, identified, is_plain_part, nearest, searched};
use super::happenings::{self, Doing, Told, enters_for, is_once};
use super::having::have;
use super::keeping::{plainly, recorded, store, stored};
use super::parts::{of_noun, plain};
use crate::intent::rules::clauses::{Clause, Complement};
use crate::intent::rules::facts::{Fact, Manner, Relates};
use crate::intent::rules::phrases::{self, Group, Noun};
use crate::intent::rules::properties::{is_actor, is_property, is_thing};
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words::{self, Sense};

pub fn read(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group) {
    let acting = subjects.is_empty() || subjects.iter().all(is_actor) || clause.subjects.iter().all(is_actor);
    let clause = &*super::deeds::of_the_deed(clause, verb);
    let without = super::joint::contents_with(reader, clause, subjects, verb)
        .or_else(|| super::told_of_two::hours_on(reader, clause, subjects, verb));
    let clause = without.as_ref().unwrap_or(clause);
    let there = clause.subjects.iter().any(|noun| noun.pronoun.as_deref() == Some("there"));
    super::story_deeds::written(reader, clause, subjects, verb);
    if happenings::listed(reader, clause, subjects, verb)
        || super::time_spent::read(reader, clause, subjects)
        || super::story_deeds::read(reader, clause, subjects, verb)
        || super::stories::read(reader, clause, subjects, verb)
        || super::enough::read(reader, clause, subjects, verb)
        || super::events::done_to(reader, clause, subjects, verb)
        || super::events::has_some(reader, clause, subjects, verb)
        || super::described::told_about(reader, clause, verb, acting)
        || super::deeds::read(reader, clause, subjects, verb, acting)
        || super::joint::differs(reader, clause, subjects, verb)
        || super::terms::read(reader, clause, subjects, verb)
        || super::terms::former(reader, clause, subjects, verb)
        || !acting && super::deeds_of_three::read(reader, clause, subjects, verb)
    {
        return;
    }
    match verb.sense {
        Sense::Be if there => exists(reader, clause),
        Sense::Be => be(reader, clause, subjects, verb),
        Sense::Identify if verb.passive || verb.bare => identified(reader, clause, subjects),
        // `drivers are described by their number and name`, `a position, given by block, bay and row`
        _ if verb.passive
            && !acting
            && matches!(
                verb.base.as_str(),
                "describe" | "give" | "characterise" | "characterize" | "specify" | "define" | "express" | "write" | "state" | "note"
            )
            && by_properties(clause) =>
        {
            for complement in clause.complements.iter().filter(|one| matches!(one.preposition.as_deref(), Some("by" | "through" | "as"))) {
                for subject in subjects {
                    reader.listed_parts(subject, &Complement { preposition: Some("by".to_string()), ..complement.clone() }, Manner::Has);
                }
            }
        }
        _ if verb.passive && !acting && matches!(verb.base.as_str(), "designate" | "denote" | "determine") && by_properties(clause) => {
            identified(reader, clause, subjects)
        }
        Sense::Store
            if verb.base == "know" && verb.passive && clause.complements.iter().any(|one| one.preposition.as_deref() == Some("by")) =>
        {
            identified(reader, clause, subjects);
        }
        // `A bid names an amount and a delivery time`
        _ if super::described::bears(clause, subjects, verb, acting) => have(reader, clause, subjects),
        // `a timesheet collects the entries of a week`
        Sense::Store
            if verb.base == "collect"
                && !acting
                && !verb.passive
                && subjects
                    .iter()
                    .all(|noun| noun.quantity.indefinite && !words::is_organization(noun.head()) && !words::is_person(noun.head())) =>
        {
            have(reader, clause, subjects);
        }
        Sense::Store
            if verb.base == "enter"
                && !acting
                && !verb.negated
                && !verb.passive
                && (!objects(clause).flat_map(nouns_of).all(|noun| is_property(noun) || happenings::is_amount(noun))
                    || enters_for(clause)) =>
        {
            relate(reader, clause, subjects, &Group { sense: Sense::Meet, ..verb.clone() }, acting);
        }
        _ if super::described::brings(clause, subjects, verb) => have(reader, clause, subjects),
        _ if verb.negated && (verb.sense != Sense::Store || (!acting && !verb.passive)) => {}
        Sense::Store
            if verb.passive && verb.base == "see" && clause.complements.iter().any(|one| one.preposition.as_deref() == Some("by")) =>
        {
            relate(reader, clause, subjects, verb, acting);
        }
        // `Works are shown in exhibitions`
        Sense::Store
            if verb.passive
                && matches!(verb.base.as_str(), "show" | "display" | "list")
                && subjects.iter().all(|noun| noun.plural && !is_property(noun))
                && clause.complements.iter().any(|one| {
                    matches!(one.preposition.as_deref(), Some("in" | "at" | "on"))
                        && nouns_of(one).any(|noun| noun.plural && !is_property(noun))
                }) =>
        {
            relate(reader, clause, subjects, verb, acting);
        }
        Sense::Make | Sense::Act if acting && recorded(clause) => store(reader, clause),
        Sense::Store | Sense::Manage if verb.passive && verb.sense == Sense::Store => stored(reader, clause, subjects),
        Sense::Store | Sense::Manage if acting => store(reader, clause),
        // `Waiters know several languages`
        Sense::Store
            if !verb.passive
                && matches!(verb.base.as_str(), "know" | "master")
                && subjects.iter().all(super::somebody::is_person)
                && objects(clause)
                    .flat_map(nouns_of)
                    .all(|noun| noun.plural && !is_actor(noun) && (noun.quantity.said || !is_property(noun))) =>
        {
            relate(reader, clause, subjects, &Group { sense: Sense::Meet, ..verb.clone() }, acting);
        }
        Sense::Store if !matches!(verb.base.as_str(), "need" | "require" | "show" | "display" | "list" | "specify") => {
            store(reader, clause)
        }
        Sense::Have | Sense::Store if acting => store(reader, clause),
        Sense::Have if verb.passive && !clause.complements.iter().any(|one| one.preposition.as_deref() == Some("by")) => {
            have(reader, clause, subjects)
        }
        // `a course can require other courses`
        Sense::Store
            if !verb.passive
                && objects(clause)
                    .flat_map(nouns_of)
                    .any(|noun| noun.quantity.other && noun.plural && subjects.iter().any(|subject| subject.name() == noun.name())) =>
        {
            relate(reader, clause, subjects, &Group { sense: Sense::Meet, ..verb.clone() }, acting);
        }
        Sense::Have if !acting && verb.base == "get" && gains(clause, verb) => gained(reader, clause, subjects, verb),
        Sense::Have | Sense::Store if !verb.passive => {
            reader.may = verb.may && verb.sense == Sense::Have;
            have(reader, clause, subjects);
            reader.may = false;
        }
        Sense::Split if verb.passive && super::told_of_two::grouped(reader, clause, subjects, verb) => {}
        Sense::Split if verb.passive || !acting => have(reader, clause, subjects),
        // `A prescription covers a number of sessions`: what is there once has one whole.
        Sense::Meet if verb.base == "cover" && !verb.passive && !acting && objects(clause).flat_map(nouns_of).any(is_once) => {
            have(reader, clause, subjects)
        }
        Sense::Make | Sense::Act
            if !verb.passive && !acting && recorded(clause) && objects(clause).flat_map(nouns_of).all(is_plain_part) =>
        {
            have(reader, clause, subjects)
        }
        // `students receive a grade`
        Sense::Make | Sense::Act | Sense::Have if !acting && gains(clause, verb) => gained(reader, clause, subjects, verb),
        _ => relate(reader, clause, subjects, verb, acting),
    }
}

pub fn nouns_of(complement: &Complement) -> impl Iterator<Item = &Noun> {
    complement.items.iter().filter_map(|item| item.noun.as_ref())
}

pub fn objects(clause: &Clause) -> impl Iterator<Item = &Complement> {
    clause.complements.iter().filter(|one| one.preposition.is_none())
}

pub fn relation(reader: &mut Reader, from: &Noun, to: &Noun, verb: &Group, preposition: Option<&str>, passive: bool) {
    reader.relates(Relates {
        from: from.clone(),
        to: to.clone(),
        verb: verb.base.clone(),
        sense: Some(verb.sense),
        preposition: preposition.map(str::to_string),
        passive,
        may: verb.may,
        actor: false,
        range: from.range.start.min(to.range.start)..from.range.end.max(to.range.end),
    });
}

/// The last noun of what stands right before a complement.
fn nouns_before<'a>(clause: &'a Clause, complement: &Complement) -> Option<&'a Noun> {
    let at = clause.complements.iter().position(|one| std::ptr::eq(one, complement))?;
    nouns_of(clause.complements.get(at.checked_sub(1)?)?).last()
}

/// `Crates arrive in shipments: …`, `repairs get billed on an invoice: …`: what they come in.
fn gathered(place: &Complement, verb: &Group) -> Option<Noun> {
    let gathers = matches!(
        verb.base.as_str(),
        "arrive"
            | "come"
            | "bill"
            | "invoice"
            | "bundle"
            | "group"
            | "pack"
            | "batch"
            | "combine"
            | "settle"
            | "load"
            | "ship"
            | "gather"
            | "pay"
            | "collect"
    );
    let inside = matches!(place.preposition.as_deref(), Some("in" | "into" | "on" | "onto" | "as"));
    let noun = nouns_of(place).last().filter(|_| gathers && inside && nouns_of(place).count() == 1)?;
    let new = noun.plural && !noun.quantity.said || noun.quantity.indefinite;
    (new && is_thing(noun)).then(|| noun.clone())
}

/// Any other verb.
fn relate(reader: &mut Reader, clause: &Clause, subjects: &[Noun], verb: &Group, acting: bool) {
    let verb = &mut verb.clone();
    let per = verb.sense == Sense::Make && !verb.passive && clause.complements.iter().any(|one| one.preposition.as_deref() == Some("per"));
    let objects: Vec<Noun> = objects(clause)
        .flat_map(|one| nouns_of(one).cloned().collect::<Vec<_>>())
        .filter_map(|noun| {
            reader.meant_by(&noun).map(|mut meant| {
                meant.quantity.other |= noun.quantity.other;
                // `one review per event`: many in all.
                if per && !meant.plural && meant.quantity.said {
                    meant.quantity = phrases::Quantity { indefinite: true, other: meant.quantity.other, ..phrases::Quantity::default() };
                }
                meant
            })
        })
        .collect();
    // `Each job goes through several steps`
    if verb.base == "search" && !acting && !verb.passive && subjects.iter().all(|noun| !words::is_person(noun.head()) && !is_property(noun))
    {
        let steps = ["step", "stage", "phase", "round", "state"];
        if objects.iter().any(|noun| steps.contains(&noun.head())) {
            have(reader, clause, subjects);
            return;
        }
        // `A patrol goes through several sectors`
        *verb = Group { base: "pass".to_string(), sense: Sense::Meet, ..verb.clone() };
    }
    if verb.base == "search" {
        searched(reader, clause, subjects, &objects);
        return;
    }
    if super::being::switched(reader, clause, subjects, verb) || super::joint::replies(reader, clause, verb, &objects) {
        return;
    }
    if super::joint::role_of_another(reader, clause, subjects, &objects) || super::links_two::read(reader, clause, subjects, &objects, verb)
    {
        return;
    }
    super::joint::made_when(reader, verb, &objects, acting);
    if super::marks::read(reader, clause, subjects, verb, &objects) {
        return;
    }
    let actor = if acting { reader.actor() } else { None };
    let named = words::verb_named(&verb.base);
    // `rent a flat under a lease`: what happens has its name.
    let under = clause.complements.iter().filter(|one| matches!(one.preposition.as_deref(), Some("under" | "through" | "via")));
    let under = under.flat_map(nouns_of).find(|noun| noun.quantity.indefinite && !is_property(noun) && !is_actor(noun)).cloned();
    let event = under.clone().or(named
        .filter(|known| matches!(known.sense, Sense::Meet | Sense::Make) || verb.sense == Sense::Meet)
        .and_then(|known| known.nouns.first().map(|noun| plain(noun))));
    // `we open a repair job`, `build a photo app with users`
    if acting {
        let owned = matches!(verb.base.as_str(), "run" | "own" | "operate");
        for object in &objects {
            if owned && object.quantity.indefinite && !object.plural {
                reader.thing(object, -1.5);
            }
        }
        let system = matches!(verb.base.as_str(), "build" | "make" | "create" | "develop" | "design" | "run");
        for object in &objects {
            reader.thing(object, if object.quantity.none || (system && !object.plural) { 0.0 } else { 0.5 });
        }
    }
    // What is done is kept: a comment, a booking.
    let doing = Doing { clause, subjects, objects: &objects, actor: actor.as_ref(), acting, under: under.as_ref() };
    let told = named.map_or(Told::Not, |known| happenings::kept(reader, &doing, verb, known));
    if matches!(told, Told::Made) {
        verb.sense = Sense::Make;
    }
    let kept_here = matches!(told, Told::All);
    let span = super::spans::Span { clause, verb, subjects, objects: &objects, event: event.as_ref(), acting };
    if super::spans::read(reader, &span, &told) {
        return;
    }
    if acting && matches!(verb.base.as_str(), "give" | "create" | "add" | "insert" | "generate" | "fill" | "make") {
        for complement in clause.complements.iter().filter(|one| one.preposition.is_none()) {
            reader.seeds(complement);
        }
    }
    // `parents register their children`
    if let ([subject], [object]) = (subjects, objects.as_slice())
        && !acting
        && !verb.passive
        && matches!(object.owner_word.as_deref(), Some("their" | "its" | "his" | "her"))
        && matches!(
            verb.base.as_str(),
            "register" | "add" | "enter" | "bring" | "enrol" | "enroll" | "manage" | "list" | "upload" | "publish"
        )
    {
        reader.owns(subject, of_noun(object), Manner::Has);
    }
    // A clause of its own event is told by the event.
    let objects: Vec<Noun> = if kept_here { Vec::new() } else { objects };
    for subject in subjects.iter().chain(&actor) {
        for object in &objects {
            let mut relates = Relates {
                from: subject.clone(),
                to: object.clone(),
                verb: verb.base.clone(),
                sense: Some(verb.sense),
                preposition: None,
                passive: verb.passive,
                may: verb.may,
                actor: acting,
                range: verb.range.clone(),
            };
            relates.range = subject.range.start.min(object.range.start)..object.range.end.max(subject.range.end);
            if !is_actor(subject) {
                reader.relates(relates);
            }
        }
    }
    for complement in &clause.complements {
        let Some(preposition) = complement.preposition.as_deref() else { continue };
        let properties = complement.items.iter().filter(|item| item.noun.as_ref().is_some_and(is_property) || item.asked.is_some()).count();
        for states in complement.items.iter().filter(|item| !item.states.is_empty()) {
            if let Some(owner) = objects.last().or(subjects.last()).filter(|owner| !is_actor(owner)) {
                reader.push(Fact::States { owner: owner.clone(), states: states.states.clone(), range: states.range.clone() });
            }
        }
        if preposition == ":" && (kept_here || properties == 0) {
            continue;
        }
        // `employees create polls with a question and at least two options`
        let made = preposition == "with" && verb.sense == Sense::Make && !verb.passive && !acting && objects.len() == 1;
        let made = made && nouns_of(complement).all(|noun| noun.quantity.indefinite || noun.quantity.said);
        let to_many = objects.last().or_else(|| nouns_before(clause, complement)).filter(|noun| noun.plural);
        if let (Some(subject), Some(other)) = (subjects.last(), to_many)
            && !acting
            && matches!(verb.sense, Sense::Belong | Sense::Meet)
            && super::told_of_two::of_members(reader, subject, &other.clone(), complement)
        {
            continue;
        }
        // `apply with my name and my e-mail address`
        let mine = objects.is_empty()
            && matches!(preposition, "with" | "using")
            && nouns_of(complement).next().is_some_and(|noun| noun.owner_word.as_deref() == Some("my"));
        if let (true, Some(actor)) = (mine && properties * 2 >= complement.items.len(), actor.as_ref().filter(|actor| !is_actor(actor))) {
            reader.thing(actor, 0.5);
            reader.listed_parts(&actor.clone(), complement, Manner::Has);
            continue;
        }
        if matches!(preposition, "with" | ":" | "including") && (properties * 2 >= complement.items.len() || preposition == ":" || made) {
            let happened = !acting
                && !verb.passive
                && (kept_here || !objects.is_empty())
                && event.is_some()
                && preposition == "with"
                && (verb.sense == Sense::Meet || kept_here);
            // `Documents are uploaded for an application: file name, version`
            let at = clause.complements.iter().position(|one| std::ptr::eq(one, complement)).unwrap_or(0);
            let before = at.checked_sub(1).and_then(|at| clause.complements.get(at)).and_then(|one| one.preposition.as_deref());
            let doer = matches!(before, Some("by" | "with" | "under" | "via" | "through"));
            let told = !doer && preposition == ":" && !acting && objects.is_empty() && properties * 2 >= complement.items.len();
            // `make an offer for an application with a salary`
            let somebody = !subjects.is_empty() && subjects.iter().all(super::somebody::is_person);
            let created = (acting || somebody)
                && preposition == "with"
                && !verb.passive
                && matches!(before, Some("for" | "to" | "on" | "at" | "in" | "about"))
                && matches!(
                    verb.base.as_str(),
                    "post"
                        | "send"
                        | "publish"
                        | "upload"
                        | "report"
                        | "register"
                        | "create"
                        | "make"
                        | "add"
                        | "schedule"
                        | "plan"
                        | "submit"
                        | "raise"
                        | "open"
                        | "write"
                        | "issue"
                        | "place"
                        | "request"
                );
            // `a guest can write one review per reservation, with a rating`
            let each = preposition == "with" && before == Some("per") && verb.sense == Sense::Make && !verb.passive;
            let created = objects.first().filter(|one| {
                (created && (!is_property(one) || one.plural && !plainly(one)) || each && one.quantity.indefinite)
                    && objects.len() == 1
                    && (one.quantity.indefinite || one.quantity.said || one.plural)
                    && !is_actor(one)
            });
            // `review an order with a rating and a comment`
            let judged = acting
                && kept_here
                && preposition == "with"
                && (properties == complement.items.len() || matches!(verb.base.as_str(), "review" | "rate" | "comment"));
            // `Crates arrive in shipments: date, weight`
            let gathered = clause.complements.get(at.wrapping_sub(1)).filter(|_| told).and_then(|one| gathered(one, verb));
            let owner = if let Some(created) = created {
                Some(created.clone())
            } else if happened || judged {
                event.clone()
            } else {
                gathered
                    .or_else(|| subjects.last().filter(|_| told).cloned())
                    .or_else(|| nearest(clause, complement))
                    .or_else(|| subjects.last().cloned())
            };
            // `Sign up with e-mail and password`, of whom the heading speaks.
            let owner = owner.or_else(|| if acting && verb.base == "register" { reader.owner_at_hand() } else { None });
            if let Some(owner) = owner.and_then(|owner| reader.meant_by(&owner)) {
                if is_actor(&owner) {
                    reader.things_of(complement);
                } else {
                    reader.listed_parts(&owner, complement, Manner::Has);
                }
            }
            continue;
        }
        if matches!(preposition, "with" | "including") && objects.is_empty() && acting {
            // `apply for a job with a cover letter`
            match event.as_ref().filter(|_| kept_here && actor.is_some()) {
                Some(event) => reader.listed_parts(&event.clone(), complement, Manner::Has),
                None => reader.things_of(complement),
            }
            continue;
        }
        // `Artists release albums with tracks`: the albums have them.
        let several = |noun: &Noun| noun.plural && !is_property(noun) && !words::is_person(noun.head()) && noun.pronoun.is_none();
        if matches!(preposition, "with" | "including")
            && !verb.passive
            && matches!(
                verb.base.as_str(),
                "create"
                    | "release"
                    | "publish"
                    | "post"
                    | "upload"
                    | "write"
                    | "make"
                    | "build"
                    | "add"
                    | "compose"
                    | "submit"
                    | "place"
                    | "plan"
                    | "design"
                    | "receive"
                    | "manage"
                    | "get"
            )
            && nouns_of(complement).all(several)
            && let Some(object) = objects.last().filter(|object| !is_property(object) && !is_actor(object))
        {
            reader.listed_parts(&object.clone(), complement, Manner::Has);
            continue;
        }
        // `Courses are held as sessions`
        let parts = preposition == "as" && verb.passive && !acting;
        for noun in nouns_of(complement).filter(|noun| parts && noun.plural && !is_property(noun)) {
            for subject in subjects.iter().filter(|subject| subject.plural && !is_property(subject)) {
                relation(reader, subject, noun, verb, Some(preposition), true);
            }
        }
        if matches!(preposition, "like" | "as" | "such as" | "e.g" | "than" | "because") {
            continue;
        }
        if super::told_of_two::ends(reader, &objects, verb, complement) {
            continue;
        }
        if acting
            && properties > 0
            && matches!(preposition, "under" | "by")
            && let Some(object) = objects.last().cloned()
        {
            reader.listed_parts(&object, complement, Manner::Has);
            continue;
        }
        if kept_here {
            continue;
        }
        if super::told_of_two::of_the_whole(reader, subjects, &objects, verb, complement) {
            continue;
        }
        // `registered under a running number and a year`, `scored at a certain period, minute and second`
        let indefinite =
            nouns_of(complement).next().is_some_and(|noun| noun.quantity.indefinite || noun.has_flag("certain") || noun.has_flag("given"));
        if !acting
            && verb.sense != Sense::Be
            && properties == complement.items.len()
            && nouns_of(complement).all(|noun| plainly(noun) && !noun.plural)
            && indefinite
            && (verb.passive && preposition == "under" || complement.items.len() > 1 && matches!(preposition, "on" | "at" | "in"))
        {
            if let Some(owner) = objects.last().or(subjects.last()).filter(|owner| !is_property(owner) && !is_actor(owner)).cloned() {
                reader.listed_parts(&owner, &Complement { preposition: None, ..complement.clone() }, Manner::Has);
            }
            continue;
        }
        for noun in nouns_of(complement) {
            // `takes place on a date`, `starts at a time`
            if !acting && plainly(noun) && !noun.plural && crate::intent::rules::amounts::is_one(noun) && matches!(preposition, "on" | "at")
            {
                if let Some(owner) = objects.last().or(subjects.last()).filter(|owner| !is_property(owner) && !is_actor(owner)) {
                    reader.owns(owner, of_noun(noun), Manner::Has);
                }
                continue;
            }
            // `may meet in several places`
            if !acting
                && verb.sense != Sense::Belong
                && is_property(noun)
                // `certified on several models`
                && !(verb.passive && words::is_weak_attribute(noun.head()))
                && !matches!(noun.head(), "date" | "day" | "time" | "hour")
                && noun.plural
                && noun.quantity.said
                && noun.quantity.number.is_none()
            {
                for subject in subjects.iter().filter(|subject| !is_property(subject)) {
                    reader.owns(subject, of_noun(noun), Manner::Has);
                }
                continue;
            }
            let Some(to) = reader.meant_by(noun) else { continue };
            if preposition == "with" && acting && objects.iter().all(is_actor) {
                reader.things_of(complement);
                break;
            }
            let told = !objects.is_empty() && !verb.passive;
            // `sign up for shifts at events`: the shifts are at the events.
            let at = clause.complements.iter().position(|one| std::ptr::eq(one, complement));
            let before = at.and_then(|at| at.checked_sub(1)).and_then(|at| clause.complements.get(at));
            let inner =
                before.filter(|one| matches!(one.preposition.as_deref(), Some("for" | "to")) && matches!(preposition, "at" | "in" | "of"));
            let inner = inner.and_then(|one| nouns_of(one).last()).filter(|noun| noun.plural && !is_property(noun));
            if let (Some(inner), true, Sense::Meet, false) = (inner, objects.is_empty(), verb.sense, verb.passive) {
                let belongs = Group { base: "belong".to_string(), sense: Sense::Belong, ..verb.clone() };
                relation(reader, inner, &to, &belongs, Some(preposition), true);
                continue;
            }
            // `As a student I want to enrol in courses`
            let person = actor.iter().filter(|_| objects.is_empty() && verb.sense == Sense::Meet);
            for subject in subjects.iter().chain(person).filter(|subject| !is_actor(subject) && !told) {
                relation(reader, subject, &to, verb, Some(preposition), verb.passive);
            }
            if !verb.passive && preposition != "by" {
                for object in &objects {
                    relation(reader, object, &to, verb, Some(preposition), true);
                }
            }
        }
    }
    if !acting {
        // A relation that is recorded `on each`, `for each`: told by its verb.
        for complement in
            clause.before.iter().filter(|one| matches!(one.preposition.as_deref(), Some("in" | "during" | "for" | "at" | "on" | "from")))
        {
            for noun in nouns_of(complement) {
                for subject in subjects {
                    if let Some(to) = reader.meant_by(noun) {
                        relation(reader, subject, &to, verb, complement.preposition.as_deref(), true);
                    }
                }
            }
        }
    } else {
        for complement in
            clause.before.iter().filter(|one| matches!(one.preposition.as_deref(), Some("for" | "in" | "during" | "at" | "on")))
        {
            for noun in nouns_of(complement) {
                for object in &objects {
                    if let Some(to) = reader.meant_by(noun) {
                        relation(reader, object, &to, verb, complement.preposition.as_deref(), true);
                    }
                }
            }
        }
    }
}
