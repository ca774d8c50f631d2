//! All sheets of a file, whatever program wrote it.

use std::io::{Read, Seek};
use std::path::PathBuf;

use kernel::{FileId, Result};

use super::kind::Kind;
use super::sheet::Sheets;
use super::{open_sheet, sheet};

/// Writes each sheet of a file that holds something to a place of its own, and tells their names
/// in order.
///
/// # Errors
/// `Invalid` at `file` when it is broken, empty or larger than any real one; when files fail.
pub fn write_each<R: Read + Seek>(
    kind: Kind,
    source: R,
    place: &dyn Fn(FileId) -> PathBuf,
) -> Result<Sheets> {
    match kind {
        Kind::OpenSheet => open_sheet::write_each(source, place),
        Kind::Sheet | Kind::Cards | Kind::Calendar | Kind::List => sheet::write_each(source, place),
    }
}
