//! Positions: what a document offers, orders, delivers or bills, and what that comes to.
//!
//! Read `reckon` (the sums, as EN 16931 wants them), `rules` (how documents get them) and
//! `document` (what every one of them does).

mod document;
pub mod fields;
pub mod reckon;
pub mod rules;
#[cfg(test)]
mod tests;

pub use document::{SHAPE, document, numbers, with_positions};
