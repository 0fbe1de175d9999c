//! `groundplan diff FROM TO`: what leads from one state of a schema to another.
//!
//! Comes in: two states, and which way. Goes out: the plan and its SQL. Never happens: a file is written, a database is changed.

use crate::ordered::IndexMap;

use super::failure::Failure;
use super::state::{ReadingChoice, State, StateSource, read_state};
use crate::parallel::both;
use crate::plan::{Plan, RemovalPolicy, plan};
use crate::render::render_difference;
use crate::source::Sources;
use crate::world::World;

#[derive(Debug)]
pub struct Differing {
    pub plan: Plan,
    /// Empty when the states are equal.
    pub sql: String,
    /// What of the states was passed over.
    pub notes: Vec<String>,
}

/// With `reverse`, what leads from `to` back to `from`.
pub fn difference(
    world: &dyn World,
    from: &StateSource,
    to: &StateSource,
    reverse: bool,
    reading: &ReadingChoice,
) -> Result<Differing, Failure> {
    // A thread for each pays from small files on: reading is most of the work.
    let (from, to) = both(true, || read_state(world, reading, from), || read_state(world, reading, to));
    let (State { catalog: from, mut notes, .. }, to) = (from?, to?);
    for note in to.notes {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    let to = to.catalog;
    let (from, to) = if reverse { (to, from) } else { (from, to) };
    let (plan, _) =
        plan(&from, &to, &IndexMap::default(), RemovalPolicy::Full).map_err(|found| Failure::input(found, Sources::default()))?;
    let sql = render_difference(&plan).map_err(|error| Failure::internal(error.to_string(), Sources::default(), Default::default()))?;
    Ok(Differing { plan, sql, notes })
}
