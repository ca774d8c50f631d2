//! One file per command.

pub mod bench;
pub mod fields;
pub mod kills;
pub mod postgres;
pub mod start;
pub mod test;
pub mod ui;
