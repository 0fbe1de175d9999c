//! Names as words: how those of a text, an outline and written requirements compare.
//!
//! Comes in: a name in any spelling. Goes out: its words, or a key that is equal for singular and plural, `BlogPost` and `blog posts`.

use crate::plural::singular;

/// The words in lower case: `BlogPost`, `blog_post` and `Blog post` are two.
pub fn words(name: &str) -> Vec<String> {
    let snake = heck::ToSnakeCase::to_snake_case(name);
    snake.split('_').filter(|word| !word.is_empty()).map(str::to_string).collect()
}

/// The same for all spellings of a name, in the singular and in the plural.
pub fn key(name: &str) -> String {
    key_of(&words(name))
}

pub fn key_of(words: &[String]) -> String {
    let mut words = words.to_vec();
    if let Some(last) = words.last_mut() {
        *last = singular(last);
    }
    words.join(" ")
}

/// The name as a person says it: `BlogPost` is a `blog post`.
pub fn spoken(name: &str) -> String {
    words(name).join(" ")
}

/// The keys of a name and of its ends, from the longest: `MainBlogPost`, `blog post`, `post`.
pub fn ends(name: &str) -> Vec<String> {
    let words = words(name);
    (0..words.len()).map(|start| key_of(&words[start..])).collect()
}

/// `a`, or `an` before a vowel that is heard.
pub fn with_article(noun: &str) -> String {
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u']);
    let exception = ["use", "uni", "one", "eu"].iter().any(|start| noun.starts_with(start)) || noun.starts_with("hour");
    if vowel != exception { format!("an {noun}") } else { format!("a {noun}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_spellings_of_a_name_have_one_key() {
        for name in ["BlogPost", "blog_posts", "Blog posts", "blog post"] {
            assert_eq!(key(name), "blog post", "{name}");
        }
        assert_eq!(ends("MainBlogPost"), ["main blog post", "blog post", "post"]);
    }

    #[test]
    fn names_are_said_as_people_say_them() {
        assert_eq!(spoken("OrderLine"), "order line");
        assert_eq!(
            (with_article("order"), with_article("user"), with_article("hour")),
            ("an order".into(), "a user".into(), "an hour".into())
        );
    }
}
