//! From requirements to PostgreSQL: offline, deterministic, proven.

pub mod diagnostic;
pub mod postgres;
pub mod source;
pub mod syntax;
pub mod world;
