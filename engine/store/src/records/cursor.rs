//! A place in a sorted list.

use crate::cell::{Cell, Param};

/// A place in a sorted list: the sort value and the row of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    key: Key,
    row: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Key {
    Int(i64),
    Bytes(Vec<u8>),
}

impl Cursor {
    pub(super) fn new(cell: &Cell, row: i64) -> Option<Self> {
        let key = match cell {
            Cell::Int(n) => Key::Int(*n),
            Cell::Bytes(bytes) => Key::Bytes(bytes.clone()),
            Cell::Null | Cell::Text(_) | Cell::Uuid(_) => return None,
        };
        Some(Cursor { key, row })
    }

    pub(super) fn key(&self) -> Param {
        match &self.key {
            Key::Int(n) => Param::Int(*n),
            Key::Bytes(bytes) => Param::Bytes(bytes.clone()),
        }
    }

    pub(super) fn row(&self) -> i64 {
        self.row
    }

    pub(super) fn is_bytes(&self) -> bool {
        matches!(self.key, Key::Bytes(_))
    }

    /// Reads what `Display` wrote; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 400 {
            return None;
        }
        let (key, row) = text.rsplit_once('.')?;
        let key = match key.split_at_checked(1)? {
            ("i", number) => Key::Int(number.parse().ok()?),
            ("b", hex) => Key::Bytes(from_hex(hex)?),
            _ => return None,
        };
        Some(Cursor { key, row: row.parse().ok()? })
    }
}

fn from_hex(hex: &str) -> Option<Vec<u8>> {
    let whole = hex.len().is_multiple_of(2) && hex.bytes().all(|b| b.is_ascii_hexdigit());
    let pair = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
    whole.then(|| (0..hex.len()).step_by(2).map(pair).collect::<Option<_>>())?
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.key {
            Key::Int(n) => write!(f, "i{n}")?,
            Key::Bytes(bytes) => {
                f.write_str("b")?;
                bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
            }
        }
        write!(f, ".{}", self.row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        for cursor in [
            Cursor { key: Key::Int(i64::MIN), row: 7 },
            Cursor { key: Key::Bytes(vec![0, 255, 46]), row: 1 },
            Cursor { key: Key::Bytes(Vec::new()), row: 1 },
        ] {
            assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
        }
        for wrong in ["", "i1", "x1.2", "bzz.1", "b1.1", "i9999999999999999999999.1", "ä.1"] {
            assert_eq!(Cursor::parse(wrong), None, "{wrong}");
        }
    }
}
