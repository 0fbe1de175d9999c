//! How each runner names and marks files.
