//! Seals over the history: entries are hashed in their order, each seal over the one before, so
//! that whoever wrote down a seal can tell that nothing before it was changed, left out or put in.
//!
//! **Invariant:** reads the history and writes nothing but seals, and the marks of entries that go
//! for good with their records.

mod chain;

pub use chain::{SealTold, Verified, erase, last, seal, verify};
