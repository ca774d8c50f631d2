//! What somebody copied from a spreadsheet, as rows.

use std::io::Cursor;

use catalog::{Catalog, Module};
use kernel::{Error, Result};

use super::html;
use crate::mapping::propose;
use crate::options::{Encoding, Separator};
use crate::read::{Row, Rows};
use crate::sniff::{Header, Sniffed, sniff};

/// Lines that are pasted at once, at most.
pub const MOST_LINES: usize = 2_000;
/// Columns at most.
const MOST_COLUMNS: usize = 60;
/// Bytes at most.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// A block of cells.
#[derive(Clone, Debug, Default)]
pub struct Pasted {
    /// The block as plain text, one row a line, in which it can be read again.
    pub text: String,
    /// What it looks like.
    pub sniffed: Sniffed,
    /// Its rows without headings and without blank ones.
    pub rows: Vec<Row>,
}

/// Reads what the clipboard holds: its plain text, or the table in its HTML where the text has no
/// columns. A first row of words is a heading only when it names a cell.
///
/// # Errors
/// `Invalid` at `text` when it is too much.
pub fn pasted(
    (catalog, cells): (&Catalog, &Module),
    (text, html): (&str, &str),
    header: Option<Header>,
) -> Result<Pasted> {
    if MOST_BYTES < text.len().max(html.len()) {
        return Err(too_much("paste_large", MOST_BYTES / 1024 / 1024));
    }
    let text = match text.contains('\t') || html.is_empty() {
        true => text.to_owned(),
        false => html::table(html).unwrap_or_else(|| text.to_owned()),
    };
    let separator = separator(&text);
    let look = |header| {
        let said = (Some(Encoding::Utf8), Some(separator));
        sniff(&mut Cursor::new(text.as_bytes()), said, header)
    };
    let mut sniffed = look(header)?;
    let names_something = |sniffed: &Sniffed| {
        propose(catalog, cells, sniffed).iter().any(|column| column.target.is_some())
    };
    let is_guess = header.is_none() && sniffed.format.has_header;
    if is_guess && (sniffed.sample.is_empty() || !names_something(&sniffed)) {
        sniffed = look(Some(Header::Absent))?;
    }
    if MOST_COLUMNS < sniffed.headings.len() {
        return Err(too_much("columns_many", MOST_COLUMNS));
    }
    let rows = rows(&text, &sniffed)?;
    Ok(Pasted { rows, sniffed, text })
}

/// What a program for tables copies has tabs; what somebody typed may have semicolons.
fn separator(text: &str) -> Separator {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    match !text.contains('\t') && first.contains(';') {
        true => Separator::Semicolon,
        false => Separator::Tab,
    }
}

fn rows(text: &str, sniffed: &Sniffed) -> Result<Vec<Row>> {
    let format = sniffed.format;
    let mut rows = Rows::new(text.as_bytes(), format.encoding, format.separator)?;
    let mut found: Vec<Row> = Vec::new();
    let mut heading = format.has_header;
    while let Some(row) = rows.next_row()? {
        if row.is_blank() {
            continue;
        }
        if std::mem::take(&mut heading) {
            continue;
        }
        if MOST_LINES <= found.len() {
            return Err(too_much("rows_many", MOST_LINES));
        }
        found.push(row);
    }
    Ok(found)
}

fn too_much(code: &str, max: usize) -> Error {
    Error::Invalid(vec![kernel::FieldProblem::new("text", code).with("max", max)])
}
