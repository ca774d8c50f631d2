//! Tests of the store from outside, on both databases.

mod documents;
mod filter;
#[path = "../../../catalog/tests/it/library.rs"]
mod library;
#[path = "../../../catalog/tests/it/random.rs"]
mod random;
