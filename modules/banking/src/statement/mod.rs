//! Statements of accounts, whatever form the bank sends them in.
//!
//! Read `model` (what a statement is), `read` (which form it has), then the forms.

mod balance;
mod camt;
mod charset;
mod csv;
mod fault;
mod fingerprint;
mod model;
mod mt940;
mod purpose;
mod read;

pub use balance::{BalanceCheck, Break};
pub use csv::{Column, Mapping};
pub use fault::{Fault, ReadError};
pub use model::{Balance, Counterpart, Details, Entry, Statement};
pub use read::{Form, LIMIT, MOST_ENTRIES, detect, read, read_mapped};
