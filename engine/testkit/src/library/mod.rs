//! A made-up library: authors, books, loans, and a specimen of every field type.

mod modules;
mod rules;

pub use modules::setting;
