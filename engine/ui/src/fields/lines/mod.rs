//! Lines: a table on the page of a record, and an editor in which one line at a time is open.
//!
//! Read `rows` (lines as a form holds them), `table` (how they look), `editor` and `rearranged`
//! (what is done to them without saving), `sums` (what they come to).

mod editor;
mod rearranged;
mod rows;
mod sums;
mod table;

pub(super) use editor::edit;
pub use editor::figures;
pub use rearranged::rearranged;
pub use rows::{parse_lines, place};
pub use sums::{Sum, sums};
pub(super) use table::show;
