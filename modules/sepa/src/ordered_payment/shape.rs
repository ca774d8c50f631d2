//! The shape of the lines of a payment order.

/// What a line is made of.
pub const SHAPE: &str = include_str!("ordered_payment.toml");
