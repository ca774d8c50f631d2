//! Tests of the catalog from outside.

mod filter;
mod filter_laws;
mod library;
mod random;
mod successor;
