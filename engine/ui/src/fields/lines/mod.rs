//! Lines: a table on the page of a record, and an editor in which one line at a time is open.
//!
//! Read `rows` (in a form), `table`, `editor` and `rearranged` (done without saving), `sums`.

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
