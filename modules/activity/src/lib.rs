//! Tasks and events: what people do, about any record.
//!
//! **Invariant:** knows organisations and contacts at most; modules that come later are reached
//! through links that lead anywhere, never by name.
//!
//! Read `task` and `event` (what they are and what they do), `demo` (data to look at) last.

pub mod demo;
pub mod event;
mod offer;
pub mod task;

pub use offer::offer;
