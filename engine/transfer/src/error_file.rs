//! The rows that were refused, as a file to correct and import again.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use kernel::{Error, Result};

use crate::convert::tidy;
use crate::read::Row;
use crate::write_csv::{BYTE_ORDER_MARK, line};

/// A file of refused rows; it is made with the first of them.
#[derive(Debug)]
pub struct ErrorFile {
    path: PathBuf,
    separator: char,
    /// Headings of the file that was read, and of the two columns that are added.
    headings: Vec<String>,
    bytes: u64,
}

impl ErrorFile {
    /// Prepares to write, after so many bytes of an earlier attempt.
    ///
    /// # Errors
    /// When the file cannot be cut.
    pub fn new(path: &Path, separator: char, headings: Vec<String>, bytes: u64) -> Result<Self> {
        if bytes > 0 {
            let file = OpenOptions::new().write(true).open(path).map_err(Error::internal)?;
            file.set_len(bytes).map_err(Error::internal)?;
        }
        Ok(ErrorFile { path: path.into(), separator, headings, bytes })
    }

    /// Adds refused rows, each with the reason.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn add(&mut self, rows: &[(&Row, String)]) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let mut text = String::new();
        if self.bytes == 0 {
            text.push_str(BYTE_ORDER_MARK);
            text.push_str(&line(&self.headings, self.separator));
        }
        let width = self.headings.len() - 2;
        for (row, reason) in rows {
            // An apostrophe that guards a cell already is not doubled.
            let cell = |at: usize| tidy(row.cell(at)).to_owned();
            let mut cells: Vec<String> = (0..width).map(cell).collect();
            cells.push(row.line.to_string());
            cells.push(reason.clone());
            // What the header has no column for stands behind, so that nothing is lost.
            cells.extend(row.cells.iter().skip(width).cloned());
            text.push_str(&line(&cells, self.separator));
            // The whole record comes back, so that it can be imported again.
            for more in &row.more {
                let cell = |at: usize| tidy(more.cell(at)).to_owned();
                let cells = (0..width).map(cell).chain([more.line.to_string(), String::new()]);
                text.push_str(&line(&cells.collect::<Vec<_>>(), self.separator));
            }
        }
        let mut file = self.open().map_err(Error::internal)?;
        file.write_all(text.as_bytes()).map_err(Error::internal)?;
        self.bytes += text.len() as u64;
        Ok(())
    }

    fn open(&self) -> std::io::Result<File> {
        if let (0, Some(folder)) = (self.bytes, self.path.parent()) {
            std::fs::create_dir_all(folder)?;
            return File::create(&self.path);
        }
        OpenOptions::new().append(true).open(&self.path)
    }

    /// Bytes written.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }
}
