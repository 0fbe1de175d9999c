//! `groundplan explain`: what a code means.
//!
//! Comes in: a code. Goes out: its summary and documentation, from the stage that owns it. Never happens: a code that a run shows and
//! this cannot explain (a test walks the lists).

