//! Records as a file, page by page in memory of bounded size.

mod big;
mod card;
mod columns;
mod plain;
mod run;
mod sheet;

pub use big::{
    DropExports, ExportLine, ExportRecords, cancel_export, export_file, export_line, is_large,
    start_export,
};
pub use card::card;
pub(crate) use columns::{ExportColumn, Wanted};
pub(crate) use plain::Words;
pub use run::{Export, ExportFormat, export};
