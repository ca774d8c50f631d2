//! How statements are written, alike for both databases, and what comes out of them.
//!
//! **Invariant:** a value from outside can only become a parameter; only `store` uses this crate.
//!
//! Read `statement` (text and values grow together), `dialect` (where the databases differ), `cell`
//! (values and rows), `frozen` (rows that stay as they are), `near`
//! (points near another one).

mod cell;
mod dialect;
mod frozen;
mod near;
mod statement;

pub use cell::{Cell, Param, Row};
pub use dialect::{Dialect, Kind};
pub use frozen::{FROZEN, FROZEN_STATE, Frozen};
pub use near::near;
pub use statement::Sql;
