//! Records that are one: found among all, told apart or made one, and back.
//!
//! **Invariant:** never compares everything with everything: only records that share a key are
//! looked at, key by key, with a bounded number of records each.
//!
//! Read `likeness` (how alike two records are), `search` (through all records, as a job), `found`
//! (what people look through), `one` (making one and taking that back), `job`.

mod found;
mod job;
mod likeness;
mod one;
mod search;

pub use found::{Alike, allow, different, found, tell_apart};
pub use job::{FindAlike, MergeOn, UnmergeOn};
pub use likeness::percent;
pub use one::{is_merge, merge, unmerge};
pub use search::{Search, begin, last};
