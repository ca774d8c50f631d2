//! Queries in the language of the family.
//!
//! Read `lexer` and `parse` (from text to a query), `plan` (what the database is asked), `judge`
//! (what is decided on the rows that were read), `gather` (both together) and `ask` (all of it).

mod ask;
mod gather;
mod judge;
mod lexer;
mod parse;
mod plan;

pub use ask::{answer, answer_beside};
pub use gather::Beside;
