//! Orders to banks: SEPA credit transfers and direct debits, checked and written.
//!
//! Read `party` (who pays whom), `transfer` and `debit` (what is ordered), then `check`.

mod calendar;
mod check;
mod debit;
mod debit_file;
mod party;
mod spelling;
mod transfer;
mod xml;

pub use calendar::{is_target_day, next_target_day, target_days_later};
pub use debit::{Debit, DebitOrder, Mandate, MandateChange, Scheme, Sequence};
pub use debit_file::write_debits;
pub use party::{Party, PostalAddress};
pub use spelling::{Spelling, spell};
pub use transfer::{Speed, Transfer, TransferOrder, write_transfers};
