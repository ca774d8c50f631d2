//! What a line about something that strikes is made of.

/// The shape, as it is defined.
pub const SHAPE: &str = include_str!("finding.toml");
