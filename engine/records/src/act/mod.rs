//! What people do to records by name.
//!
//! Read `named` first; `choice` is what an action lets choose among the lines of a record.

mod choice;
mod named;

pub(crate) use choice::Choosing;
pub use choice::{Choice, Offered, Take, choices, rehearse};
pub(crate) use named::move_stage;
pub use named::{Answers, act, propose};
