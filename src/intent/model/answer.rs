//! An answer of a model, taken apart.
//!
//! Comes in: whatever a decoder said. Goes out: proposals. Never happens: a panic; more proposals than a person would read; a name that is none.

/// One line of an answer: `post(title,content) -> user`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposal {
    /// snake_case, as the answer has it.
    pub entity: String,
    pub attributes: Vec<String>,
    pub parents: Vec<String>,
}

/// A text of a few pages names no more things than this.
pub const MOST_LINES: usize = 48;
const MOST_ATTRIBUTES: usize = 24;
const MOST_PARENTS: usize = 8;
const LONGEST_NAME: usize = 48;

/// The lines of an answer that say something. `declared` are names, as [`name_key`] has them, that stand without the answer.
///
/// Left out are malformed lines (the last is one where the answer was cut), repeated ones, parents that are the entity itself or that nobody declares, and what only
/// repeats a key (`id`). An attribute that is called as an entity (`user`, `user_id`) is a parent. What is said of one entity in several lines is one proposal.
pub fn proposals(answer: &str, declared: &[String]) -> Vec<Proposal> {
    let mut found: Vec<Proposal> = Vec::new();
    for line in answer.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')).take(MOST_LINES) {
        let Some(read) = proposal(line) else { continue };
        match found.iter_mut().find(|known| name_key(&known.entity) == name_key(&read.entity)) {
            Some(known) => {
                add_new(&mut known.attributes, read.attributes, MOST_ATTRIBUTES);
                add_new(&mut known.parents, read.parents, MOST_PARENTS);
            }
            None => found.push(read),
        }
    }
    let mut entities: Vec<String> = found.iter().map(|proposal| name_key(&proposal.entity)).collect();
    entities.extend(declared.iter().cloned());
    for proposal in &mut found {
        let own = name_key(&proposal.entity);
        // An attribute that is called as an entity, or as its key, refers to it.
        let (referring, plain) =
            std::mem::take(&mut proposal.attributes).into_iter().partition(|attribute| entities.contains(&referred(attribute)));
        proposal.attributes = plain;
        let referring: Vec<String> = referring;
        add_new(&mut proposal.parents, referring.iter().map(|name| without_key(name).to_string()).collect(), MOST_PARENTS);
        proposal.parents.retain(|parent| name_key(parent) != own && entities.contains(&name_key(parent)));
        proposal.attributes.retain(|attribute| attribute != "id");
    }
    found
}

/// Whether the last whole line of an answer stood in it before, or is the third of one entity: a model that goes in circles never ends.
pub fn repeats(answer: &str) -> bool {
    let Some(lines) = answer.strip_suffix('\n') else { return false };
    let (before, last) = lines.rsplit_once('\n').unwrap_or(("", lines));
    let entity = |line: &str| line.split('(').next().unwrap_or_default().to_string();
    let same = before.lines().filter(|line| entity(line) == entity(last)).count();
    before.lines().any(|line| line == last) || same >= 2 || before.lines().count() >= MOST_LINES
}

/// A name as names are compared: its words in the singular, without what stands between them.
pub fn name_key(name: &str) -> String {
    name.split('_').filter(|word| !word.is_empty()).map(|word| crate::plural::singular(&word.to_lowercase())).collect()
}

/// `user_id`, `user_ids` and `user` are of a user.
fn referred(attribute: &str) -> String {
    name_key(without_key(attribute))
}

fn without_key(attribute: &str) -> &str {
    attribute.strip_suffix("_id").or_else(|| attribute.strip_suffix("_ids")).unwrap_or(attribute)
}

fn proposal(line: &str) -> Option<Proposal> {
    let (entity, rest) = line.split_once('(')?;
    let (attributes, rest) = rest.split_once(')')?;
    let parents = match rest.trim() {
        "" => "",
        rest => rest.strip_prefix("->")?,
    };
    let mut read = Proposal { entity: name(entity)?, ..Proposal::default() };
    add_new(&mut read.attributes, names(attributes)?, MOST_ATTRIBUTES);
    add_new(&mut read.parents, names(parents)?, MOST_PARENTS);
    Some(read)
}

fn names(text: &str) -> Option<Vec<String>> {
    if text.trim().is_empty() {
        return Some(Vec::new());
    }
    text.split(',').map(name).collect()
}

