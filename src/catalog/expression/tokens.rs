//! What PostgreSQL prints and sqlparser 0.63 does not read, put into words of the same meaning that it does read.

use sqlparser::keywords::Keyword;
use sqlparser::tokenizer::{Token, Word};

/// - `TRIM(BOTH FROM x)` becomes `btrim(x)`, and so on.
/// - `x::text COLLATE "C"` becomes `x COLLATE "C"`: sqlparser takes no COLLATE after a cast, and the normal form drops this cast.
/// - `inet '10.0.0.0/8'` becomes `'10.0.0.0/8'`: the normal form drops the type of a constant.
pub(super) fn that_sqlparser_reads(tokens: Vec<Token>) -> Vec<Token> {
    let mut result: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut tokens = tokens.into_iter().filter(|token| !matches!(token, Token::Whitespace(_))).peekable();
    while let Some(token) = tokens.next() {
        match (&token, tokens.peek()) {
            (Token::Word(side), Some(Token::Word(next))) if next.keyword == Keyword::FROM && trim_name(side.keyword).is_some() => {
                if let (Some(name), [.., Token::Word(trim), Token::LParen]) = (trim_name(side.keyword), result.as_mut_slice())
                    && trim.keyword == Keyword::TRIM
                {
                    *trim = plain_word(name);
                    tokens.next();
                    continue;
                }
            }
            (Token::Word(word), Some(Token::SingleQuotedString(_))) if is_typed_constant(word) => continue,
            (Token::Word(word), _) if word.keyword == Keyword::COLLATE => drop_text_cast(&mut result),
            _ => {}
        }
        result.push(token);
    }
    result
}

/// Whether the tree may grow deeper by it: all but names, constants, commas and closing brackets.
pub(super) fn is_operator(token: &Token) -> bool {
    match token {
        Token::Word(word) => matches!(word.keyword, Keyword::AND | Keyword::OR | Keyword::NOT | Keyword::IS | Keyword::COLLATE),
        Token::Number(..) | Token::SingleQuotedString(_) | Token::Comma | Token::Period | Token::RParen | Token::RBracket => false,
        _ => true,
    }
}

fn trim_name(side: Keyword) -> Option<&'static str> {
    match side {
        Keyword::BOTH => Some("btrim"),
        Keyword::LEADING => Some("ltrim"),
        Keyword::TRAILING => Some("rtrim"),
        _ => None,
    }
}

fn plain_word(value: &str) -> Word {
    Word { value: value.to_string(), quote_style: None, keyword: Keyword::NoKeyword }
}

/// Types whose constants sqlparser does not read in the form `type 'text'`.
fn is_typed_constant(word: &Word) -> bool {
    word.quote_style.is_none()
        && matches!(
            word.value.to_ascii_lowercase().as_str(),
            "inet" | "cidr" | "macaddr" | "point" | "box" | "circle" | "text" | "regclass" | "money" | "tsquery" | "tsvector"
        )
}

fn drop_text_cast(tokens: &mut Vec<Token>) {
    let is = |token: &Token, name: &str| matches!(token, Token::Word(word) if word.value.eq_ignore_ascii_case(name));
    let length = match tokens.as_slice() {
        [.., Token::DoubleColon, data_type] if is(data_type, "text") || is(data_type, "varchar") || is(data_type, "bpchar") => 2,
        [.., Token::DoubleColon, first, second] if is(first, "character") && is(second, "varying") => 3,
        _ => return,
    };
    tokens.truncate(tokens.len() - length);
}
