//! What a line of an incoming invoice is made of.

/// The shape, as it is defined.
pub const SHAPE: &str = include_str!("billed_line.toml");
