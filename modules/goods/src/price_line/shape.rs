//! What a line of a price list is made of.

/// The shape, as it is defined.
pub const SHAPE: &str = include_str!("price_line.toml");
