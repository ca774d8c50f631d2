//! What a booking is made of.

/// What an entry of a statement is made of.
pub const SHAPE: &str = include_str!("bank_entry.toml");
