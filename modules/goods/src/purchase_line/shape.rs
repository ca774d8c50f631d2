//! What a line of a purchase order is made of.

/// The shape, as it is defined.
pub const SHAPE: &str = include_str!("purchase_line.toml");
