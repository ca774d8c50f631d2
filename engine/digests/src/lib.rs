//! Digests of messages by mail: one letter for what a person has not read since the last one.
//!
//! **Invariant:** a letter says what its reader may see when it is sent, in their language, and
//! leaves the house at most once (`docs/decisions/0008`).
//!
//! Read `send` (the job) and `page` (from messages to what the letter shows).

mod page;
mod send;

pub use send::{Post, SendDigest};
