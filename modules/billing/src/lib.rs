//! Delivery notes, invoices, their corrections and payments, incoming invoices: what is handed
//! over, and what is owed for it, by law and to the cent.
//!
//! **Invariant:** what was issued never changes; it is corrected by another document (§ 14 UStG,
//! GoBD). A number is given when a document is issued, and none is missing.
//!
//! Read `invoice` first, then `credit_note` and `cancellation`, which correct it; `issue` holds for
//! all three. `settlement` is how documents are paid, `payment` (with `allocation`) by what,
//! `bank_statement` (with `bank_entry`) whence it is known. `delivery_note` (with `delivery_line`)
//! is what is handed over, `order` how all of them go back to a sales order. What is not paid is
//! dunned: read `dunning` (the rules), then `dunning_letter` with its `dunning_line`,
//! `dunning_level` and `base_rate`, which begin as `laid_in` says.
//! `subscription` bills again and again, `instalment_plan` an order by days (`plan_line`); what of
//! that is issued by itself says `released`. `datev_export` is what a tax consultant gets, by a
//! `chart_of_accounts` (with `case_accounts`).
//! `incoming_invoice` is what suppliers bill us, made of `billed_line`, with what strikes about it
//! in `finding`. `output` is what all of them give out, `electronic` what machines read of it,
//! `collected` what of it is said of direct debits, `period` what is closed, `retention` what stays
//! in the bin; `demo`, `course`, `booked`, `bought`, `subscribed`, `planned` (data to look at) and
//! `seed` (any amount of it) are last.

pub mod allocation;
pub mod bank_entry;
pub mod bank_statement;
pub mod base_rate;
pub mod billed_line;
mod booked;
pub mod bought;
pub mod cancellation;
pub mod case_accounts;
pub mod chart_of_accounts;
mod collected;
mod course;
pub mod credit_note;
pub mod datev_export;
pub mod delivery_line;
pub mod delivery_note;
pub mod demo;
pub mod dunning;
pub mod dunning_letter;
pub mod dunning_level;
pub mod dunning_line;
pub mod electronic;
pub mod finding;
#[cfg(test)]
mod firm;
pub mod incoming_invoice;
pub mod instalment_plan;
pub mod invoice;
mod issue;
mod laid_in;
mod offer;
mod order;
pub mod output;
pub mod payment;
mod period;
pub mod plan_line;
mod planned;
mod released;
mod retention;
pub mod seed;
pub mod settlement;
#[cfg(test)]
mod story;
mod subscribed;
pub mod subscription;

pub use offer::offer;
