//! The fonts in the program, and what Typst knows about them.

use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

/// The family of documents.
pub(crate) const FAMILY: &str = "Inter";

/// All fonts with their book.
pub(crate) struct Fonts {
    pub book: LazyHash<FontBook>,
    pub all: Vec<Font>,
}

/// Files that the build found, see `build.rs`.
const FILES: [&[u8]; 6] = include!(concat!(env!("OUT_DIR"), "/fonts.rs"));

/// Read once, kept for the life of the program.
pub(crate) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let all: Vec<Font> = FILES.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect();
    Fonts { book: LazyHash::new(FontBook::from_fonts(&all)), all }
});

/// Whether the family of documents can draw a character.
pub(crate) fn can_draw(character: char) -> bool {
    let is_drawn = |font: &&Font| {
        font.info().family == FAMILY && font.info().coverage.contains(u32::from(character))
    };
    character.is_control() || FONTS.all.iter().any(|font| is_drawn(&font))
}
