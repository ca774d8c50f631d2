//! What follows from other fields and other records: kept in the transaction of what it follows
//! from, on every way that a record is written.
//!
//! Read `known` (values over links), `fill` (the formulas of one record), `keep` (roll-ups of one
//! record), `spread` (who follows from a change), `calculate` (what is too much for a save),
//! `owed` (what a changed catalog asks for), `doubt` (whether what is stored is right), `attempt`
//! (a formula that is tried on a record).

mod attempt;
mod calculate;
mod conditions;
mod doubt;
mod fill;
mod keep;
mod known;
mod owed;
mod spread;

pub use attempt::{Attempt, attempt};
pub(crate) use calculate::ask_for_job;
pub use calculate::{Calculating, calculate, calculating};
pub use conditions::{Shown, conditions_for};
pub(crate) use conditions::{judge, seeing};
pub(crate) use doubt::doubt;
pub(crate) use fill::fill;
pub(crate) use owed::{differs, owe};
pub use spread::Moved;
pub(crate) use spread::{anew, cut, revived, settle};