fn name(text: &str) -> Option<String> {
    let text = text.trim();
    let plain = text.len() <= LONGEST_NAME && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    let name = text.trim_matches('_');
    (plain && name.starts_with(|first: char| first.is_ascii_lowercase())).then(|| name.to_string())
}

fn add_new(names: &mut Vec<String>, more: Vec<String>, at_most: usize) {
    for name in more {
        if names.len() < at_most && !names.iter().any(|known| name_key(known) == name_key(&name)) {
            names.push(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(answer: &str, declared: &[&str]) -> Vec<String> {
        let declared: Vec<String> = declared.iter().map(|name| name_key(name)).collect();
        let line = |one: &Proposal| format!("{}({}) -> {}", one.entity, one.attributes.join(","), one.parents.join(","));
        proposals(answer, &declared).iter().map(line).collect()
    }

    #[test]
    fn a_line_is_an_entity_with_attributes_and_parents() {
        assert_eq!(
            shown("user(email)\npost(title,body) -> user\ntag()\n", &[]),
            ["user(email) -> ", "post(title,body) -> user", "tag() -> "]
        );
    }

    #[test]
    fn what_is_malformed_is_left_out_and_the_rest_stays() {
        let answer = "Sure! Here it is:\nuser(email)\nUser(email)\npost title\npost(title -> user\npost(title) user\n1st(a)\npost(a,,b)\n\npost(title) -> user\ncut(of";
        assert_eq!(shown(answer, &[]), ["user(email) -> ", "post(title) -> user"]);
    }

    #[test]
    fn what_is_said_twice_of_an_entity_is_one_proposal() {
        assert_eq!(shown("post(title)\nposts(body,titles)\nuser()\npost() -> user\n", &[]), ["post(title,body) -> user", "user() -> "]);
    }

    #[test]
    fn a_parent_is_declared_here_or_stands_already_and_is_never_the_child() {
        assert_eq!(shown("post(title) -> post,posts,writer,user\n", &["User"]), ["post(title) -> user"]);
    }

    #[test]
    fn what_is_called_as_an_entity_or_its_key_is_a_parent_and_an_id_is_nothing() {
        let answer = "user(id,user_id,tax_id)\npost(id,author,user_id,tag_ids,user) -> user\ntag()\n";
        assert_eq!(shown(answer, &[]), ["user(tax_id) -> ", "post(author) -> user,tag", "tag() -> "]);
    }

    #[test]
    fn lines_and_names_are_bounded() {
        let many: String = (0..1000).map(|number| format!("thing{number}(a{number})\n")).collect();
        assert_eq!(proposals(&many, &[]).len(), MOST_LINES);
        let wide = format!("post({})\n", (0..100).map(|number| format!("a{number}x")).collect::<Vec<_>>().join(","));
        assert_eq!(proposals(&wide, &[])[0].attributes.len(), MOST_ATTRIBUTES);
        assert!(proposals(&format!("{}(a)\n", "x".repeat(49)), &[]).is_empty());
    }

    #[test]
    fn a_circle_is_seen_at_the_end_of_its_second_line() {
        assert!(!repeats("") && !repeats("a()\n") && !repeats("a()\nb()\n") && !repeats("a()\na()"));
        assert!(repeats("a()\nb()\na()\n") && repeats("a()\na()\n"));
        assert!(!repeats("a(b)\na(b) -> c\n") && repeats("a(b)\na(b) -> c\na(b) -> d\n"));
        assert!(repeats(&(0..=MOST_LINES).map(|number| format!("a{number}()\n")).collect::<String>()));
    }

    proptest! {
        #[test]
        fn no_answer_panics_and_what_comes_out_has_names(answer in "(?s).{0,400}", likely in "([a-z_(),>\\- \n]{0,12}){0,20}") {
            for text in [answer, likely] {
                let _ = repeats(&text);
                for proposal in proposals(&text, &["user".to_string()]) {
                    for name in [&proposal.entity].into_iter().chain(&proposal.attributes).chain(&proposal.parents) {
                        prop_assert!(!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'));
                    }
                    prop_assert!(!proposal.parents.contains(&proposal.entity));
                }
            }
        }
    }
}
