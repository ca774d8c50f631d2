//! Products, services, suppliers and stock movements: what a firm sells and keeps.
//!
//! **Invariant:** knows organisations, and nothing that is written about goods, such as invoices.
//! What is on stock follows from movements and is written by nobody.
//!
//! Read `product` and `stock_movement` first, then `service`, `vendor` and `unit` (what is counted
//! and measured) and `worth` (what it costs); `demo` (data to look at) last.

pub mod demo;
mod offer;
pub mod product;
pub mod service;
pub mod stock_movement;
pub mod unit;
pub mod vendor;
mod worth;

pub use offer::offer;
