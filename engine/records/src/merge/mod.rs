//! Several records that are one become one, and can be told apart again.
//!
//! One transaction decides it: the winner takes what was chosen, the others go to the bin, what
//! hangs on them moves. Links to them are turned after that, those that are too many for one
//! transaction in portions.

mod back;
mod look;
mod plan;
mod step;
mod turn;

pub use back::{DAYS_TO_UNMERGE, unmerge, unmerge_on};
pub(crate) use look::own_and_merged;
pub use look::{Choice, Choices, Hanging, MergeLine, merge_choices, merged_into, merges};
pub use plan::{Merge, Source};
pub use step::{Begun, MERGE, merge, merge_on};
