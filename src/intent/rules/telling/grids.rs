//! Tables of fields: one table of the draft a row, or one field a row.
//!
//! Comes in: blocks. Goes out: facts. Never happens: a table about something else becomes a table of the draft.

use super::parts::of_noun;
use crate::intent::rules::facts::{Manner, Part};
use crate::intent::rules::layout::{Block, Kind};
use crate::intent::rules::phrases::{self, Noun, Piece};
use crate::intent::rules::reader::{Reader, prepared};
use crate::intent::rules::tagging::Tag;
use crate::intent::rules::tokens;
use crate::intent::rules::words;

pub fn read(reader: &mut Reader, text: &str, blocks: &[Block]) {
    let mut at = 0;
    while at < blocks.len() {
        if blocks[at].kind != Kind::Row {
            at += 1;
            continue;
        }
        let end = blocks[at..].iter().position(|block| block.kind != Kind::Row).map_or(blocks.len(), |length| at + length);
        grid(reader, text, &blocks[at..end], title(text, &blocks[..at]));
        at = end;
    }
}

fn cell<'a>(text: &'a str, row: &Block, at: usize) -> &'a str {
    row.pieces.get(at).and_then(|piece| text.get(piece.clone())).unwrap_or_default()
}

fn nouns(text: &str, block: &Block, at: usize) -> Vec<Noun> {
    let Some(piece) = block.pieces.get(at) else { return Vec::new() };
    let mut found = Vec::new();
    for sentence in tokens::sentences(text, std::slice::from_ref(piece)) {
        for piece in phrases::pieces(&prepared(&sentence)) {
            if let Piece::Noun(noun) = piece {
                found.push(noun);
            }
        }
    }
    found
}

/// What the words before a table call it.
fn title(text: &str, before: &[Block]) -> Option<Noun> {
    let of = |block: &Block| {
        let found = (0..block.pieces.len()).flat_map(|at| nouns(text, block, at));
        found.collect::<Vec<_>>().into_iter().find(|noun| noun.pronoun.is_none() && !crate::intent::rules::properties::is_actor(noun))
    };
    // `### Offering`, a sentence about it, and then its fields.
    let heading = match before {
        [.., heading, said] if heading.kind == Kind::Heading && heading.depth > 1 && said.kind == Kind::Paragraph => of(heading),
        _ => None,
    };
    heading.filter(|noun| noun.words.len() <= 3 && !words::is_plain_heading(noun.head())).or_else(|| before.last().and_then(of)).map(listed)
}

/// `Asset register`, `Risk list`: of what it is a list.
fn listed(noun: Noun) -> Noun {
    let list = matches!(
        noun.head(),
        "register"
            | "list"
            | "record"
            | "sheet"
            | "table"
            | "catalogue"
            | "catalog"
            | "form"
            | "card"
            | "entry"
            | "overview"
            | "data"
            | "field"
    );
    let words = &noun.words[..noun.words.len().saturating_sub(1)];
    if !list || words.is_empty() {
        return noun;
    }
    Noun { range: noun.range.clone(), ..super::parts::plain(&crate::plural::singular(&words.join("_"))) }
}

fn grid(reader: &mut Reader, text: &str, rows: &[Block], title: Option<Noun>) {
    let Some(head) = rows.first() else { return };
    let names: Vec<String> = (0..head.pieces.len()).map(|at| cell(text, head, at).trim_matches(['*', ' ']).to_lowercase()).collect();
    let find = |words: &[&str]| {
        names.iter().position(|name| words.iter().any(|word| name == word || name.split([' ', '/']).any(|part| part == *word)))
    };
    let things = find(&["table", "tab", "entity", "entities", "sheet", "object", "thing", "model", "class", "tables", "resource"]);
    let fields = find(&[
        "fields",
        "columns",
        "attributes",
        "properties",
        "data",
        "contents",
        "field",
        "column",
        "attribute",
        "property",
        "details",
        "information",
    ]);
    // `| What | Fields |`
    let of_what = ["what", "name", "who", "item", "record", "records", "type", "kind", "list", "concept", "noun", "about", "area", ""];
    let things = things.or_else(|| {
        let first = names.first()?;
        (fields.is_some_and(|at| at > 0) && of_what.contains(&first.as_str())).then_some(0)
    });
    let fields = fields.or_else(|| find(&["what"]));
    let body = rows
        .iter()
        .skip(1)
        .filter(|row| !row.pieces.iter().all(|piece| text.get(piece.clone()).unwrap_or_default().chars().all(|one| "-: ".contains(one))));
    let type_at = find(&["type", "datatype", "kind", "format"]);
    let notes: Vec<usize> =
        (0..names.len()).filter(|at| Some(*at) != things && Some(*at) != fields.or(Some(0)) && Some(*at) != type_at).collect();
    let mut owner: Option<Noun> = title;
    for row in body {
        if let Some(at) = things
            && let Some(noun) = nouns(text, row, at).into_iter().next()
        {
            reader.thing(&noun, 2.0);
            owner = Some(noun);
        }
        let Some(owner) = &owner else { continue };
        let owner = &owner.clone();
        for at in &notes {
            told_in_note(reader, text, row, *at, owner);
        }
        let field_at = fields.unwrap_or(usize::from(things == Some(0)));
        let Some(piece) = row.pieces.get(field_at) else { continue };
        for sentence in tokens::sentences(text, std::slice::from_ref(piece)) {
            let found = prepared(&sentence);
            // `File number` is no order to file a number.
            let named = found.len() > 1 && found.iter().all(|word| matches!(word.tag, Tag::Verb | Tag::Noun | Tag::Adjective));
            // `Warranty until`
            let bound = found.len() > 1 && found.last().is_some_and(|word| matches!(word.word.as_str(), "until" | "from" | "since" | "to"));
            let bound = bound && found[..found.len() - 1].iter().all(|word| matches!(word.tag, Tag::Noun | Tag::Adjective));
            let listed: Vec<Part> = if named && found[0].tag == Tag::Verb || bound {
                let words: Vec<&str> = found.iter().map(|word| word.word.as_str()).collect();
                let range = found[0].range.start..found[found.len() - 1].range.end;
                vec![of_noun(&Noun { range, ..super::parts::plain(&words.join("_")) })]
            } else {
                reader.listed(&found)
            };
            let alone = listed.len() == 1;
            for mut part in listed {
                if alone {
                    noted(text, row, &notes, type_at, &mut part);
                    let looked_up = type_at.is_some_and(|at| looks_up(cell(text, row, at))).then(|| super::parts::plain(&part.noun.name()));
                    let thing = type_at.and_then(|at| referred(cell(text, row, at))).or(looked_up);
                    if let Some(thing) = thing.or_else(|| notes.iter().find_map(|at| one_of_things(text, row, *at))) {
                        refers(reader, owner, part, thing);
                        continue;
                    }
                }
                reader.owns(owner, part, Manner::Listed);
            }
        }
    }
}

