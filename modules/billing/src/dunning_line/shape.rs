//! The shape of the lines of a dunning letter.

/// What a line is made of.
pub const SHAPE: &str = include_str!("dunning_line.toml");
