//! Which form a file has, and the one door to all of them.

use std::borrow::Cow;

use super::{Fault, ReadError, Statement, charset};
use crate::form::{Mapping, camt, csv, mt940};

/// Most bytes of a file that are read.
pub const LIMIT: usize = 32 << 20;

/// Most entries of a file that are read.
pub const MOST_ENTRIES: usize = 200_000;

/// The forms in which banks send statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// ISO 20022 XML, `camt.053` of any version.
    Camt053,
    /// SWIFT MT940 with or without the German structure of field 86.
    Mt940,
    /// Rows of a table.
    Csv,
}

/// Tells the form of a file by how it begins.
pub fn detect(bytes: &[u8]) -> Result<Form, ReadError> {
    Ok(form(&text(bytes)?))
}

/// Reads all statements of a file, whatever its form.
pub fn read(bytes: &[u8]) -> Result<Vec<Statement>, ReadError> {
    let text = text(bytes)?;
    match form(&text) {
        Form::Camt053 => camt::read(&text),
        Form::Mt940 => mt940::read(&text),
        Form::Csv => csv::read(&text, None).map(|statement| vec![statement]),
    }
}

/// Reads rows of a table whose columns somebody named.
pub fn read_mapped(bytes: &[u8], mapping: &Mapping) -> Result<Statement, ReadError> {
    csv::read(&text(bytes)?, Some(mapping))
}

fn text(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    if LIMIT < bytes.len() {
        return Err(Fault::TooLarge.at(0, ""));
    }
    charset::decode(bytes)
}

fn form(text: &str) -> Form {
    let begin = text.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    let is_swift = begin.starts_with(":20:")
        || begin.starts_with("{1:")
        || text.lines().take(10).any(|line| line.trim_start().starts_with(":20:"));
    match (begin.starts_with('<'), is_swift) {
        (true, _) => Form::Camt053,
        (false, true) => Form::Mt940,
        (false, false) => Form::Csv,
    }
}
