//! What settles a document: money that came or went, and credit; and what is open after that.
//!
//! Documents that are settled have fields of these names: `payments` (lines of this shape),
//! `paid_amount`, `open_amount`, `paid_on`, and the stages `issued`, `partly_paid`, `paid`; what a
//! supplier bills us begins with `approved` instead.

pub mod fields;
mod rules;
mod settle;

pub use rules::{SHAPE, document};
pub use settle::{OPEN, PAYMENTS, settle};
