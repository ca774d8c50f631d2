//! The list that a file of another kind becomes.

use std::fs::File;
use std::io::{BufRead, BufWriter, Read, Seek, Write};
use std::path::Path;

use kernel::{Error, Result};
use records::Cx;

use super::kind::{HEAD, Kind, kind};
use super::limits::{self, exceeded};
use super::{calendar, cards, open_sheet, sheet};
use crate::read::LINE_IN_CELL;
use crate::write_csv::{BYTE_ORDER_MARK, line};

/// Makes a list of what is an address book or a sheet; tells what the source is. Of a list nothing
/// is made. The source may be opened more than once.
///
/// # Errors
/// `Invalid` at `file` when it is broken or larger than any real one; when files fail.
pub fn to_list<R: BufRead + Seek>(
    cx: &Cx,
    opened: impl Fn() -> Result<R>,
    target: &Path,
) -> Result<Kind> {
    let mut head = Vec::new();
    opened()?.take(HEAD as u64).read_to_end(&mut head).map_err(Error::internal)?;
    let kind = kind(&head)?;
    if kind == Kind::List {
        return Ok(kind);
    }
    let mut list = ListFile::create(target)?;
    match kind {
        Kind::List => {}
        Kind::Cards => cards::write(cx, opened, &mut list)?,
        Kind::Calendar => calendar::write_most(cx, opened, &mut list)?,
        Kind::Sheet => sheet::write(opened()?, &mut list)?,
        Kind::OpenSheet => open_sheet::write(opened()?, &mut list)?,
    }
    list.finish()?;
    Ok(kind)
}

/// A list while it is written.
pub struct ListFile {
    out: BufWriter<File>,
    bytes: u64,
    rows: usize,
}

impl ListFile {
    fn create(target: &Path) -> Result<Self> {
        ListFile::create_after(target, 0)
    }

    /// The same beside lists of the same file, which share what it may come to.
    pub fn create_after(target: &Path, bytes: u64) -> Result<Self> {
        if let Some(folder) = target.parent() {
            std::fs::create_dir_all(folder).map_err(Error::internal)?;
        }
        let file = File::create(target).map_err(Error::internal)?;
        let mut list = ListFile { out: BufWriter::new(file), bytes, rows: 0 };
        list.put(BYTE_ORDER_MARK)?;
        Ok(list)
    }

    /// Adds a row.
    ///
    /// # Errors
    /// `Invalid` at `file` when there are too many rows or columns, or a cell is too long.
    pub fn add(&mut self, cells: &[String]) -> Result<()> {
        self.rows += 1;
        if limits::ROWS < self.rows {
            return Err(exceeded("rows_many", limits::ROWS));
        }
        if limits::COLUMNS < cells.len() {
            return Err(exceeded("columns_many", limits::COLUMNS));
        }
        if cells.iter().any(|cell| limits::CELL < cell.len()) {
            return Err(exceeded("cell_long", limits::CELL));
        }
        let cells: Vec<String> = cells.iter().map(|cell| on_one_line(cell)).collect();
        self.put(&line(&cells, ';'))
    }

    fn put(&mut self, text: &str) -> Result<()> {
        self.bytes += text.len() as u64;
        if limits::LIST < self.bytes {
            return Err(exceeded("file_unpacks", limits::LIST >> 20));
        }
        self.out.write_all(text.as_bytes()).map_err(Error::internal)
    }

    /// Ends it; tells how many bytes it comes to with those before it.
    pub fn finish(mut self) -> Result<u64> {
        self.out.flush().map_err(Error::internal)?;
        Ok(self.bytes)
    }
}

fn on_one_line(cell: &str) -> String {
    let mut text = cell.trim().replace("\r\n", "\n");
    if text.contains(['\n', '\r']) {
        text = text.replace(['\n', '\r'], &LINE_IN_CELL.to_string());
    }
    text.retain(|c| !c.is_control() || c == '\t');
    text
}
