//! Data in and out: import and export of any module.
//!
//! **Invariant:** knows no module by name, and writes only through `records`, under the rights of
//! the person who asked.
//!
//! Read `options` first (what a person decides), then `source` (files that are no lists yet),
//! `sniff` (what a file looks like), `read` (from bytes to rows), `mapping` (which column goes
//! where), `key` (which record a row means), `convert` (from cells to values), `prepare` (from a
//! row to a record), `lines` (lines of records, pasted or imported), `computed` (columns that
//! formulas make of others), `decide` (its fate), `change` (what an update makes of a record),
//! `preview` and `import` (the same, without and with writing), `runs` and `job` (imports as a
//! person sees them), `export` (the way out), `recast` (values of one field taken over into
//! another).

mod change;
pub mod computed;
pub mod convert;
mod decide;
mod error_file;
mod export;
mod fate;
mod ids;
mod import;
mod job;
mod keep;
mod key;
pub mod lines;
mod links;
pub mod mapping;
pub mod options;
pub mod prepare;
mod preview;
pub mod read;
mod reasons;
mod recast;
mod runs;
mod saved;
pub mod sniff;
pub mod source;
mod write_csv;

pub use export::{
    DropExports, Export, ExportFormat, ExportLine, ExportRecords, Failure, Given, MakeOutput, Per,
    cancel_export, card, export, export_file, export_line, is_large, start_export, start_output,
};
pub use fate::{Fate, Tally};
pub use import::{Import, State, count, new_run};
pub use job::{ImportRecords, UndoImport};
pub use jobs::ContextOf;
pub use keep::{Kept, keep};
pub use key::{Key, keys};
pub use preview::{Changed, Extent, Preview, PreviewRow, preview};
pub use reasons::reasons;
pub use recast::{Recast, recast, would_recast};
pub use runs::{
    ImportLine, cancel, error_file, import, import_file, imports, start, undo, undo_now,
};
pub use saved::{
    MappingChange, Plan, SavedMapping, change_mapping, mappings, may_change, save_mapping,
};
pub use write_csv::{BYTE_ORDER_MARK, line as csv_line};
