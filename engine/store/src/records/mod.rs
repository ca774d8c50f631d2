//! Reading and writing records of any module.
//!
//! **Invariant:** every function that reads records takes a `Scope`.

mod count;
mod cursor;
mod filter;
mod gather;
mod groups;
mod hits;
mod lanes;
mod links;
mod list;
mod named;
mod nearby;
mod old;
mod order;
mod owned;
mod places;
mod query;
mod read;
mod resort;
mod standing;
mod sums;
mod twin;
mod within;
mod write;

pub use count::{Count, count};
pub use cursor::Cursor;
pub use gather::{Gathered, behind, first, how_many, tallies};
pub use groups::{Figures, Group, GroupBy, GroupKey, Groups, GroupsOf, ends, groups};
pub use lanes::{Lane, LanesOf, lanes};
pub use links::{linking, pointing, unlink};
pub use list::{list, lists};
pub use named::{named, saying};
pub use old::{Gone, drop_table, some_of, trashed_before};
pub use owned::is_owner;
pub use places::{STRETCH, holding, last_row};
pub use query::{Page, Query, Sort, Towards};
pub use read::{Record, at_rows, get, get_many, hold, lock, reached, some, titles};
pub(crate) use read::{push_scope_of_named, push_shared};
pub use resort::resort;
pub use standing::{Standing, standing};
pub use sums::{Sum, Sums, sums};
pub use twin::twin;
pub use write::{Write, insert, purge, set_trashed, settle, update};
