//! The shape of the uses of a mandate.

/// What a use is made of.
pub const SHAPE: &str = include_str!("collection.toml");
