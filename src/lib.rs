//! From requirements to PostgreSQL: offline, deterministic, proven.

// The one exception, postgres/child.rs, says of each block why it is sound.
#![deny(unsafe_code)]

pub mod diagnostic;
pub mod postgres;
pub mod source;
pub mod syntax;
pub mod world;
