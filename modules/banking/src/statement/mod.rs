//! Statements of accounts, whatever form the bank sends them in.
//!
//! Read `model` (what a statement is), `read` (which form it has), then `form` beside this.

mod balance;
mod charset;
mod fault;
mod fingerprint;
mod model;
pub(crate) mod purpose;
mod read;

pub use balance::{BalanceCheck, Break};
pub(crate) use fault::shown;
pub use fault::{Fault, ReadError};
pub use model::{Balance, Counterpart, Details, Entry, Statement};
pub use read::{Form, LIMIT, MOST_ENTRIES, detect, read, read_mapped};