/// `a customer has many sites`, `lookup: buildings have a name`: a note that is a sentence.
fn told_in_note(reader: &mut Reader, text: &str, row: &Block, at: usize, owner: &Noun) {
    let Some(piece) = row.pieces.get(at) else { return };
    let skip = cell(text, row, at).find(": ").map_or(0, |at| at + 2);
    let piece = piece.start + skip..piece.end;
    for sentence in tokens::sentences(text, std::slice::from_ref(&piece)) {
        for part in sentence.split(|token| token.sign && token.word == ";") {
            let found = prepared(part);
            let opens = found.first().is_some_and(|word| {
                word.tag == Tag::Determiner || word.tag == Tag::Noun && crate::intent::rules::tagging::is_plural(&word.word)
            });
            let verb = found.iter().position(|word| word.tag == Tag::Verb && word.base() != Some("be"));
            if opens && found.len() >= 4 && verb.is_some_and(|at| at > 0) {
                reader.topic = Some(owner.clone());
                reader.sentence(found, false);
            }
        }
    }
}

/// What a cell of types refers to: `→ Person`, `FK to Person`, `ref Person`.
fn referred(cell: &str) -> Option<Noun> {
    let cell = cell.trim();
    let marks = ["→", "->", "fk to", "fk", "foreign key to", "foreign key", "references", "reference to", "reference", "ref"];
    let mark = marks.iter().find(|mark| cell.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark)))?;
    let rest = cell[mark.len()..].trim_matches(|one: char| !one.is_alphanumeric());
    if rest.is_empty()
        || rest.split_whitespace().count() > 2
        || rest.contains(|one: char| !one.is_alphanumeric() && one != ' ' && one != '_')
    {
        return None;
    }
    Some(super::parts::plain(&crate::plural::singular(&rest.to_lowercase().replace(' ', "_"))))
}

/// `lookup`, in a column of types.
fn looks_up(cell: &str) -> bool {
    matches!(
        cell.trim().to_lowercase().as_str(),
        "lookup" | "reference" | "ref" | "relation" | "link" | "fk" | "foreign key" | "lookup field"
    )
}

/// `a person`, in a column of notes.
fn one_of_things(text: &str, row: &Block, at: usize) -> Option<Noun> {
    let note = cell(text, row, at).to_lowercase();
    let article = note.starts_with("a ") || note.starts_with("an ") || note.starts_with("one of the ");
    let [noun] = nouns(text, row, at).try_into().ok()?;
    let noun: Noun = noun;
    let alone = article && note.split_whitespace().count() <= 5 && noun.brackets.is_empty() && noun.of.is_none();
    (alone && noun.pronoun.is_none() && !crate::intent::rules::properties::is_property(&noun))
        .then(|| Noun { quantity: phrases::Quantity::default(), ..noun })
}

fn refers(reader: &mut Reader, owner: &Noun, part: Part, thing: Noun) {
    let thing = Noun { range: part.range.clone(), ..thing };
    reader.thing(owner, 0.8);
    reader.thing(&thing, 0.5);
    if part.noun.name() == thing.name() || part.noun.words.last().is_some_and(|last| last == "id") {
        reader.owns(owner, Part { noun: thing, ..part }, Manner::Listed);
    } else {
        reader.push(crate::intent::rules::facts::Fact::Plays { owner: owner.clone(), role: part.noun, thing });
    }
}

/// What the other columns say of a field.
fn noted(text: &str, row: &Block, notes: &[usize], type_at: Option<usize>, part: &mut Part) {
    let mut words = String::new();
    for at in notes.iter().copied().chain(type_at) {
        words.push_str(&cell(text, row, at).to_lowercase());
        words.push(' ');
    }
    part.unique |= words.contains("unique");
    part.optional |= words.contains("optional") || words.contains("nullable");
    let kind = type_at.map(|at| cell(text, row, at).to_lowercase()).unwrap_or_default();
    let first = kind.split(|one: char| !one.is_alphanumeric()).next().unwrap_or_default();
    part.kind = match first {
        "int" | "integer" | "number" => "int",
        "bool" | "boolean" => "bool",
        "date" => "date",
        "text" | "string" => "text",
        "datetime" | "timestamp" => "timestamp",
        _ => "",
    }
    .to_string();
}
