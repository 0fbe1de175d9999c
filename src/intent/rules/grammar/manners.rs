//! What a question with *how* asks for: *how damp it is* its moisture, *how it was paid* the method, *how they came to us* the source.
//!
//! Comes in: the word behind *how*, or what is done then. Goes out: the name of a property, where there is one. Never happens: a number that nobody asks for.

use super::phrases::Noun;

/// Adjectives of measure, with what they measure.
const MEASURES: &[(&str, &[&str])] = &[
    ("weight", &["heavy", "light"]),
    ("size", &["big", "large", "small"]),
    ("height", &["tall", "high"]),
    ("width", &["wide", "broad"]),
    ("depth", &["deep"]),
    ("thickness", &["thick", "thin"]),
    ("temperature", &["hot", "warm", "cold", "cool"]),
    ("moisture", &["damp", "wet", "moist", "humid", "dry"]),
    ("speed", &["fast", "quick", "slow"]),
    ("strength", &["strong", "weak"]),
    ("volume", &["loud", "noisy"]),
    ("difficulty", &["hard", "difficult", "easy", "tricky"]),
    ("severity", &["severe", "serious", "bad", "grave"]),
    ("urgency", &["urgent", "pressing"]),
    ("quality", &["good"]),
    ("price", &["expensive", "dear", "cheap"]),
    ("level", &["full", "empty"]),
    ("gradient", &["steep"]),
    ("delay", &["late"]),
    ("satisfaction", &["satisfied", "happy", "pleased", "content"]),
    ("ripeness", &["ripe"]),
    ("cleanliness", &["clean", "dirty"]),
    ("spiciness", &["spicy"]),
    ("sweetness", &["sweet"]),
    ("rarity", &["rare"]),
    ("popularity", &["popular"]),
    ("confidence", &["sure", "certain", "confident"]),
    ("distance", &["near", "close"]),
    ("brightness", &["bright", "dark"]),
    ("condition", &["worn"]),
    ("age", &["young"]),
    ("importance", &["important"]),
    ("pain", &["painful", "sore"]),
    ("crowding", &["crowded", "busy"]),
    ("rating", &["well"]),
];

/// `how damp`: its moisture.
pub fn measured(adjective: &str) -> Option<&'static str> {
    MEASURES.iter().find(|(_, words)| words.contains(&adjective)).map(|(name, _)| *name)
}

/// Whether a noun behind *how* does or is something, rather than being counted: *how it went*, not *how many eggs*.
pub fn acts(noun: &Noun) -> bool {
    let personal = noun
        .pronoun
        .as_deref()
        .is_some_and(|word| matches!(word, "it" | "they" | "he" | "she" | "we" | "i" | "you" | "people" | "that" | "this"));
    personal || noun.pronoun.is_none() && !noun.quantity.said && noun.range.len() > noun.written().len()
}

/// `how it was paid`: what such a way is called.
pub fn way(verb: &str) -> Option<&'static str> {
    Some(match verb {
        "come" | "find" | "hear" | "reach" | "learn" | "discover" => "source",
        "be" | "feel" | "look" | "sound" | "seem" | "appear" => "condition",
        "go" | "end" | "turn" | "finish" | "work" => "outcome",
        "arrive" | "travel" | "get" => "means_of_transport",
        "pay" | "settle" => "payment_method",
        "contact" | "call" => "channel",
        "react" | "respond" | "answer" => "reaction",
        _ => return None,
    })
}
