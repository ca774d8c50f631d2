//! The first look at a file.

use std::io::{Read, Seek, SeekFrom};

use kernel::{Error, Result};

use super::{encoding, looks_like_header, separator};
use crate::options::{Encoding, Format, Separator};
use crate::read::{Decoder, Row, Rows};

/// Rows kept as a sample.
pub const SAMPLE_ROWS: usize = 200;

/// Characters that are enough to find the separator.
const HEAD: usize = 256 * 1024;

/// What a file looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sniffed {
    /// How it is cut.
    pub format: Format,
    /// Names of the columns; without a header they are empty.
    pub headings: Vec<String>,
    /// Its first rows.
    pub sample: Vec<Row>,
    /// Line at which the data begins.
    pub first_line: usize,
}

/// Looks at a file; what a person has decided goes before what it looks like.
///
/// # Errors
/// When the source cannot be read.
pub fn sniff<R: Read + Seek>(
    source: &mut R,
    (encoding, separator): (Option<Encoding>, Option<Separator>),
    header: Option<Header>,
) -> Result<Sniffed> {
    let encoding = match encoding {
        Some(encoding) => encoding,
        None => encoding::find(rewound(source)?)?,
    };
    let separator = match separator {
        Some(separator) => separator,
        None => separator::find(&head(rewound(source)?, encoding)?)?,
    };
    let mut rows = Rows::new(rewound(source)?, encoding, separator)?;
    let mut sample = Vec::new();
    while sample.len() <= SAMPLE_ROWS
        && let Some(row) = rows.next_row()?
    {
        if !row.is_blank() {
            sample.push(row);
        }
    }
    let has_header = match header {
        Some(header) => header == Header::Present,
        None => sample.split_first().is_some_and(|(first, rest)| looks_like_header(first, rest)),
    };
    Ok(arrange(Format { encoding, separator, has_header }, sample))
}

/// Whether a person says that the first line names the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header {
    /// It does.
    Present,
    /// It is data.
    Absent,
}

fn arrange(format: Format, mut sample: Vec<Row>) -> Sniffed {
    let mut headings: Vec<String> = Vec::new();
    let mut first_line = sample.first().map_or(1, |row| row.line);
    if format.has_header && !sample.is_empty() {
        let header = sample.remove(0);
        headings = header.cells.iter().map(|cell| cell.trim().to_owned()).collect();
        first_line = sample.first().map_or(header.line + 1, |row| row.line);
    } else if let Some(width) = sample.iter().map(|row| row.cells.len()).max() {
        headings = vec![String::new(); width];
    }
    sample.truncate(SAMPLE_ROWS);
    Sniffed { format, headings, sample, first_line }
}

fn rewound<R: Read + Seek>(source: &mut R) -> Result<&mut R> {
    source.seek(SeekFrom::Start(0)).map_err(Error::internal)?;
    Ok(source)
}

fn head(source: impl Read, encoding: Encoding) -> Result<String> {
    let mut decoder = Decoder::new(source, encoding);
    let mut text = String::new();
    while text.len() < HEAD && decoder.fill(&mut text)? {}
    Ok(text)
}
