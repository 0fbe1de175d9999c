//! What sentences tell, one kind of saying a file.
//!
//! Comes in: clauses, or the pieces of a sentence, and what was spoken of before. Goes out: facts. Never happens: a word is tagged here, or a fact is weighed.

pub mod apposition;
pub mod being;
pub mod containers;
pub mod deeds;
pub mod definitions;
pub mod described;
pub mod each_time;
pub mod enough;
pub mod entries;
pub mod enumerations;
pub mod events;
pub mod exclusions;
pub mod fragments;
pub mod goes_with;
pub mod grids;
pub mod happenings;
pub mod having;
pub mod headings;
pub mod headless;
pub mod items;
pub mod joint;
pub mod keeping;
pub mod kinds;
pub mod kinds_named;
pub mod links_two;
pub mod marks;
pub mod papers;
pub mod parts;
pub mod periods;
pub mod predicates;
pub mod presence;
pub mod pronouns;
pub mod questions;
pub mod somebody;
pub mod spans;
pub mod stories;
pub mod terms;
pub mod time_spent;
pub mod told_of_two;
pub mod trees;
pub mod unique;
pub mod wish_list;
pub mod within_list;
