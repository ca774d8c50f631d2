//! Bookings, debtors, creditors and documents in the formats of DATEV, written and checked.
//!
//! **Invariant:** pure; values in, files as bytes out. It decides no booking: accounts stand in a
//! chart that administrators change, and whoever calls says what is booked.
//!
//! Read `chart` (which account a case of tax has), `extf` (bookings and people as tables),
//! `document` (invoices with their files).

pub mod chart;
pub mod document;
pub mod extf;
mod problems;
