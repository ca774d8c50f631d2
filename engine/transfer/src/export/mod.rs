//! Records as a file, page by page in memory of bounded size.

mod columns;
mod plain;
mod run;

pub use run::{Export, ExportFormat, export};
