//! Base rates: what interest on late payment follows from, each from a day on.

pub mod fields;
mod rules;
mod shipped;
#[cfg(test)]
mod tests;

use records::{Behavior, Turn};
pub(crate) use shipped::lay_in;

/// What a base rate is.
pub const DEFINITION: &str = include_str!("base_rate.toml");

/// What a base rate does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("base_rate").derive(rules::name_follows).reaction(rules::day_is_there_once).errand(
        "lay_in",
        Turn::Asked,
        shipped::lay_in,
    )
}
