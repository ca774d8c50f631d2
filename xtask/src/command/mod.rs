//! One file per command.

pub mod postgres;
pub mod start;
pub mod test;
pub mod ui;
