//! Statements as tables, whose headings tell what the columns hold.

mod column;
mod row;
mod table;
mod value;

pub use column::{Column, Mapping};
pub(crate) use table::read;
