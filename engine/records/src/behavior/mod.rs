//! What a module adds to the general case, and what it does as a whole.
//!
//! Read `added` first.

mod added;
mod asking;
mod errand;

pub use added::{Behavior, Needs};
pub use asking::Asking;
pub(crate) use asking::{all, sought};
pub use errand::{Running, Turn, daily_errands, errands, run_errand};
