//! Records as a file, page by page in memory of bounded size.

mod card;
mod columns;
mod plain;
mod run;
mod sheet;

pub use card::card;
pub use run::{Export, ExportFormat, export};
