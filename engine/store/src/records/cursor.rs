//! A place in a sorted list.

use sql::{Cell, Param};

/// A place in a sorted list: the values that it is sorted by, and the row of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    keys: Vec<Key>,
    row: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Key {
    Int(i64),
    Bytes(Vec<u8>),
}

impl Cursor {
    pub(super) fn new(cells: &[Cell], row: i64) -> Option<Self> {
        let key = |cell: &Cell| match cell {
            Cell::Int(n) => Some(Key::Int(*n)),
            Cell::Bytes(bytes) => Some(Key::Bytes(bytes.clone())),
            Cell::Null | Cell::Text(_) | Cell::Uuid(_) => None,
        };
        Some(Cursor { keys: cells.iter().map(key).collect::<Option<_>>()?, row })
    }

    /// The value of a sort; the place was compared with the order before.
    pub(super) fn key(&self, n: usize) -> Param {
        match &self.keys[n] {
            Key::Int(n) => Param::Int(*n),
            Key::Bytes(bytes) => Param::Bytes(bytes.clone()),
        }
    }

    pub(super) fn row(&self) -> i64 {
        self.row
    }

    /// Which of its values are keys of texts.
    pub(super) fn are_bytes(&self) -> impl Iterator<Item = bool> {
        self.keys.iter().map(|key| matches!(key, Key::Bytes(_)))
    }

    /// Reads what `Display` wrote; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 1200 {
            return None;
        }
        let (keys, row) = text.rsplit_once('.')?;
        let key = |key: &str| match key.split_at_checked(1)? {
            ("i", number) => Some(Key::Int(number.parse().ok()?)),
            ("b", hex) => Some(Key::Bytes(from_hex(hex)?)),
            _ => None,
        };
        let keys = keys.split('.').map(key).collect::<Option<_>>()?;
        Some(Cursor { keys, row: row.parse().ok()? })
    }
}

fn from_hex(hex: &str) -> Option<Vec<u8>> {
    let whole = hex.len().is_multiple_of(2) && hex.bytes().all(|b| b.is_ascii_hexdigit());
    let pair = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
    whole.then(|| (0..hex.len()).step_by(2).map(pair).collect::<Option<_>>())?
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for key in &self.keys {
            match key {
                Key::Int(n) => write!(f, "i{n}.")?,
                Key::Bytes(bytes) => {
                    f.write_str("b")?;
                    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
                    f.write_str(".")?;
                }
            }
        }
        write!(f, "{}", self.row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        for cursor in [
            Cursor { keys: vec![Key::Int(i64::MIN)], row: 7 },
            Cursor { keys: vec![Key::Bytes(vec![0, 255, 46])], row: 1 },
            Cursor { keys: vec![Key::Bytes(Vec::new()), Key::Int(3), Key::Int(-4)], row: 1 },
        ] {
            assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
        }
        for wrong in
            ["", "i1", "i1..1", "x1.2", "bzz.1", "b1.1", "i9999999999999999999999.1", "ä.1"]
        {
            assert_eq!(Cursor::parse(wrong), None, "{wrong}");
        }
    }
}
