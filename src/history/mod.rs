//! Migration and seed files.
