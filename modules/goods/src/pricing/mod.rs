//! What goods cost in a document: which price list and which discount hold there, and what of it
//! stands in its positions.
//!
//! Read `choice` (which list, which discount), `quoted` (what one costs), `sought` (what is read
//! for that), `positions` (what becomes of it), `bounds` (what is refused); `demo` (data
//! to look at) last.

mod bounds;
mod choice;
pub mod demo;
mod positions;
mod quoted;
mod sought;
#[cfg(test)]
mod tests;

pub use bounds::list_is_in_the_currency;
pub use positions::{agreed, positions_are_filled};
pub use sought::prices_are_sought;
