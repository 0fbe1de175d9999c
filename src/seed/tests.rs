//! What a seed promises, told by the blog.

mod again;
mod belonging;
mod blog;
mod catalogs;
mod covered;
mod locales;
mod promises;
mod realism;
mod solved;
mod standing;
mod structure;

#[test]
fn codes_are_listed_in_their_order() {
    assert!(super::codes::CODES.windows(2).all(|pair| pair[0].0 < pair[1].0));
}
