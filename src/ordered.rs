//! Maps and sets that keep the order in which things came, by a hash that is the same in every run.
//!
//! Comes in: keys of the project's own files, which nobody makes to collide. Goes out: `indexmap`'s types with another hash: SipHash took a
//! twentieth of the work on large requirements. Never happens: an order that depends on the hash.

use foldhash::fast::FixedState;

/// A map in the order in which keys were first put in.
pub type IndexMap<K, V> = indexmap::IndexMap<K, V, FixedState>;
/// A set in the order in which members were first put in.
pub type IndexSet<T> = indexmap::IndexSet<T, FixedState>;
