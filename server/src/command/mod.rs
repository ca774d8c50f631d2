//! The command line.

mod access_key;
mod backup;
mod check;
pub mod demo;
mod demo_house;
mod enter;
mod jobs;
mod line;
mod migrate;
mod restore;
mod run;
mod seed;
mod token;
mod transfer;
mod user;

pub use enter::enter;
use line::Line;
use run::run;
