//! The sheets of an OpenDocument file (`.ods`) with something in them, as lists.
//!
//! The content is read as it is unpacked: what says that it comes a million times is written as
//! often as a list may have it, and no more. Source: OASIS OpenDocument 1.3, part 3, chapter 9.

use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::PathBuf;

use kernel::{Error, FileId, Result};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::limits::{self, exceeded};
use super::list_file::ListFile;
use super::sheet::{SHEETS, Sheets};
use super::unpacked;

/// The part that holds all tables.
const CONTENT: &str = "content.xml";

fn broken<E>(_: E) -> Error {
    Error::invalid("file", "sheet_broken")
}

/// Writes the first table that holds something.
///
/// # Errors
/// `Invalid` at `file` when it is broken, empty or larger than any real one.
pub fn write<R: Read + Seek>(source: R, list: &mut ListFile) -> Result<()> {
    let mut first = First { list, holds: false, is_over: false };
    read(source, &mut first)?;
    if first.holds { Ok(()) } else { Err(Error::invalid("file", "sheet_empty")) }
}

/// Writes each table that holds something to a place of its own, and tells their names in order.
///
/// # Errors
/// As `write`; when files fail.
pub fn write_each<R: Read + Seek>(source: R, place: &dyn Fn(FileId) -> PathBuf) -> Result<Sheets> {
    let mut each = Each { place, name: String::new(), list: None, sheets: Vec::new(), bytes: 0 };
    let read = read(source, &mut each);
    let error = match read {
        Ok(()) if !each.sheets.is_empty() => return Ok(each.sheets),
        Ok(()) => Error::invalid("file", "sheet_empty"),
        Err(error) => error,
    };
    // What was written belongs to nothing.
    let begun = each.list.map(|(id, _)| id);
    for id in each.sheets.iter().map(|(id, _)| *id).chain(begun) {
        std::fs::remove_file(place(id)).map_err(Error::internal)?;
    }
    Err(error)
}

/// Who takes the rows of tables, as they come.
trait Taker {
    fn begin(&mut self, name: &str);
    fn row(&mut self, row: &[String]) -> Result<()>;
    fn end(&mut self) -> Result<()>;
}

struct First<'a> {
    list: &'a mut ListFile,
    holds: bool,
    is_over: bool,
}

impl Taker for First<'_> {
    fn begin(&mut self, _: &str) {
        self.is_over = self.holds;
    }

    fn row(&mut self, row: &[String]) -> Result<()> {
        self.holds = true;
        if self.is_over { Ok(()) } else { self.list.add(row) }
    }

    fn end(&mut self) -> Result<()> {
        Ok(())
    }
}

struct Each<'a> {
    place: &'a dyn Fn(FileId) -> PathBuf,
    name: String,
    list: Option<(FileId, ListFile)>,
    sheets: Sheets,
    /// Bytes of the lists that are done.
    bytes: u64,
}

impl Taker for Each<'_> {
    fn begin(&mut self, name: &str) {
        name.clone_into(&mut self.name);
    }

    fn row(&mut self, row: &[String]) -> Result<()> {
        if SHEETS <= self.sheets.len() {
            return Ok(());
        }
        if let Some((_, list)) = &mut self.list {
            return list.add(row);
        }
        let id = FileId::new();
        let mut list = ListFile::create_after(&(self.place)(id), self.bytes)?;
        let added = list.add(row);
        self.list = Some((id, list));
        added
    }

    fn end(&mut self) -> Result<()> {
        if let Some((id, list)) = self.list.take() {
            self.sheets.push((id, std::mem::take(&mut self.name)));
            self.bytes = list.finish()?;
        }
        Ok(())
    }
}

