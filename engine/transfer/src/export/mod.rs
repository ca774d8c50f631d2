//! Records as a file, page by page in memory of bounded size.

mod big;
mod card;
mod columns;
mod given;
mod per_line;
mod plain;
mod run;
mod sheet;
mod underway;

pub use big::{
    DropExports, ExportLine, ExportRecords, cancel_export, export_file, export_line, is_large,
    start_export,
};
pub use card::card;
pub(crate) use columns::{ExportColumn, Wanted};
pub use given::{Given, MakeOutput, start_output};
pub use per_line::Per;
pub(crate) use plain::Words;
pub use run::{Export, ExportFormat, export};
pub use underway::Failure;
