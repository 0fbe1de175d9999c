//! What a model is asked: the same words for every text, and the grammar of the answer.
//!
//! Comes in: models/prompt.txt and grammar/intent.gbnf, at build. Goes out: the prompt in the form that a model's template wants. Never happens: a
//! word of a text in the part that is the same for all.

use super::template::Template;
use crate::world::sha256_hex;

/// Turns that begin with `## system`, `## user` and `## assistant`; the text to read is one more turn of the user.
pub const PROMPT: &str = include_str!("../../../models/prompt.txt");

pub const GRAMMAR: &str = include_str!("../../../grammar/intent.gbnf");

pub fn prompt_sha256() -> String {
    sha256_hex(PROMPT.as_bytes())
}

pub fn grammar_sha256() -> String {
    sha256_hex(GRAMMAR.as_bytes())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    System,
    User,
    Assistant,
}

/// What stands around a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// The same for all texts.
    pub before: String,
    pub after: String,
}

/// The turns before the text.
pub fn turns() -> Vec<(Role, String)> {
    let mut turns: Vec<(Role, String)> = Vec::new();
    for line in PROMPT.lines() {
        let role = match line {
            "## system" => Some(Role::System),
            "## user" => Some(Role::User),
            "## assistant" => Some(Role::Assistant),
            _ => None,
        };
        match (role, turns.last_mut()) {
            (Some(role), _) => turns.push((role, String::new())),
            (None, Some((_, text))) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    // The line breaks between the turns are those of the file; an answer ends with one, as the grammar wants it.
    for (role, text) in &mut turns {
        if *role != Role::Assistant {
            text.truncate(text.trim_end().len());
        }
    }
    turns
}

impl Prompt {
    pub fn new(template: &Template) -> Prompt {
        let mut before = String::new();
        let mut told = String::new();
        for (role, text) in turns() {
            match role {
                Role::System => match template.system {
                    Some((open, close)) => before += &format!("{open}{text}{close}"),
                    // Without a turn of its own it stands before the first thing that the user says.
                    None => told = format!("{text}\n\n"),
                },
                Role::User => before += &format!("{}{}{text}{}", template.user.0, std::mem::take(&mut told), template.user.1),
                Role::Assistant => before += &format!("{}{text}{}", template.assistant.0, template.assistant.1),
            }
        }
        before += template.user.0;
        Prompt { before, after: format!("{}{}", template.user.1, template.assistant.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::TEMPLATES;
    use super::super::answer::proposals;
    use super::*;

    #[test]
    fn the_prompts_own_answers_are_what_the_reader_of_answers_takes_whole() {
        let answers: Vec<String> = turns().into_iter().filter(|(role, _)| *role == Role::Assistant).map(|(_, text)| text).collect();
        assert!(answers.len() >= 2);
        for answer in answers {
            assert_eq!(proposals(&answer, &[]).len(), answer.lines().count(), "{answer}");
            assert!(answer.ends_with('\n'));
        }
    }

    #[test]
    fn the_text_stands_in_the_users_last_turn_of_every_template() {
        for template in TEMPLATES {
            let prompt = Prompt::new(template);
            assert!(prompt.before.ends_with(template.user.0), "{}", template.name);
            assert_eq!(prompt.after, format!("{}{}", template.user.1, template.assistant.0));
            assert_eq!(prompt.before.matches("List the tables of the database").count(), 1, "{}", template.name);
        }
    }
}
