//! Suppliers: of whom goods are bought, and under which terms.

use records::Behavior;

/// What a supplier is.
pub const DEFINITION: &str = include_str!("vendor.toml");

/// What a supplier does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("vendor")
}
