//! `.schema` text to [`ast::Ast`], and back in the standard layout.

pub mod ast;
