//! Leads: who might become a customer; converted into organisation, contact and opportunity.

mod actions;
pub mod fields;
mod mapping;
mod rules;
#[cfg(test)]
mod tests;

use records::Behavior;

/// What a lead is.
pub const DEFINITION: &str = include_str!("lead.toml");

/// What a lead does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("lead")
        .derive(rules::words_are_tidy)
        .action("convert", actions::convert)
        .proposal("convert", actions::propose)
}
