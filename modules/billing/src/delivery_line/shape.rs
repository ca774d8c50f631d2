//! What it is made of.

/// What such a line is made of.
pub const SHAPE: &str = include_str!("delivery_line.toml");
