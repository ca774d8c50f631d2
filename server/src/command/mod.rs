//! The command line.

mod backup;
mod check;
pub mod demo;
mod line;
mod migrate;
mod restore;
mod run;
mod seed;
mod token;
mod transfer;
mod user;

pub use line::Line;
pub use run::run;
