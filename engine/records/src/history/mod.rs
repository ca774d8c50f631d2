//! What happened: to one record, and to all of them in order.

mod entry;
pub mod feed;

pub use entry::{Change, HistoryEntry, history, history_of};
pub(crate) use entry::{is_reversible, parse_changes};