/// Hands on the rows of each table, up to the last one with something in it.
fn read<R: Read + Seek>(mut source: R, taker: &mut dyn Taker) -> Result<()> {
    unpacked::judge(&mut source)?;
    source.seek(SeekFrom::Start(0)).map_err(Error::internal)?;
    let mut packed = ZipArchive::new(source).map_err(broken)?;
    let part = packed.by_name(CONTENT).map_err(broken)?;
    let mut reader = Reader::from_reader(BufReader::new(part));
    let mut content = Content::default();
    let mut room = Vec::new();
    loop {
        match reader.read_event_into(&mut room).map_err(broken)? {
            Event::Start(tag) => content.open(&tag, taker)?,
            Event::Empty(tag) => {
                content.open(&tag, taker)?;
                content.close(tag.local_name().as_ref(), taker)?;
            }
            Event::End(tag) => content.close(tag.local_name().as_ref(), taker)?,
            Event::Text(text) => content.text(&text.xml10_content())?,
            Event::CData(text) => content.text(&text.xml10_content())?,
            Event::GeneralRef(name) => content.text(&resolved(&name)?)?,
            Event::Eof => return Ok(()),
            // A document type could name what is to be read elsewhere; none is needed here.
            Event::DocType(_) => return Err(broken(())),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
        room.clear();
    }
}

/// A character that is written by name or number; others are not known without a document type.
fn resolved(name: &quick_xml::events::BytesRef<'_>) -> Result<String> {
    if let Some(character) = name.resolve_char_ref().map_err(broken)? {
        return Ok(character.to_string());
    }
    let known = quick_xml::escape::resolve_xml_entity(name).ok_or(()).map_err(broken)?;
    Ok(known.to_owned())
}

/// What was read so far.
#[derive(Default)]
struct Content {
    /// Rows of this table so far.
    n_rows: usize,
    /// Rows without anything that wait for one with something.
    n_empty: usize,
    row: Vec<String>,
    /// Cells without anything that wait for one with something.
    n_blank: usize,
    n_times: usize,
    cell: Option<Cell>,
    /// How deep within a note the reader stands, whose text is none of the cell.
    in_note: usize,
}

/// A cell while it is read.
#[derive(Default)]
struct Cell {
    text: String,
    /// What it holds, where this is no text.
    value: Option<String>,
    n_lines: usize,
    n_times: usize,
}

impl Content {
    fn open(&mut self, tag: &BytesStart<'_>, taker: &mut dyn Taker) -> Result<()> {
        match tag.local_name().as_ref() {
            "annotation" => self.in_note += 1,
            "table" => {
                *self = Content::default();
                taker.begin(&attribute(tag, "name")?.unwrap_or_default());
            }
            "table-row" => {
                self.n_times = times(tag, "number-rows-repeated")?;
                (self.row, self.n_blank) = (Vec::new(), 0);
            }
            "table-cell" | "covered-table-cell" => {
                let n_times = times(tag, "number-columns-repeated")?;
                self.cell = Some(Cell { n_times, value: value(tag)?, ..Cell::default() });
            }
            "p" if self.in_note == 0 => {
                let cell = self.cell.as_mut();
                if let Some(cell) = cell {
                    if 0 < cell.n_lines {
                        cell.text.push('\n');
                    }
                    cell.n_lines += 1;
                }
            }
            "s" => self.text(&" ".repeat(times(tag, "c")?.min(limits::CELL)))?,
            "ta" => self.text("\t")?,
            "line-break" => self.text("\n")?,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<()> {
        let Some(cell) = self.cell.as_mut().filter(|cell| 0 < cell.n_lines) else { return Ok(()) };
        if self.in_note == 0 {
            cell.text.push_str(text);
        }
        match limits::CELL < cell.text.len() {
            true => Err(exceeded("cell_long", limits::CELL)),
            false => Ok(()),
        }
    }

    fn close(&mut self, name: &str, taker: &mut dyn Taker) -> Result<()> {
        match name {
            "annotation" => self.in_note = self.in_note.saturating_sub(1),
            "table-cell" | "covered-table-cell" => self.end_cell()?,
            "table-row" => self.end_row(taker)?,
            "table" => taker.end()?,
            _ => {}
        }
        Ok(())
    }

    fn end_cell(&mut self) -> Result<()> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let text = cell.value.unwrap_or(cell.text);
        if text.trim().is_empty() {
            self.n_blank = self.n_blank.saturating_add(cell.n_times);
            return Ok(());
        }
        let width = self.row.len().saturating_add(self.n_blank).saturating_add(cell.n_times);
        if limits::COLUMNS < width {
            return Err(exceeded("columns_many", limits::COLUMNS));
        }
        self.row.resize(self.row.len() + self.n_blank, String::new());
        self.row.resize(width, text);
        self.n_blank = 0;
        Ok(())
    }

    fn end_row(&mut self, taker: &mut dyn Taker) -> Result<()> {
        let row = std::mem::take(&mut self.row);
        if row.is_empty() {
            self.n_empty = self.n_empty.saturating_add(self.n_times);
            return Ok(());
        }
        let n_new = self.n_empty.saturating_add(self.n_times);
        self.n_rows = self.n_rows.saturating_add(n_new);
        if limits::ROWS < self.n_rows {
            return Err(exceeded("rows_many", limits::ROWS));
        }
        (0..std::mem::take(&mut self.n_empty)).try_for_each(|_| taker.row(&[]))?;
        (0..self.n_times).try_for_each(|_| taker.row(&row))
    }
}

/// How often something comes; once where nothing is said.
fn times(tag: &BytesStart<'_>, name: &str) -> Result<usize> {
    let said = attribute(tag, name)?;
    // A number that is none, or larger than any, comes more often than a list may have it.
    Ok(said.map_or(1, |text| text.parse().unwrap_or(usize::MAX)))
}

/// What a cell holds where its text only shows it: numbers, days, times, truth.
fn value(tag: &BytesStart<'_>) -> Result<Option<String>> {
    let kind = attribute(tag, "value-type")?.unwrap_or_default();
    let of = |name: &str| attribute(tag, name);
    Ok(match kind.as_str() {
        "float" | "currency" | "percentage" => of("value")?.map(|text| match text.parse() {
            Ok(number) => super::sheet::number_text(number),
            Err(_) => text,
        }),
        "date" => of("date-value")?.map(|text| text.replace('T', " ")),
        "time" => of("time-value")?.map(|text| duration(&text)),
        "boolean" => of("boolean-value")?,
        _ => None,
    })
}

/// `PT13H30M00S` as `13:30:00`; anything else stays what it is.
fn duration(text: &str) -> String {
    let read = || {
        let rest = text.strip_prefix("PT")?;
        let (hours, rest) = rest.split_once('H')?;
        let (minutes, rest) = rest.split_once('M')?;
        let seconds = rest.strip_suffix('S')?.split(['.', ',']).next()?;
        let n = |part: &str| part.parse::<u32>().ok();
        Some(format!("{}:{:02}:{:02}", n(hours)?, n(minutes)?, n(seconds)?))
    };
    read().unwrap_or_else(|| text.to_owned())
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>> {
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(broken)?;
        if attribute.key.local_name().as_ref() == name {
            let text = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(broken)?;
            return Ok(Some(text.into_owned()));
        }
    }
    Ok(None)
}
