//! A library with a field of every type.

use catalog::Catalog;

/// The catalog of the library.
pub fn catalog() -> Catalog {
    Catalog::read(&[include_str!("author.toml"), include_str!("book.toml")])
        .unwrap_or_else(|error| panic!("{error}"))
}
