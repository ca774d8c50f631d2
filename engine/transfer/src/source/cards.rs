//! An address book as a list: first which columns its cards fill, then the cards.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read};

use kernel::{Error, Result};
use records::Cx;

use super::card::{Card, Slot};
use super::limits::{self, exceeded};
use super::lines::Lines;
use super::list_file::ListFile;
use super::property::Property;
use crate::options::Encoding;
use crate::read::Decoder;

/// Writes the cards that a source holds each time it is opened.
///
/// # Errors
/// `Invalid` at `file` when there is no card, or more than any real book has.
pub fn write<R: BufRead>(
    cx: &Cx,
    opened: impl Fn() -> Result<R>,
    list: &mut ListFile,
) -> Result<()> {
    let mut slots = BTreeSet::new();
    let mut cards = Cards::open(opened()?)?;
    while let Some(card) = cards.next_card()? {
        slots.extend(card.into_keys());
    }
    if slots.is_empty() {
        return Err(Error::invalid("file", "cards_none"));
    }
    let heading = |slot: &Slot| {
        let words: Vec<&str> = slot.keys().into_iter().map(|key| cx.text(key)).collect();
        words.join(" ")
    };
    list.add(&slots.iter().map(heading).collect::<Vec<_>>())?;
    let mut cards = Cards::open(opened()?)?;
    while let Some(card) = cards.next_card()? {
        let cell = |slot: &Slot| card.get(slot).map(|all| all.join(between(*slot)));
        list.add(&slots.iter().map(|slot| cell(slot).unwrap_or_default()).collect::<Vec<_>>())?;
    }
    Ok(())
}

/// What stands between several values of a cell.
fn between(slot: Slot) -> &'static str {
    let is_name = matches!(slot, Slot::Given | Slot::Family | Slot::Prefix | Slot::Suffix);
    match slot == Slot::Note {
        true => "\n",
        false if is_name => " ",
        false => "; ",
    }
}

/// The cards of a source, one after the other.
struct Cards<'a> {
    lines: Lines<Box<dyn BufRead + 'a>>,
}

impl<'a> Cards<'a> {
    fn open<R: BufRead + 'a>(source: R) -> Result<Self> {
        Ok(Cards { lines: Lines::new(as_utf8(source)?) })
    }

    /// What the next card says; a card within a card belongs to the outer one and is left out.
    fn next_card(&mut self) -> Result<Option<BTreeMap<Slot, Vec<String>>>> {
        let (mut card, mut depth, mut n) = (Card::default(), 0_u32, 0);
        while let Some(line) = self.lines.next_line()? {
            let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&line);
            if line.trim_ascii().eq_ignore_ascii_case(b"BEGIN:VCARD") {
                depth += 1;
            } else if line.trim_ascii().eq_ignore_ascii_case(b"END:VCARD") {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Ok(Some(card.finish()));
                }
            } else if depth == 1 {
                n += 1;
                if limits::CARD_LINES < n {
                    return Err(exceeded("card_long", limits::CARD_LINES));
                }
                Property::read(line).iter().for_each(|property| card.add(property));
            }
        }
        // A book that was cut off: what the last card said is not lost.
        Ok((depth > 0).then(|| card.finish()))
    }
}

/// The same source in UTF-8, if it says by its first bytes that it is in UTF-16.
///
/// # Errors
/// When the source cannot be read.
pub fn as_utf8<'a, R: BufRead + 'a>(mut source: R) -> Result<Box<dyn BufRead + 'a>> {
    let encoding = match source.fill_buf().map_err(Error::internal)? {
        [0xff, 0xfe, ..] => Encoding::Utf16Le,
        [0xfe, 0xff, ..] => Encoding::Utf16Be,
        _ => return Ok(Box::new(source)),
    };
    let decoder = Decoder::new(source, encoding);
    Ok(Box::new(BufReader::new(Decoded { decoder, text: String::new(), at: 0 })))
}

/// Bytes in UTF-8 of a source in another encoding.
struct Decoded<R> {
    decoder: Decoder<R>,
    text: String,
    at: usize,
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        while self.at == self.text.len() {
            (self.at, self.text) = (0, String::new());
            if !self.decoder.fill(&mut self.text).map_err(std::io::Error::other)? {
                return Ok(0);
            }
        }
        let n = into.len().min(self.text.len() - self.at);
        into[..n].copy_from_slice(&self.text.as_bytes()[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}
