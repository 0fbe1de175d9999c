//! From requirements to PostgreSQL: offline, deterministic, proven.

// The one exception, postgres/child.rs, says of each block why it is sound.
#![deny(unsafe_code)]

pub mod arguments;
pub mod catalog;
pub mod check;
pub mod convention;
pub mod design;
pub mod diagnostic;
pub mod domain;
pub mod history;
pub mod import;
pub mod intent;
pub mod ledger;
pub mod ordered;
pub mod parallel;
pub mod pipeline;
pub mod plan;
pub mod plural;
pub mod postgres;
pub mod proof;
pub mod publish;
pub mod render;
pub mod report;
pub mod seed;
pub mod source;
pub mod sql;
pub mod syntax;
pub mod world;
