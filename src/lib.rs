//! From requirements to PostgreSQL: offline, deterministic, proven.

pub mod catalog;
pub mod design;
pub mod diagnostic;
pub mod domain;
pub mod plan;
pub mod render;
pub mod seed;
pub mod source;
pub mod sql;
pub mod syntax;
