//! Rows as DATEV wants them: text in quotation marks, numbers with a comma, Windows-1252.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use kernel::{Date, Decimal};

use super::rule::Column;

/// A row that is being filled; places count from one, as DATEV counts them.
pub struct Row {
    columns: &'static [Column],
    values: Vec<String>,
}

impl Row {
    pub fn new(columns: &'static [Column]) -> Self {
        Row { columns, values: vec![String::new(); columns.len()] }
    }

    pub fn set(&mut self, place: usize, value: impl Into<String>) {
        self.values[place - 1] = value.into();
    }

    /// The line, without its end.
    pub fn line(&self) -> String {
        let cells = self.columns.iter().zip(&self.values).map(|(column, value)| {
            if column.rule.is_quoted() { text(value) } else { value.clone() }
        });
        cells.collect::<Vec<_>>().join(";")
    }
}

/// The second line of a file.
pub fn headings(columns: &[Column]) -> String {
    columns.iter().map(|column| column.name).collect::<Vec<_>>().join(";")
}

/// A text in quotation marks, without control characters.
pub fn text(value: &str) -> String {
    let plain: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("\"{}\"", plain.trim().replace('"', "\"\""))
}

/// A text cut to so many characters.
pub fn cut(text: &str, most: usize) -> String {
    text.trim().chars().take(most).collect()
}

/// A number with a comma and so many places.
pub fn number(number: Decimal, places: u32) -> String {
    let mut number = number;
    number.rescale(places);
    number.to_string().replace('.', ",")
}

/// A day as `TTMMJJJJ`.
pub fn day(date: Date) -> String {
    let (year, month, day) = date.ymd();
    format!("{day:02}{month:02}{year:04}")
}

/// Lines as bytes in Windows-1252; what it has no sign for loses its accents, else it becomes `?`.
pub fn encode(lines: &[String]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for line in lines {
        bytes.extend_from_slice(&encoded(line));
        bytes.extend_from_slice(b"\r\n");
    }
    bytes
}

fn encoded(line: &str) -> Cow<'_, [u8]> {
    let (bytes, _, has_lost) = WINDOWS_1252.encode(line);
    if has_lost {
        let plain: String = line.chars().map(carried).collect();
        return Cow::Owned(WINDOWS_1252.encode(&plain).0.into_owned());
    }
    bytes
}

// One sign for one sign, so that no text grows over its length.
fn carried(c: char) -> char {
    let is_carried = |c: char| !WINDOWS_1252.encode(&c.to_string()).2;
    if is_carried(c) {
        return c;
    }
    let folded = kernel::fold(&c.to_string()).chars().next().filter(|folded| is_carried(*folded));
    match folded {
        Some(folded) if c.is_uppercase() => folded.to_ascii_uppercase(),
        Some(folded) => folded,
        None => '?',
    }
}
