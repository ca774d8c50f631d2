//! What the lines of an instalment plan are made of.

/// What a line of an instalment plan is made of.
pub const SHAPE: &str = include_str!("plan_line.toml");
