//! The sheets of an Excel file with something in them, as lists.
//!
//! Formulas are not computed: what was shown when the file was saved is taken.

use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};
use kernel::{Error, FileId, Result};

use super::limits::{self, exceeded};
use super::list_file::ListFile;
use super::unpacked;

/// Ids and names of lists that were made of sheets.
pub type Sheets = Vec<(FileId, String)>;

fn broken<E>(_: E) -> Error {
    Error::invalid("file", "sheet_broken")
}

/// Writes the first sheet that holds something.
///
/// # Errors
/// `Invalid` at `file` when it is broken, empty or larger than any real one.
pub fn write<R: Read + Seek>(source: R, list: &mut ListFile) -> Result<()> {
    let (mut book, names) = open(source)?;
    for name in names {
        if write_sheet(&mut book, &name, list)? {
            return Ok(());
        }
    }
    Err(Error::invalid("file", "sheet_empty"))
}

/// Sheets of a file that are looked at.
pub const SHEETS: usize = 30;

/// Writes each sheet that holds something to a place of its own, and tells their names in order.
///
/// A sheet that cannot be read is left out as long as there is another one.
///
/// # Errors
/// As `write`; when files fail.
pub fn write_each<R: Read + Seek>(source: R, place: &dyn Fn(FileId) -> PathBuf) -> Result<Sheets> {
    let (mut book, names) = open(source)?;
    let (mut sheets, mut first_error, mut bytes) = (Sheets::new(), None, 0);
    for name in names.into_iter().take(SHEETS) {
        let id = FileId::new();
        let target = place(id);
        let mut list = ListFile::create_after(&target, bytes)?;
        let written = write_sheet(&mut book, &name, &mut list);
        let written = written.and_then(|holds| Ok((holds, list.finish()?)));
        match written {
            Ok((true, so_far)) => {
                bytes = so_far;
                sheets.push((id, name));
                continue;
            }
            Ok((false, _)) => {}
            Err(error) => drop(first_error.get_or_insert(error)),
        }
        // What was written of it belongs to nothing.
        std::fs::remove_file(&target).map_err(Error::internal)?;
    }
    match (sheets.is_empty(), first_error) {
        (false, _) => Ok(sheets),
        (true, Some(error)) => Err(error),
        (true, None) => Err(Error::invalid("file", "sheet_empty")),
    }
}

/// The file, and the names of its sheets that are shown.
fn open<R: Read + Seek>(mut source: R) -> Result<(Xlsx<R>, Vec<String>)> {
    unpacked::judge(&mut source)?;
    source.seek(SeekFrom::Start(0)).map_err(Error::internal)?;
    let book = Xlsx::new(source).map_err(broken)?;
    let shown = |sheet: &&calamine::Sheet| {
        sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet
    };
    let names = book.sheets_metadata().iter().filter(shown).map(|sheet| sheet.name.clone());
    let names = names.collect();
    Ok((book, names))
}

/// Tells whether the sheet holds anything.
fn write_sheet<R: Read + Seek>(
    book: &mut Xlsx<R>,
    name: &str,
    list: &mut ListFile,
) -> Result<bool> {
    let mut cells = book.worksheet_cells_reader(name).map_err(broken)?;
    let (mut at, mut row) = (0, Vec::new());
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (line, column) = cell.get_position();
        let text = text(cell.get_value());
        if text.trim().is_empty() {
            continue;
        }
        let (line, column) = (line as usize, column as usize);
        if line < at {
            return Err(Error::invalid("file", "sheet_broken"));
        }
        if limits::ROWS <= line {
            return Err(exceeded("rows_many", limits::ROWS));
        }
        if limits::COLUMNS <= column {
            return Err(exceeded("columns_many", limits::COLUMNS));
        }
        while at < line {
            list.add(&std::mem::take(&mut row))?;
            at += 1;
        }
        row.resize(row.len().max(column + 1), String::new());
        row[column] = text;
    }
    let holds = at > 0 || !row.is_empty();
    if holds {
        list.add(&row)?;
    }
    Ok(holds)
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty | DataRef::Error(_) => String::new(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::Bool(flag) => if *flag { "true" } else { "false" }.into(),
        DataRef::DateTime(at) => moment(at),
    }
}

/// A number that nobody reads as groups of thousands.
pub fn number_text(number: f64) -> String {
    // Fifteen digits are what a sheet shows; beyond lies noise such as 0.30000000000000004.
    let scale = 14 - i32::try_from(number.abs().max(1.0).log10() as i64).unwrap_or(0);
    let text = format!("{number:.0$}", usize::try_from(scale.clamp(0, 10)).unwrap_or(0));
    let text = match text.split_once('.') {
        Some((whole, places)) => match places.trim_end_matches('0') {
            "" => whole.to_owned(),
            three if three.len() == 3 => format!("{whole}.{three}0"),
            places => format!("{whole}.{places}"),
        },
        None => text,
    };
    if text == "-0" { "0".into() } else { text }
}

fn moment(at: &ExcelDateTime) -> String {
    if at.is_duration() {
        let seconds = (at.as_f64() * 86_400.0).round() as i64;
        let sign = if seconds < 0 { "-" } else { "" };
        let n = seconds.unsigned_abs();
        return format!("{sign}{}:{:02}:{:02}", n / 3600, n / 60 % 60, n % 60);
    }
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    match (at.as_f64() < 1.0, (hour, minute, second) == (0, 0, 0)) {
        (true, _) => time,
        (false, true) => format!("{year:04}-{month:02}-{day:02}"),
        (false, false) => format!("{year:04}-{month:02}-{day:02} {time}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_are_shown() {
        for (number, text) in [
            (1.0, "1"),
            (-0.0, "0"),
            (0.1 + 0.2, "0.3"),
            (1234.567, "1234.5670"),
            (12_345_678_901.5, "12345678901.5"),
            (4_930_123_456.0, "4930123456"),
            (-2.5, "-2.5"),
        ] {
            assert_eq!(number_text(number), text);
        }
    }
}
