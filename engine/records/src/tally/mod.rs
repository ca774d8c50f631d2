//! What many records come to together.

mod groups;
mod standing;
mod sums;

pub use groups::{GROUPED, GroupLevel, Heap, HeapKey, Heaps, groups, level_word, makes_groups};
pub use standing::standing;
pub use sums::{is_summed, sums, tally};
