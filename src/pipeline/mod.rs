//! The stages in their order: what each command does, as readable functions.
//!
//! Comes in: what a person asks for. Goes out: what was made, or a [`Failure`]. Never happens: an output of its own (main shows, `publish`
//! writes); a decision that belongs to a stage.

mod analysis;
mod asked;
pub mod codes;
mod completion;
mod difference;
mod draft;
mod explain;
mod extensions;
mod failure;
mod format;
mod generate;
mod import;
mod intents;
mod known;
mod load;
mod model;
mod output;
mod reader;
mod reported;
mod request;
mod requirements;
mod rollback;
mod run;
mod sample;
mod seeding;
mod spent;
mod stage;
mod stamp;
mod standing;
mod standing_rows;
#[cfg(test)]
mod standing_tests;
mod state;
mod surroundings;
mod switched;
mod trial;
mod verify;
mod wishes;

pub use analysis::{Analysis, analyse};
pub use difference::{Differing, difference};
pub use draft::{DraftChoice, Drafted, TextSource, draft};
pub use explain::explanations;
pub use failure::{Failure, Findings};
pub use format::{Formatted, format_files};
pub use generate::{Generated, Outcome, generate};
pub use import::{Imported, import};
pub use intents::{Found, IntentChoice, Interpreted};
pub use model::{CheckedModel, ModelChoice, ModelWish, check_model};
pub use reported::{Purpose, drafted, interpreted, is_stale, report_of, status_of};
pub use request::{FreeText, GenerateRequest};
pub use requirements::Requirements;
pub use rollback::rollback;
pub use sample::{SampleChoice, Sampled, sample};
pub use spent::{Fixed, Words, delete_spent};
pub use stage::ServerChoice;
pub use stamp::{Stamp, StampError};
pub use state::{ReadingChoice, State, StateSource, read_state};
pub use verify::{Verified, verify};
