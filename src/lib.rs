//! From requirements to PostgreSQL: offline, deterministic, proven.

pub mod catalog;
pub mod convention;
pub mod design;
pub mod diagnostic;
pub mod history;
pub mod plan;
pub mod postgres;
pub mod render;
pub mod seed;
pub mod source;
pub mod sql;
pub mod syntax;
pub mod world;
