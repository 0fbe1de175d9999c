//! Of which month, year or season something is: *one bill per flat and month*, *a sum per show and month*.
//!
//! Comes in: the pieces of a sentence. Goes out: facts that what there is one of has the period as a property. Never happens: a rate (*a price per night*) gets one.

use crate::intent::rules::facts::Manner;
use crate::intent::rules::phrases::{Noun, Piece};
use crate::intent::rules::properties::{is_actor, is_property, is_thing};
use crate::intent::rules::reader::Reader;

fn is_period(noun: &Noun) -> bool {
    noun.words.len() == 1
        && !noun.plural
        && matches!(noun.head(), "month" | "year" | "quarter" | "season" | "week" | "day" | "term" | "semester" | "night" | "date")
}

fn is_whole(noun: &Noun) -> bool {
    is_thing(noun) && !is_period(noun)
}

/// `one invoice a month`, `a statement per quarter`: what is written for each has it.
fn papers(reader: &mut Reader, pieces: &[Piece]) {
    for at in 0..pieces.len().saturating_sub(1) {
        let Piece::Noun(paper) = &pieces[at] else { continue };
        let per = matches!(pieces.get(at + 1), Some(Piece::Preposition(word, _)) if word == "per");
        let Some(Piece::Noun(period)) = pieces.get(at + 1 + usize::from(per)) else { continue };
        let written = crate::intent::rules::meanings::is_one_of(paper.head(), &["document"]);
        let one = !paper.plural && (paper.quantity.indefinite || paper.quantity.number == Some(1) || paper.quantity.said);
        let rate = per || period.quantity.indefinite;
        if written
            && one
            && rate
            && is_period(period)
            && !is_actor(paper)
            && paper.pronoun.is_none()
            && paper.words.iter().all(|word| word != "per")
        {
            let paper = Noun { brackets: Vec::new(), of: None, ..paper.clone() };
            reader.owns(
                &paper,
                super::parts::of_noun(&Noun { range: period.range.clone(), ..super::parts::plain(period.head()) }),
                Manner::Has,
            );
        }
    }
}

pub fn read(reader: &mut Reader, pieces: &[Piece]) {
    papers(reader, pieces);
    for at in 0..pieces.len().saturating_sub(4) {
        let [Piece::Noun(told), Piece::Preposition(per, _), Piece::Noun(one), Piece::And, rest @ ..] = &pieces[at..] else { continue };
        let Some(Piece::Noun(other)) = rest.iter().find(|piece| !matches!(piece, Piece::Preposition(word, _) if word == "per")) else {
            continue;
        };
        let period = match (is_period(one), is_period(other)) {
            (false, true) if is_whole(one) => other,
            (true, false) if is_whole(other) => one,
            _ => continue,
        };
        // `one price per room and night` is a rate.
        let thing = told.pronoun.is_none() && !is_property(told) && !is_actor(told);
        if per == "per" && thing {
            let whole = if is_period(one) { other } else { one };
            let told = Noun { brackets: Vec::new(), ..told.clone() };
            reader.owns(
                &told,
                super::parts::of_noun(&Noun { range: period.range.clone(), ..super::parts::plain(period.head()) }),
                Manner::Has,
            );
            reader.concerns(&told, whole);
        }
    }
}
