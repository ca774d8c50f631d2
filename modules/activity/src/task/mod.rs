//! Tasks: what somebody has to do, by when, about what.

pub mod fields;
mod rules;
#[cfg(test)]
mod tests;

use records::Behavior;

/// What a task is.
pub const DEFINITION: &str = include_str!("task.toml");

/// What a task does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("task").derive(rules::done_is_remembered)
}
