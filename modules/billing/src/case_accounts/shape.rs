//! What the accounts of a case are made of.

/// What a line of a chart of accounts is made of.
pub const SHAPE: &str = include_str!("case_accounts.toml");
