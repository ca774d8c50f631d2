//! Products, services, suppliers, purchase orders and stock movements: what a firm buys, keeps and
//! sells.
//!
//! **Invariant:** knows organisations, and no document that is made of goods by its name.
//! What is on stock follows from movements and is written by nobody.
//!
//! Read `product` (with `component`) and `stock_movement` first, then `service`, `vendor` and
//! `unit` (what is counted and measured) and `worth` (what it costs), then `position` (what
//! documents are made of, and what it comes to), `price_list` with `price_line` and
//! `customer_discount`, `pricing` (which of them holds), `tax_line`, `instalment` (what is billed
//! before a supply), `purchase_order` with `purchase_line` (what is bought); `demo` (data to look
//! at) last.

pub mod component;
pub mod customer_discount;
pub mod demo;
pub mod instalment;
mod offer;
pub mod position;
pub mod price_line;
pub mod price_list;
pub mod pricing;
pub mod product;
pub mod purchase_line;
pub mod purchase_order;
pub mod service;
pub mod stock_movement;
pub mod tax_line;
pub mod unit;
pub mod vendor;
mod worth;

pub use offer::offer;
