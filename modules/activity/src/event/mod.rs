//! Events: what happens at a time, with whom, about what.

pub mod fields;
mod rules;
#[cfg(test)]
mod tests;

use records::Behavior;

/// What an event is.
pub const DEFINITION: &str = include_str!("event.toml");

/// What an event does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("event").derive(rules::an_hour_if_nobody_says_more).check(rules::end_is_not_before)
}
