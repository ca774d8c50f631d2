//! One file per command.

pub mod bench;
pub mod fields;
pub mod fuzz;
pub mod kills;
pub mod load;
pub mod postgres;
pub mod start;
pub mod test;
pub mod ui;
