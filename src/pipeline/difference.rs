//! `groundplan diff FROM TO`: what leads from one state of a schema to another.
//!
//! Comes in: two states, and which way. Goes out: the plan and its SQL. Never happens: a file is written, a database is changed.

use crate::ordered::IndexMap;

use super::failure::Failure;
use super::state::{ReadingChoice, StateReader, StateSource};
use crate::plan::{Plan, RemovalPolicy, plan};
use crate::render::render_difference;
use crate::source::Sources;
use crate::world::World;

#[derive(Debug)]
pub struct Differing {
    pub plan: Plan,
    /// Empty when the states are equal.
    pub sql: String,
}

/// With `reverse`, what leads from `to` back to `from`.
pub fn difference(
    world: &dyn World,
    from: &StateSource,
    to: &StateSource,
    reverse: bool,
    reading: &ReadingChoice,
) -> Result<Differing, Failure> {
    let mut reader = StateReader::new(world, reading);
    let from = reader.catalog(from)?;
    let to = reader.catalog(to)?;
    reader.close()?;
    let (from, to) = if reverse { (to, from) } else { (from, to) };
    let (plan, _) =
        plan(&from, &to, &IndexMap::default(), RemovalPolicy::Full).map_err(|found| Failure::input(found, Sources::default()))?;
    let sql = render_difference(&plan).map_err(|error| Failure::internal(error.to_string(), Sources::default(), Default::default()))?;
    Ok(Differing { plan, sql })
}
