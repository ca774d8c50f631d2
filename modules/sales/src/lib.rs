//! Leads, opportunities, competitors and visit reports: from the first word to the deal.
//!
//! **Invariant:** knows organisations and contacts and nothing that comes later, such as invoices.
//!
//! Read `lead` (with its conversion) and `opportunity` first, then `competitor` and
//! `visit_report`; `demo` and `seed` (data to look at and to
//! measure with) last.

pub mod competitor;
pub mod demo;
pub mod lead;
mod offer;
pub mod opportunity;
pub mod seed;
pub mod visit_report;

pub use offer::offer;
