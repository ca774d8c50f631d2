//! Companies: the legal entities of the house itself, in whose name documents are written.

mod actions;
#[cfg(test)]
mod tests;

use records::Behavior;

/// What a company is.
pub const DEFINITION: &str = include_str!("company.toml");

/// What a company does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("company")
        .action("close_period", actions::close_period)
        .action("reopen_period", actions::reopen_period)
        .proposal("close_period", actions::propose)
}
