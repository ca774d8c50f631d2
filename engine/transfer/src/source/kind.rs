//! What a file is, by its content; its name is not asked.

use kernel::{Error, Result};

/// Bytes that are enough to tell.
pub const HEAD: usize = 512;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Lines of cells.
    List,
    /// An address book in vCard.
    Cards,
    /// A calendar in iCalendar.
    Calendar,
    /// An Excel file of today (`.xlsx`).
    Sheet,
    /// An OpenDocument file (`.ods`).
    OpenSheet,
}

/// What an OpenDocument file begins with: its first part says what it is, and is not packed
/// (OpenDocument 1.3, part 2, 3.3).
const OPEN: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet";

/// Tells what a file is from its first bytes.
///
/// # Errors
/// `Invalid` at `file` for Excel files that are old or locked by a password.
pub fn kind(head: &[u8]) -> Result<Kind> {
    const OLD_OR_LOCKED: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    if head.starts_with(OLD_OR_LOCKED) {
        return Err(Error::invalid("file", "sheet_old"));
    }
    if head.starts_with(b"PK\x03\x04") {
        let is_open = head.windows(OPEN.len()).any(|part| part == OPEN);
        return Ok(if is_open { Kind::OpenSheet } else { Kind::Sheet });
    }
    // In UTF-16 every other byte is nothing.
    let text: Vec<u8> = head.iter().copied().filter(|b| *b != 0 && b.is_ascii()).collect();
    let begins = |with: &[u8]| {
        let begin = text.trim_ascii_start().get(..with.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(with))
    };
    Ok(if begins(b"BEGIN:VCARD") {
        Kind::Cards
    } else if begins(b"BEGIN:VCALENDAR") {
        Kind::Calendar
    } else {
        Kind::List
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_the_kind() {
        let of = |head: &[u8]| kind(head).ok();
        assert_eq!(of(b"Name;Ort\n"), Some(Kind::List));
        assert_eq!(of(b""), Some(Kind::List));
        assert_eq!(of(b"\xef\xbb\xbf\r\nbegin:vCard\r\n"), Some(Kind::Cards));
        assert_eq!(of(b"\xff\xfeB\0E\0G\0I\0N\0:\0V\0C\0A\0R\0D\0"), Some(Kind::Cards));
        assert_eq!(of(b"\xef\xbb\xbfBEGIN:VCALENDAR\r\n"), Some(Kind::Calendar));
        assert_eq!(of(b"PK\x03\x04\x14"), Some(Kind::Sheet));
        let open = [b"PK\x03\x04\x14\0\0\x08".as_slice(), OPEN, b"PK"].concat();
        assert_eq!(of(&open), Some(Kind::OpenSheet));
        assert_eq!(of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), None);
    }
}
