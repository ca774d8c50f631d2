//! SQLite: one writer with group commit, a few readers.

mod conn;
mod copy;
mod readers;
mod writer;

pub use conn::{SqliteConn, Wanted};
pub use copy::{copy, verify};
pub use readers::{READERS, Readers};
pub use writer::Writer;
