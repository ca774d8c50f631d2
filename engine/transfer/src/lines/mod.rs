//! Lines of a record from rows of cells: pasted from a spreadsheet, or imported.
//!
//! Read `pasted` (from the clipboard to rows), `html` (where it holds a table of a page), `propose`
//! (which column is which cell), `read` (from rows to lines), `together` (rows that are one
//! record), `bring` (its lines) and `meet` (how they meet those that stand).

mod bring;
mod html;
mod meet;
mod pasted;
mod propose;
mod read;
mod together;

pub use bring::{Brought, field_of};
pub(crate) use bring::{bring, placed, told};
pub use meet::{LinesRule, Meets};
pub use pasted::{MOST_LINES, Pasted, pasted};
pub use propose::{proposed, untold};
pub use read::{How, KIND, ReadLine, read};
pub use together::Together;
