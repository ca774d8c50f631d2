//! Leads, opportunities, visit reports, quotes and orders: from the first word to the deal.
//!
//! **Invariant:** knows organisations, contacts and goods, and nothing that comes later, such as
//! invoices.
//!
//! Read `lead` (with its conversion) and `opportunity` first, then `competitor` and
//! `visit_report`, `quote` and `sales_order`; `demo` and `seed` (data to look at and to measure
//! with) last.

pub mod competitor;
pub mod demo;
pub mod lead;
mod offer;
pub mod opportunity;
pub mod quote;
pub mod sales_order;
pub mod seed;
pub mod visit_report;

pub use offer::offer;
