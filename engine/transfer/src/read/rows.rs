//! From characters to rows: RFC 4180, and what people have made of it.
//!
//! Whatever the file holds, every line of it ends up in exactly one row.

use std::io::Read;

use kernel::Result;

use super::{Decoder, Fault, Row};
use crate::options::{Encoding, Separator};

/// Bytes of a row at most; an open quotation mark is looked for no further.
pub const MAX_ROW: usize = 4 * 1024 * 1024;

/// Stands for a line break within a cell where every row is one line of a file.
pub const LINE_IN_CELL: char = '\u{2028}';

/// The rows of a file, one after the other, in memory of bounded size.
pub struct Rows<R> {
    decoder: Decoder<R>,
    separator: char,
    text: String,
    at: usize,
    line: usize,
    is_whole: bool,
}

impl<R: Read> Rows<R> {
    /// Starts to read rows.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub fn new(source: R, encoding: Encoding, separator: Separator) -> Result<Self> {
        let decoder = Decoder::new(source, encoding);
        let mut rows = Rows {
            decoder,
            separator: separator.char(),
            text: String::new(),
            at: 0,
            line: 1,
            is_whole: false,
        };
        rows.fill()?;
        rows.skip_separator_line();
        Ok(rows)
    }

    /// The next row; `None` at the end.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub fn next_row(&mut self) -> Result<Option<Row>> {
        loop {
            let rest = &self.text[self.at..];
            if rest.is_empty() && self.is_whole {
                return Ok(None);
            }
            let is_full = MAX_ROW < rest.len();
            match cut(rest, self.separator, self.is_whole, is_full) {
                Some(found) => return self.take(found).map(Some),
                None => self.fill()?,
            }
        }
    }

    /// The next rows, at most so many; none at the end.
    ///
    /// # Errors
    /// When the source cannot be read.
    pub fn portion(&mut self, limit: usize) -> Result<Vec<Row>> {
        let mut rows = Vec::with_capacity(limit);
        while rows.len() < limit
            && let Some(row) = self.next_row()?
        {
            rows.push(row);
        }
        Ok(rows)
    }

    fn take(&mut self, found: Cut) -> Result<Row> {
        let taken = &self.text[self.at..self.at + found.length];
        let mut row = Row { line: self.line, cells: found.cells, ..Row::default() };
        row.faults.extend(found.fault);
        let with_lines = row.cells.iter_mut().filter(|cell| cell.contains(LINE_IN_CELL));
        with_lines.for_each(|cell| *cell = cell.replace(LINE_IN_CELL, "\n"));
        if taken.contains('\u{fffd}') {
            row.faults.push(Fault::BrokenCharacters);
        }
        self.line += count_lines(taken);
        self.at += found.length;
        if found.fault == Some(Fault::TooLong) && !self.text[..self.at].ends_with(['\n', '\r']) {
            self.skip_line()?;
        }
        Ok(row)
    }

    fn skip_line(&mut self) -> Result<()> {
        loop {
            if let Some(end) = self.text[self.at..].find('\n') {
                self.at += end + 1;
                self.line += 1;
                return Ok(());
            }
            self.at = self.text.len();
            if self.is_whole {
                return Ok(());
            }
            self.fill()?;
        }
    }

    fn fill(&mut self) -> Result<()> {
        self.text.drain(..self.at);
        self.at = 0;
        // Reading as much again as is there keeps looking for the end of a long cell linear.
        let wanted = self.text.len() * 2 + 1;
        while self.text.len() < wanted && !self.is_whole {
            self.is_whole = !self.decoder.fill(&mut self.text)?;
        }
        Ok(())
    }

    /// The line `sep=;` that spreadsheets write and read is no row.
    fn skip_separator_line(&mut self) {
        let rest = self.text.get(..4).filter(|head| head.eq_ignore_ascii_case("sep="));
        let Some(end) = rest.and_then(|_| self.text.find('\n')).filter(|end| *end <= 7) else {
            return;
        };
        self.at = end + 1;
        self.line = 2;
    }
}

/// A row that was found at the beginning of a text.
struct Cut {
    cells: Vec<String>,
    length: usize,
    fault: Option<Fault>,
}

