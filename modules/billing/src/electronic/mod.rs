//! Documents as electronic invoices after EN 16931.
//!
//! Read `form` (in which profile and syntax, and how one that is kept becomes another), `write`
//! (from a document to EN 16931), `refused` (what the rules say, at our fields).

pub mod form;
mod refused;
#[cfg(test)]
mod tests;
mod write;

pub use write::{Written, written};
