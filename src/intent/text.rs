//! A free text as it comes from outside: bounded, and a text.
//!
//! Comes in: bytes of a file, of standard input or of an argument. Goes out: text with `\n` line ends and without a byte order mark. Never happens: a reader that
//! meets megabytes, a NUL or no word at all.

use crate::diagnostic::Diagnostic;

/// The longest text that is read, in bytes. A book of 300 pages has half of it.
pub const LONGEST_TEXT: usize = 1_000_000;

/// The text, or why these bytes are none.
pub fn text_of(bytes: &[u8]) -> Result<String, Box<Diagnostic>> {
    if bytes.len() > LONGEST_TEXT {
        let refused = Diagnostic::error("intent-too-large", "this text has more than 1 MB");
        return Err(Box::new(refused.help("take the part that says what is to be stored, or several parts, each by itself")));
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        return Err(no_text("it is not UTF-8"));
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    if let Some(control) = text.chars().find(|sign| sign.is_control() && !matches!(sign, '\n' | '\t' | '\r' | '\u{c}')) {
        return Err(no_text(&format!("it holds the control character U+{:04X}", u32::from(control))));
    }
    if !text.chars().any(char::is_alphanumeric) {
        let refused = Diagnostic::error("intent-empty", "this text holds no words");
        return Err(Box::new(refused.help("say what is to be stored, such as \"A blog platform with users, posts and comments.\"")));
    }
    Ok(text)
}

fn no_text(why: &str) -> Box<Diagnostic> {
    let refused = Diagnostic::error("intent-not-text", format!("this is no text: {why}"));
    Box::new(refused.help("give plain text in UTF-8; of a document of another program, save or copy its text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code_of(bytes: &[u8]) -> &'static str {
        text_of(bytes).map_or_else(|refused| refused.code, |_| "a text")
    }

    #[test]
    fn what_is_no_text_is_refused_by_name() {
        assert_eq!(code_of(&vec![b'a'; LONGEST_TEXT + 1]), "intent-too-large");
        assert_eq!(code_of(&vec![b'a'; LONGEST_TEXT]), "a text");
        assert_eq!(code_of(b"caf\xe9"), "intent-not-text");
        assert_eq!(code_of(b"\xff\xfea\0 \0b\0"), "intent-not-text");
        assert_eq!(code_of(b"GGUF\x03\0\0\0"), "intent-not-text");
        assert_eq!(code_of(b"\x7fELF"), "intent-not-text");
        for empty in ["", " \n\t\r\n", "\u{feff}", "…—!?"] {
            assert_eq!(code_of(empty.as_bytes()), "intent-empty", "{empty:?}");
        }
    }

    #[test]
    fn line_ends_and_the_byte_order_mark_do_not_count() {
        assert_eq!(text_of("\u{feff}Users\r\nand posts\x0c".as_bytes()).expect("a text"), "Users\nand posts\u{c}");
    }
}
