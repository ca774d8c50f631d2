//! Companies: the legal entities of the house itself, in whose name documents are written.

use records::Behavior;

/// What a company is.
pub const DEFINITION: &str = include_str!("company.toml");

/// What a company does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("company")
}
