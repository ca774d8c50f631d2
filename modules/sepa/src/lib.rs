//! Mandates, direct debits and transfers: what our bank is asked to do, and what came of it.
//!
//! **Invariant:** a file that was approved never changes, and no document is paid or collected by
//! two orders at once. Money is booked as payments of `billing`, by nothing else.
//!
//! Read `mandate` (with `collection`, its uses) first, then `payment_order` (with
//! `ordered_payment`, its lines); `invoice` is what invoices say that are collected, `bank` how
//! accounts are checked where they are typed. `demo` (data to look at) is last.

mod bank;
pub mod collection;
pub mod demo;
mod invoice;
pub mod mandate;
mod offer;
pub mod ordered_payment;
pub mod payment_order;

pub use offer::offer;
