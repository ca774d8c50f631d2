//! Statements of banks: what came and went, each entry with the payment that was made of it.
//!
//! Read `reading` (what a file says), then `matching` (what it may be for) and `placing` (the
//! payments that are made of it, but for those that are `foreseen`).

pub mod fields;
mod foreseen;
mod matching;
mod placing;
mod reading;
#[cfg(test)]
mod tests;

use records::Behavior;

/// What a statement is.
pub const DEFINITION: &str = include_str!("bank_statement.toml");

/// What a statement does.
#[must_use]
pub fn behavior() -> Behavior {
    let endings = &["xml", "sta", "mt940", "940", "txt", "csv"];
    Behavior::of("bank_statement").reader(endings, reading::read, placing::place)
}
