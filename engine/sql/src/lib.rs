//! How statements are written, alike for both databases, and what comes out of them.
//!
//! **Invariant:** a value from outside can only become a parameter; only `store` uses this crate.
//!
//! Read `statement` (text and values grow together), `dialect` (where the databases differ), `cell`
//! (values and rows).

mod cell;
mod dialect;
mod statement;

pub use cell::{Cell, Param, Row};
pub use dialect::{Dialect, Kind};
pub use statement::Sql;
