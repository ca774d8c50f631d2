//! Which open items a payment may be for: proposals with reasons, never more.
//!
//! Read `model` (items, payments, proposals), then `propose`; `number`, `name` and `sum` are what
//! it looks at.

mod model;
mod name;
mod number;
mod propose;
mod sum;

pub use model::{Discount, OpenItem, Payment, Proposal, Reason, Settled};
pub use propose::{MOST_PROPOSALS, Matcher};
