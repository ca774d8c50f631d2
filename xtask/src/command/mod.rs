//! One file per command.

pub mod bench;
pub mod fields;
pub mod postgres;
pub mod start;
pub mod test;
pub mod ui;
