//! Tables: those of the program by numbered migrations, those of modules from the catalog.

mod following;
mod foreign;
mod frame;
mod hooks;
mod keeping;
mod merging;
mod migrate;
mod older;
mod people;
mod post;
mod programs;
mod search;
mod shaping;
mod sign_in;
mod sync;
mod system;
mod table;
mod taken;
mod transfer;

pub use migrate::{Applied, SCHEMA_VERSION};
pub(crate) use migrate::{analyze, create_schema, drop_schema};
pub(crate) use sync::{owner_of_row, triggers_of};
