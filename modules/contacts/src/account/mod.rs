//! Organisations: the firms, offices and clubs we deal with.

pub mod fields;
mod reactions;
mod rules;
#[cfg(test)]
mod tests;

use records::Behavior;

/// What an organisation is.
pub const DEFINITION: &str = include_str!("account.toml");

/// What an organisation does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("account")
        .derive(rules::name_is_tidy)
        .derive(rules::website_is_an_address)
        .derive(rules::vat_id_is_plain)
        .reaction(reactions::hierarchy_has_a_top)
}
