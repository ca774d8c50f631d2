//! What goes for good after its time: records in bins, and what removed modules held.

mod empty;
mod removed;

pub use empty::{DAYS_IN_BIN, empty_bins};
pub use removed::forget_removed;
