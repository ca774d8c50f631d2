//! Services: what is done for customers, by the hour, the day or at a fixed rate.

pub mod fields;
mod rules;

use records::Behavior;

/// What a service is.
pub const DEFINITION: &str = include_str!("service.toml");

/// What a service does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("service")
        .check(rules::worth_is_not_negative)
        .follow(crate::product::bundle::bundles_follow_services)
}
