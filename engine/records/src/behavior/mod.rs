//! What a module adds to the general case, and what it does as a whole.
//!
//! Read `added` first.

mod added;
mod ahead;
mod asking;
mod errand;

pub use added::{Behavior, Needs};
pub(crate) use ahead::tried;
pub use ahead::{Ahead, Known, Sketch, Sketched, Trial, Words, draws, sketch};
pub use asking::Asking;
pub(crate) use asking::{all, sought};
pub use errand::{Running, Turn, daily_errands, errands, run_errand};
