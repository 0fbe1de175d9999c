//! What a seed promises, told by the blog.

mod blog;
mod catalogs;
mod promises;