/// Finds the first row; `None` when more text is needed to tell where it ends.
fn cut(text: &str, separator: char, is_whole: bool, is_full: bool) -> Option<Cut> {
    match cut_with_texts(text, separator, is_whole) {
        End::Found(found) if found.length <= MAX_ROW => Some(found),
        End::Found(found) => Some(Cut { fault: Some(Fault::TooLong), ..found }),
        End::Open | End::Broken | End::NeedsMore if is_full || is_whole => {
            Some(cut_line(text, separator))
        }
        End::Broken => line_end(text).is_some().then(|| cut_line(text, separator)),
        End::Open | End::NeedsMore => None,
    }
}

/// How the look for the end of a row ended.
enum End {
    Found(Cut),
    /// A text in quotation marks goes on at the end.
    Open,
    /// A row goes on at the end.
    NeedsMore,
    /// A quotation mark inside a text of several lines: the first one was never closed.
    Broken,
}

fn cut_with_texts(text: &str, separator: char, is_whole: bool) -> End {
    let mut cells = Vec::new();
    let mut at = 0;
    loop {
        let rest = &text[at..];
        let (cell, length) = match rest.strip_prefix('"') {
            Some(quoted) => match text_cell(quoted, separator, is_whole) {
                TextCell::Ended(cell, length) => (cell, length + 1),
                TextCell::Open => return End::Open,
                TextCell::Broken => return End::Broken,
            },
            None => {
                let end = rest.find([separator, '\n', '\r']).unwrap_or(rest.len());
                (rest[..end].to_owned(), end)
            }
        };
        cells.push(cell);
        at += length;
        let mut following = text[at..].chars();
        match following.next() {
            Some(c) if c == separator => at += c.len_utf8(),
            Some('\n') => return End::Found(Cut { cells, length: at + 1, fault: None }),
            Some(_) if following.next() == Some('\n') => {
                return End::Found(Cut { cells, length: at + 2, fault: None });
            }
            Some(_) if text.len() > at + 1 || is_whole => {
                return End::Found(Cut { cells, length: at + 1, fault: None });
            }
            None if is_whole => return End::Found(Cut { cells, length: at, fault: None }),
            Some(_) | None => return End::NeedsMore,
        }
    }
}

enum TextCell {
    /// The cell, and the bytes up to and with its last quotation mark.
    Ended(String, usize),
    Open,
    Broken,
}

/// Reads what follows a quotation mark at the beginning of a cell.
///
/// A mark in the middle of a line, as in `"The "Old" Mill"`, is taken as it stands.
fn text_cell(text: &str, separator: char, is_whole: bool) -> TextCell {
    let mut cell = String::new();
    let mut at = 0;
    while let Some(mark) = text[at..].find('"') {
        cell.push_str(&text[at..at + mark]);
        at += mark + 1;
        let blanks = text[at..].len() - text[at..].trim_start_matches(' ').len();
        match text[at + blanks..].chars().next() {
            Some('"') if blanks == 0 => {
                cell.push('"');
                at += 1;
            }
            Some(c) if c == separator || c == '\n' || c == '\r' => {
                return TextCell::Ended(cell, at + blanks);
            }
            None if is_whole => return TextCell::Ended(cell, at + blanks),
            None => return TextCell::Open,
            Some(_) if cell.contains('\n') => return TextCell::Broken,
            Some(_) => cell.push('"'),
        }
    }
    TextCell::Open
}

/// Cuts the first line alone, with quotation marks as ordinary characters.
fn cut_line(text: &str, separator: char) -> Cut {
    let mut length = line_end(text).unwrap_or(text.len());
    let is_long = length > MAX_ROW;
    if is_long {
        length = (0..=MAX_ROW).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(length);
    }
    let line = text[..length].trim_end_matches(['\n', '\r']);
    let fault = if is_long { Fault::TooLong } else { Fault::OpenText };
    let cells = line.split(separator).map(str::to_owned).collect();
    Cut { cells, length, fault: Some(fault) }
}

/// Where the first line ends, its line break included.
fn line_end(text: &str) -> Option<usize> {
    let at = text.find(['\n', '\r'])?;
    Some(if text[at..].starts_with("\r\n") { at + 2 } else { at + 1 })
}

fn count_lines(text: &str) -> usize {
    let line_feeds = text.bytes().filter(|b| *b == b'\n').count();
    let returns = text.as_bytes().windows(2).filter(|pair| pair[0] == b'\r' && pair[1] != b'\n');
    let last = usize::from(text.ends_with('\r'));
    line_feeds + returns.count() + last
}
