//! The tables of DATEV (EXTF): bookings, debtors and creditors.
//!
//! Read `booking` and `party` (what is told), `batch` (how it becomes files), `rule` (what a column
//! takes), `check` (how a file is read back).

mod batch;
mod booking;
mod booking_columns;
mod check;
mod header;
mod party;
mod party_columns;
mod row;
mod rule;

pub(crate) use batch::is_guid;
pub use batch::{ExtfFile, MOST_ROWS, Period, write_bookings, write_parties};
pub use booking::{Booking, ForeignAmount, SecondField, Side};
pub use check::{Checked, Fault, FaultKind, check};
pub use header::{Category, Firm, Lock};
pub use party::{Party, PartyKind};
pub use rule::{Column, Rule};
