//! Which encoding a file has.

use std::io::Read;

use kernel::{Error, Result};

use crate::options::Encoding;

/// Bytes at the beginning that are looked at for signs of UTF-16.
const HEAD: usize = 4096;

/// Finds the encoding of a source, which is read to its end.
///
/// A file that is no UTF-8 anywhere was written by a Windows program: of all single-byte
/// encodings of Western Europe, that is the one in use.
///
/// # Errors
/// When the source cannot be read.
pub fn find(mut source: impl Read) -> Result<Encoding> {
    let mut check = Utf8Check::default();
    let mut piece = vec![0; 64 * 1024];
    let mut head = Vec::with_capacity(HEAD);
    loop {
        let read = source.read(&mut piece).map_err(Error::internal)?;
        if read == 0 {
            break;
        }
        head.extend(piece[..read].iter().take(HEAD - head.len()));
        if HEAD <= head.len()
            && let Some(encoding) = by_head(&head)
        {
            return Ok(encoding);
        }
        check.add(&piece[..read]);
        if check.is_broken {
            break;
        }
    }
    let other = if check.is_valid() { Encoding::Utf8 } else { Encoding::Windows1252 };
    Ok(by_head(&head).unwrap_or(other))
}

fn by_head(head: &[u8]) -> Option<Encoding> {
    match head {
        [0xEF, 0xBB, 0xBF, ..] => return Some(Encoding::Utf8),
        [0xFF, 0xFE, ..] => return Some(Encoding::Utf16Le),
        [0xFE, 0xFF, ..] => return Some(Encoding::Utf16Be),
        _ => {}
    }
    // Western texts in UTF-16 have a zero in most pairs of bytes.
    let pairs = head.len() / 2;
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    if pairs < 2 {
        None
    } else if pairs <= zeros(1) * 2 {
        Some(Encoding::Utf16Le)
    } else if pairs <= zeros(0) * 2 {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

/// Tells piece by piece whether bytes are UTF-8.
#[derive(Default)]
struct Utf8Check {
    rest: Vec<u8>,
    is_broken: bool,
}

impl Utf8Check {
    fn add(&mut self, piece: &[u8]) {
        let mut joined = std::mem::take(&mut self.rest);
        joined.extend_from_slice(piece);
        if let Err(error) = std::str::from_utf8(&joined) {
            self.is_broken = error.error_len().is_some();
            self.rest = joined.split_off(error.valid_up_to());
        }
    }

    fn is_valid(&self) -> bool {
        !self.is_broken && self.rest.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let utf16 = |text: &str, turn: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(turn).collect()
        };
        let late = [vec![b'a'; 200_000], "ä".into()].concat();
        let late_old = [vec![b'a'; 200_000], vec![0xE4, b';']].concat();
        for (bytes, expected) in [
            (b"".to_vec(), Encoding::Utf8),
            (b"Name;Ort".to_vec(), Encoding::Utf8),
            ("\u{feff}Name;Straße".into(), Encoding::Utf8),
            ("Straße".into(), Encoding::Utf8),
            (b"Stra\xdfe".to_vec(), Encoding::Windows1252),
            (b"Stra\xc3".to_vec(), Encoding::Windows1252),
            (utf16("\u{feff}Straße\tOrt", u16::to_le_bytes), Encoding::Utf16Le),
            (utf16("Straße\tOrt", u16::to_le_bytes), Encoding::Utf16Le),
            (utf16("\u{feff}Straße\tOrt", u16::to_be_bytes), Encoding::Utf16Be),
            (utf16("Straße\tOrt", u16::to_be_bytes), Encoding::Utf16Be),
            (late, Encoding::Utf8),
            (late_old, Encoding::Windows1252),
        ] {
            assert_eq!(find(bytes.as_slice()).expect("memory can be read"), expected);
        }
    }
}
