//! SQL as text: the one way to quote, the scanner that splits a script into statements, and names that SQL knows.
//!
//! Comes in: names and values of any kind, scripts of any origin. Goes out: [`SqlText`], text that is safe to stand in a
//! statement. Never happens: a name or value reaching SQL by any other way.

pub mod extensions;
pub mod keywords;
pub mod plpgsql;
pub mod psql;
pub mod quote;
pub mod roles;
pub mod scanner;

pub use quote::{SqlText, comment_line, quote_identifier, quote_literal};
