//! Competitors: who else wants the deal, and what they are good at.

use records::Behavior;

/// What a competitor is.
pub const DEFINITION: &str = include_str!("competitor.toml");

/// What a competitor does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("competitor")
}
