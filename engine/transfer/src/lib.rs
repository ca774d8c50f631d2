//! Data in and out: import and export of any module.
//!
//! **Invariant:** knows no module by name, and writes only through `records`, under the rights of
//! the person who asked.
//!
//! Read `options` first (what a person decides), then `sniff` (what a file looks like), `read`
//! (from bytes to rows), `mapping` (which column goes where), `convert` (from cells to values),
//! `prepare` (from a row to a record).

pub mod convert;
pub mod mapping;
pub mod options;
pub mod prepare;
pub mod read;
pub mod sniff;
