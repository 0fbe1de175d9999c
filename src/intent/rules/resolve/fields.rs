//! What each thing has: properties, and relations that a list of properties tells.
//!
//! Comes in: facts and things. Goes out: [`Fields`]. Never happens: a field and a reference of one name.

use std::ops::Range;

use indexmap::IndexMap;

use super::frames;
use super::links::Relation;
use super::things::{Things, thing_name};
use crate::intent::fill;
use crate::intent::rules::facts::{Fact, Manner, Part};
use crate::intent::rules::phrases::Noun;
use crate::intent::rules::properties::is_property;
use crate::intent::rules::reader::Reader;
use crate::intent::rules::words;
use crate::plural::singular;

#[derive(Debug, Clone, Default)]
pub struct Property {
    pub kind: String,
    pub states: Vec<String>,
    pub optional: bool,
    pub unique: bool,
    pub range: Range<usize>,
    /// Several of them: a table of its own.
    pub many: bool,
}

/// What tells the rows of a thing apart: parts, and within what.
#[derive(Debug)]
pub struct Unique {
    pub of: usize,
    pub parts: Vec<Noun>,
    pub within: Vec<Noun>,
}

#[derive(Debug, Default)]
pub struct Fields {
    /// Of each thing, by its place.
    pub of: Vec<IndexMap<String, Property>>,
    pub relations: Vec<Relation>,
    /// What two things have together.
    pub between: Vec<(usize, usize, String, Property)>,
    pub unique: Vec<Unique>,
}

pub fn collect(reader: &Reader, things: &Things) -> Fields {
    let mut fields = Fields { of: vec![IndexMap::new(); things.all.len()], ..Fields::default() };
    for fact in &reader.facts {
        match fact {
            Fact::Owns { owner, part, manner } if part.perhaps.is_some() && !is_described(reader, things, owner, part) => {
                owns(&mut fields, things, owner, &Part { between: None, ..part.clone() }, *manner);
            }
            Fact::Owns { owner, part, manner } => owns(&mut fields, things, owner, part, *manner),
            Fact::States { owner, states, range } => stated(&mut fields, things, owner, states, range),
            Fact::Unique { owner, parts, within } => {
                if let Some((at, _)) = things.find(owner) {
                    let mut within = within.clone();
                    within.extend(owner.of.as_deref().cloned());
                    inside(&mut fields, things, at, &within);
                    fields.unique.push(Unique { of: at, parts: parts.clone(), within });
                }
            }
            Fact::Plays { owner, role, thing } => {
                // `the rapporteur of the case`
                let of = role.of.as_deref().and_then(|of| things.find(of));
                let person = |noun: &Noun| words::is_person(noun.head()) || words::is_role(noun.head());
                if role.words.is_empty() || role.pronoun.is_some() {
                    continue;
                }
                if let (Some((at, _)), Some((to, _))) = (of.or_else(|| things.find(owner)), things.find(thing)) {
                    // `One of them is the cox`: no part that an outing plays.
                    if at == to && person(role) && !words::is_person(things.all[to].name.rsplit('_').next().unwrap_or_default()) {
                        continue;
                    }
                    let mut relation = Relation::refers(at, to, Some(thing_name(role)), at == to, role.range.clone());
                    relation.strong = true;
                    fields.relations.push(relation);
                }
            }
            Fact::Tree { noun } => {
                if let Some((at, _)) = things.find(noun) {
                    fields.relations.push(Relation::refers(at, at, Some("parent".to_string()), true, noun.range.clone()));
                }
            }
            Fact::Of { part, whole } => of(&mut fields, things, part, whole),
            _ => {}
        }
    }
    for fact in &reader.facts {
        if let Fact::Flag { owner, part, flag, within } = fact {
            flagged(&mut fields, things, owner.as_ref(), part, flag, within);
        }
    }
    fields
}

