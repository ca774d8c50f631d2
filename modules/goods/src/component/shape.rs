//! What a component is made of.

/// The shape, as it is defined.
pub const SHAPE: &str = include_str!("component.toml");
