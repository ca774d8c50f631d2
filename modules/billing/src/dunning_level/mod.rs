//! Dunning levels: what the house asks of whom is late, and how long it waits.

pub mod fields;
mod rules;
mod shipped;
#[cfg(test)]
mod tests;

use records::{Behavior, Turn};
pub(crate) use shipped::lay_in;

/// What a dunning level is.
pub const DEFINITION: &str = include_str!("dunning_level.toml");

/// What a dunning level does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("dunning_level")
        .check(rules::fee_is_not_negative)
        .reaction(rules::number_is_there_once)
        .errand("lay_in", Turn::Asked, lay_in)
}
