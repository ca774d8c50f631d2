//! Pictures of people: judged by their content, cut to a square and written anew.
//!
//! **Invariant:** pure, and bounded: what is larger than its limits is refused before it is
//! unpacked, and nothing of the sent bytes but the colours of its points survives.
//!
//! Read `square`.

mod square;

pub use square::{LIMIT, MEDIA_TYPE, SIDE, square};
