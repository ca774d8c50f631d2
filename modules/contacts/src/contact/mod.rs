//! Contacts: the people we deal with.

pub mod fields;
mod reactions;
mod rules;
#[cfg(test)]
mod tests;

use records::Behavior;

/// What a contact is.
pub const DEFINITION: &str = include_str!("contact.toml");

/// What a contact does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("contact")
        .derive(rules::names_are_tidy)
        .derive(rules::degree_follows_salutation)
        .derive(rules::website_is_an_address)
        .reaction(reactions::superiors_have_a_top)
}
