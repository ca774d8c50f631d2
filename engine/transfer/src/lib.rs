//! Data in and out: import and export of any module.
//!
//! **Invariant:** knows no module by name, and writes only through `records`, under the rights of
//! the person who asked.
//!
//! Read `options` first (what a person decides), then `sniff` (what a file looks like), `read`
//! (from bytes to rows), `mapping` (which column goes where), `convert` (from cells to values),
//! `prepare` (from a row to a record), `decide` (its fate), `preview` and `import` (the same, with
//! and without writing).

pub mod convert;
mod decide;
mod error_file;
mod fate;
mod ids;
mod import;
mod links;
pub mod mapping;
pub mod options;
pub mod prepare;
mod preview;
pub mod read;
mod reasons;
pub mod sniff;
mod write_csv;

pub use fate::{Fate, Tally};
pub use import::{Import, State, count, new_run};
pub use preview::{Extent, Preview, PreviewRow, preview};
pub use reasons::{reasons, sentence};