/// Whether other words say what a thing has itself.
fn is_described(reader: &Reader, things: &Things, owner: &Noun, part: &Part) -> bool {
    let (Some((at, _)), Some(range)) = (things.find(owner), &part.perhaps) else { return false };
    reader.facts.iter().any(|fact| match fact {
        Fact::Owns { owner, part, .. } => {
            let apart = part.range.end < range.start || part.range.start > range.end;
            apart && part.between.is_none() && things.find(owner).is_some_and(|(of, _)| of == at)
        }
        _ => false,
    })
}

/// A name that a column may have.
pub fn field_name(part: &Part) -> String {
    if let Some(name) = &part.named {
        return name.clone();
    }
    let written = if part.noun.words.iter().any(|word| word == "of") || part.noun.head_at + 1 != part.noun.words.len() {
        part.noun.name()
    } else {
        part.noun.written()
    };
    clean(&written)
}

/// `café` → `cafe`.
fn without_accent(one: char) -> char {
    match one {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}

pub fn clean(name: &str) -> String {
    let mut clean: String = name.chars().map(without_accent).map(|one| if one.is_ascii_alphanumeric() { one } else { '_' }).collect();
    while clean.contains("__") {
        clean = clean.replace("__", "_");
    }
    clean.trim_matches('_').to_lowercase()
}

fn owns(fields: &mut Fields, things: &Things, owner: &Noun, part: &Part, manner: Manner) {
    let Some((at, _)) = things.find(owner) else {
        return;
    };
    if part.noun.quantity.none || (part.noun.quantity.each && part.named.is_none() && manner == Manner::Has) {
        return;
    }
    if let Some((one, other)) = &part.between
        && let (Some((a, _)), Some((b, _))) = (things.find(one), things.find(other))
        && a != b
    {
        // `when a book was borrowed`, where a loan is what happens then.
        let event = part.done.as_deref().and_then(|verb| frames::event_of(things, verb, &[a, b], &mut frames::Events::new()));
        if let Some(event) = event {
            let property =
                Property { kind: part.kind.clone(), states: part.states.clone(), range: part.range.clone(), ..Property::default() };
            add(fields, event, field_name(part), property);
            return;
        }
        let property = Property {
            kind: part.kind.clone(),
            states: part.states.clone(),
            optional: part.optional,
            range: part.range.clone(),
            ..Property::default()
        };
        fields.between.push((a, b, field_name(part), property));
        fields.relations.push(Relation {
            a,
            b,
            b_per_a: Some(true),
            a_per_b: Some(true),
            sure: 3,
            sure_back: 3,
            strong: true,
            range: part.range.clone(),
            ..Relation::default()
        });
        return;
    }
    if let Some(who) = &part.who {
        if let Some(person) = things.person() {
            let role = part.named.clone().or_else(|| Some(who.clone()));
            fields.relations.push(Relation::refers(at, person, role, part.optional, part.range.clone()));
        }
        return;
    }
    // `Message: from, to, text`
    if let (true, Some(person)) = (manner == Manner::Listed && matches!(part.noun.name().as_str(), "from" | "to"), things.person())
        && !fill::targets_of_role(&things.all[at].name, "sender").is_empty()
    {
        let role = if part.noun.name() == "from" { "sender" } else { "recipient" };
        fields.relations.push(Relation::refers(at, person, Some(role.to_string()), part.optional, part.range.clone()));
        return;
    }
    let head_is_thing = words::is_weak_attribute(part.noun.head()) && things.named(part.noun.head()).is_some();
    let sure_property = is_property(&part.noun) && things.named(&thing_name(&part.noun)).is_none() && !head_is_thing;
    let named = part.named.is_some();
    let found = if named || (sure_property && !words::is_role(part.noun.head())) { None } else { things.find(&part.noun) };
    let single = !part.noun.plural && part.noun.quantity.many != Some(true);
    let found = found.or_else(|| if single && !named || several_people(&part.noun) { things.player(&part.noun) } else { None });
    let found = found.or_else(|| if named { None } else { played(things, at, &part.noun) });
    if let (None, false, Some(line)) = (&found, named || is_property(&part.noun), lines_of(things, &part.noun)) {
        // `a checklist`, where there are checklist items.
        fields.relations.push(Relation {
            a: at,
            b: line,
            b_per_a: Some(true),
            sure: 2,
            strong: true,
            range: part.range.clone(),
            ..Relation::default()
        });
        return;
    }
    if let (Some((to, None)), true) = (&found, single && !part.noun.quantity.other)
        && *to != at
        && fill::belongs_to(&things.all[*to].name, &things.all[at].name)
    {
        // `Every customer has one cart`: the cart is the customer's.
        let relation = Relation::refers(*to, at, None, false, part.range.clone());
        fields.relations.push(Relation { sure: 2, a_per_b: Some(false), sure_back: 2, belongs: true, ..relation });
        return;
    }
    if let Some((to, role)) = found {
        if role.as_deref() == Some("parent") && to == at {
            fields.relations.push(Relation::refers(at, at, role, true, part.range.clone()));
            return;
        }
        // `of` a thing of itself: another one, or only a word for it.
        if to == at && role.is_none() && !part.noun.quantity.other && (manner != Manner::Has || is_property(&part.noun)) {
            if is_property(&part.noun) {
                add(fields, at, field_name(part), Property { range: part.range.clone(), ..Property::default() });
            }
            return;
        }
        let many = part.noun.quantity.many.or(if part.noun.plural { Some(true) } else { None });
        // `which other huts can be reached`
        if to == at && part.noun.quantity.one_of && part.noun.quantity.other && part.noun.plural {
            fields.relations.push(Relation::others(at, "which", part.range.clone()));
            return;
        }
        fields.relations.push(Relation {
            a: at,
            b: to,
            b_per_a: Some(many.unwrap_or(false)),
            sure: if part.noun.quantity.said { 2 } else { u8::from(!part.noun.plural) },
            optional: part.optional || part.noun.quantity.maybe,
            a_per_b: match &part.noun.of {
                _ if part.noun.has_flag("selection") || (part.noun.quantity.one_of && part.noun.plural) => Some(true),
                // `the instruments of each customer`
                Some(of) if of.quantity.each && part.noun.plural => Some(false),
                // `each workspace has its own labels`
                _ if part.noun.plural
                    && part.noun.has_flag("own")
                    && matches!(part.noun.owner_word.as_deref(), Some("its" | "their" | "his" | "her")) =>
                {
                    Some(false)
                }
                _ => None,
            },
            other: part.noun.quantity.other || of_its_kind(&part.noun),
            told: told(things, &part.noun)
                .or_else(|| part.told.clone())
                .or_else(|| (thing_name(&part.noun) != things.all[to].name).then(|| thing_name(&part.noun))),
            role,
            strong: true,
            range: part.range.clone(),
            ..Relation::default()
        });
        return;
    }
    if part.noun.has_flag("number_of") && part.named.is_none() {
        let name = clean(&format!("number_of_{}", part.noun.written()));
        add(fields, at, name, Property { kind: "int".to_string(), range: part.range.clone(), ..Property::default() });
        return;
    }
    let mut name = field_name(part);
    // `the type of hive`, of a hive.
    if let Some(start) = name
        .strip_suffix(&format!("_of_{}", things.all[at].name))
        .or_else(|| name.strip_suffix(&format!("_of_the_{}", things.all[at].name)))
    {
        name = start.to_string();
    }
    // `the name of the passenger`, of a ticket
    if let Some(of) = part.noun.of.as_deref().filter(|of| part.named.is_none() && names_what_it_is_of(things, &part.noun, of)) {
        name = clean(&format!("{}_{name}", of.name()));
    }
    // `X id`, `created by`
    let words: Vec<&str> = name.split('_').collect();
    if words.len() >= 2
        && words.last() == Some(&"id")
        && let Some(to) = things.named(&words[..words.len() - 1].join("_")).filter(|to| *to != at)
    {
        fields.relations.push(Relation::refers(at, to, None, part.optional, part.range.clone()));
        return;
    }
    if name == "id" {
        return;
    }
    if let (true, Some(person)) = (name.ends_with("_by"), things.person()) {
        fields.relations.push(Relation::refers(at, person, Some(name), part.optional, part.range.clone()));
        return;
    }
    if name.is_empty() || !name.starts_with(|first: char| first.is_ascii_alphabetic()) || name.len() > 60 || name.split('_').count() > 6 {
        return;
    }
    // `more than one phone number`
    let more = part.noun.quantity.many == Some(true) && part.noun.quantity.number.is_none() && is_property(&part.noun);
    let many = (part.noun.plural || more)
        && !part.noun.quantity.one_of
        && part.noun.quantity.said
        && part.noun.quantity.many == Some(true)
        && part.noun.quantity.number.is_none_or(|number| number > 1);
    if many {
        name = singular_name(&name);
    }
    let property = Property {
        kind: part.kind.clone(),
        states: part.states.clone(),
        optional: part.optional || part.noun.quantity.maybe && !many,
        unique: part.unique,
        range: part.range.clone(),
        many,
    };
    add(fields, at, name, property);
}

/// `any number of assignees`, `several reviewers`.
fn several_people(noun: &Noun) -> bool {
    noun.plural && noun.quantity.said && noun.quantity.many == Some(true) && words::is_role(noun.head())
}

/// Who plays a part that such a thing mostly has: the author of a comment.
fn played(things: &Things, at: usize, noun: &Noun) -> Option<(usize, Option<String>)> {
    if noun.plural || noun.words.len() > 1 {
        return None;
    }
    let targets = fill::targets_of_role(&things.all[at].name, noun.head());
    let to = targets.iter().find_map(|target| things.named(target))?;
    Some((to, Some(thing_name(noun))))
}

/// The lines of what a noun says: the items of a checklist.
fn lines_of(things: &Things, noun: &Noun) -> Option<usize> {
    if noun.plural {
        return None;
    }
    let name = thing_name(noun);
    ["item", "line", "entry", "step"].iter().find_map(|end| things.named(&format!("{name}_{end}")))
}

/// A property of something that is no thing itself.
fn names_what_it_is_of(things: &Things, part: &Noun, of: &Noun) -> bool {
    let plain = !of.plural && of.pronoun.is_none() && of.words.len() == 1 && of.owner_word.is_none();
    let told = !of.quantity.each && !of.quantity.said && !part.words.iter().any(|word| word == of.head() || word == "of");
    let property = matches!(
        part.head(),
        "name" | "email" | "phone" | "address" | "number" | "title" | "amount" | "date" | "code" | "colour" | "color"
    );
    plain
        && told
        && property
        && things.find(of).is_none()
        && !crate::intent::rules::properties::is_actor(of)
        && !words::is_attribute(of.head())
}

/// `the port of loading`: a loading port.
fn told(things: &Things, noun: &Noun) -> Option<String> {
    let of = noun.of.as_deref().filter(|of| !of.plural && of.pronoun.is_none() && things.find(of).is_none())?;
    let plain = of.quantity == crate::intent::rules::phrases::Quantity::default() && of.words.len() == 1;
    plain.then(|| format!("{}_{}", of.name(), thing_name(noun)))
}

/// `sub-rubric`: one of the same kind.
fn of_its_kind(noun: &Noun) -> bool {
    let first = noun.words.first().map_or("", String::as_str);
    let alone = noun.words.len() == 1;
    first.starts_with("sub-") || (!alone && matches!(first, "sub" | "child" | "parent" | "nested"))
}

fn singular_name(name: &str) -> String {
    let (start, last) = name.rsplit_once('_').map_or(("", name), |(start, last)| (start, last));
    let last = singular(last);
    if start.is_empty() { last } else { format!("{start}_{last}") }
}

fn add(fields: &mut Fields, at: usize, name: String, property: Property) {
    let Some(of) = fields.of.get_mut(at) else { return };
    let entry = of.entry(name).or_insert_with(|| property.clone());
    entry.unique |= property.unique;
    entry.optional |= property.optional;
    if entry.states.is_empty() {
        entry.states = property.states;
    }
    if entry.kind.is_empty() {
        entry.kind = property.kind;
    }
}

fn stated(fields: &mut Fields, things: &Things, owner: &Noun, states: &[String], range: &Range<usize>) {
    let property = Property { states: states.to_vec(), range: range.clone(), ..Property::default() };
    if is_property(owner) && things.named(&thing_name(owner)).is_none() {
        // `Its status is new or done`: of whom the words before say.
        for of in &mut fields.of {
            if let Some(found) = of.get_mut(&owner.written()) {
                if found.states.is_empty() {
                    found.states = states.to_vec();
                }
                return;
            }
        }
        return;
    }
    if let Some((at, _)) = things.find(owner) {
        let has = fields.of[at].get("status").is_some_and(|one| !one.states.is_empty());
        if !has {
            add(fields, at, "status".to_string(), property);
        }
    }
}

/// `a copy of a title`: refers to it, unless something else says how they relate.
fn of(fields: &mut Fields, things: &Things, part: &Noun, whole: &Noun) {
    let (Some((a, role)), Some((b, _))) = (things.find(part), things.find(whole)) else { return };
    if a == b || role.is_some() || (is_property(part) && things.named(&thing_name(part)).is_none()) {
        return;
    }
    // `a round of matches` has many of them.
    let many = whole.plural && !part.plural && !whole.quantity.each;
    fields.relations.push(Relation { a, b, b_per_a: Some(many), range: part.range.clone(), strong: false, ..Relation::default() });
}

/// What is unique within something belongs to it.
fn inside(fields: &mut Fields, things: &Things, at: usize, within: &[Noun]) {
    for noun in within {
        if let Some((to, _)) = things.find(noun).filter(|(to, _)| *to != at) {
            fields.relations.push(Relation { sure: 2, ..Relation::refers(at, to, None, false, noun.range.clone()) });
        }
    }
}

fn flagged(fields: &mut Fields, things: &Things, owner: Option<&Noun>, part: &Noun, flag: &str, within: &[Noun]) {
    let name = clean(&part.written());
    let single = clean(&part.name());
    let owner = part.of.as_deref().or(owner).and_then(|owner| things.find(owner)).map(|(at, _)| at);
    let holds = |fields: &Fields, at: usize| [&name, &single].into_iter().find(|name| fields.of[at].contains_key(*name)).cloned();
    let ending = |fields: &Fields, at: usize| fields.of[at].keys().find(|key| key.ends_with(&format!("_{single}"))).cloned();
    let at = owner
        .filter(|at| holds(fields, *at).is_some())
        .or_else(|| (0..fields.of.len()).find(|at| holds(fields, *at).is_some()))
        .or_else(|| (0..fields.of.len()).find(|at| ending(fields, *at).is_some()));
    // `Invoice numbers are unique per supplier`: invoices have a number.
    let whose = part.words.len().checked_sub(1).filter(|last| *last > 0).and_then(|last| things.named(&part.words[..last].join("_")));
    let at = match (at, whose) {
        (None, Some(of)) if flag == "unique" && is_property(part) => {
            add(fields, of, single.clone(), Property { range: part.range.clone(), ..Property::default() });
            Some(of)
        }
        // `Display name is optional`, of whom the heading speaks.
        (None, None) if is_property(part) && part.words.len() > 1 && owner.is_some() => {
            let property = Property { range: part.range.clone(), ..Property::default() };
            owner.inspect(|of| add(fields, *of, single.clone(), property))
        }
        (at, _) => at,
    };
    let Some(at) = at else { return };
    let Some(key) = holds(fields, at).or_else(|| ending(fields, at)) else { return };
    let real: Vec<Noun> = within.iter().filter(|noun| things.find(noun).is_some_and(|(to, _)| to != at)).cloned().collect();
    if flag == "unique" && !real.is_empty() {
        inside(fields, things, at, &real);
        let noun = Noun { range: part.range.clone(), ..crate::intent::rules::parts::plain(&key) };
        fields.unique.push(Unique { of: at, parts: vec![noun], within: real });
        return;
    }
    if let Some(property) = fields.of[at].get_mut(&key) {
        property.unique |= flag == "unique";
        property.optional |= flag == "optional";
    }
}
