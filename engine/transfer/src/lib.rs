//! Data in and out: import and export of any module.
//!
//! **Invariant:** knows no module by name, and writes only through `records`, under the rights of
//! the person who asked.
//!
//! Read `options` first (what a person decides), then `source` (files that are no lists yet),
//! `sniff` (what a file looks like), `read` (from bytes to rows), `mapping` (which column goes
//! where), `convert` (from cells to values), `prepare` (from a row to a record), `decide` (its
//! fate), `preview` and `import` (the same, without and with writing), `runs` and `job` (imports as
//! a person sees them), `export` (the way out).

pub mod convert;
mod decide;
mod error_file;
mod export;
mod fate;
mod ids;
mod import;
mod job;
mod keep;
mod links;
pub mod mapping;
pub mod options;
pub mod prepare;
mod preview;
pub mod read;
mod reasons;
mod runs;
pub mod sniff;
pub mod source;
mod write_csv;

pub use export::{Export, ExportFormat, card, export};
pub use fate::{Fate, Tally};
pub use import::{Import, State, count, new_run};
pub use job::{ImportRecords, UndoImport};
pub use jobs::ContextOf;
pub use keep::{Kept, keep};
pub use preview::{Extent, Preview, PreviewRow, preview};
pub use reasons::reasons;
pub use runs::{
    ImportLine, cancel, error_file, import, import_file, imports, start, undo, undo_now,
};
pub use write_csv::{BYTE_ORDER_MARK, line as csv_line};
