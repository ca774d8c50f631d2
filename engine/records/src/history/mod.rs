//! What happened: to one record, and to all of them in order; and the small numbers by which
//! programs follow that cannot take an id.

mod entry;
pub mod feed;
pub mod seal;
pub mod small;

pub use entry::{Change, HistoryEntry, history, history_of, readable_entries};
pub(crate) use entry::{is_reversible, parse_changes};
