//! What a document is beside its text.

use crate::{Limits, Metadata};
use kernel::Instant;

/// What the caller says about a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Its title, shown by readers; PDF/A wants one.
    pub title: String,
    /// Who wrote it.
    pub author: String,
    /// The language of its text as a tag such as `de` or `de-AT` (BCP 47): hyphenation, and for
    /// readers aloud.
    pub language: String,
    /// When it was made, to the second.
    pub created: Instant,
    /// What names it for ever: two versions of one document share it.
    pub id: String,
    /// To what it conforms.
    pub standard: Standard,
    /// Files that lie within it.
    pub attachments: Vec<Attachment>,
    /// Properties beyond title, author and date; only an archive describes what it may say, so
    /// a plain document has none.
    pub metadata: Option<Metadata>,
    /// How much it may take.
    pub limits: Limits,
}

/// To what a document conforms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standard {
    /// PDF/A-3b (ISO 19005-3): for archives, may carry any file.
    #[default]
    Archive,
    /// PDF 1.7, without promises; a page of PDF may be a picture in it.
    Plain,
}

/// A file within a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// A plain file name.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// The file as it is.
    pub bytes: Vec<u8>,
    /// What it is to the document.
    pub relationship: Relationship,
    /// What it is, for people.
    pub description: String,
    /// When it was last changed, to the second.
    pub modified: Instant,
}

/// What an attachment is to its document (`AFRelationship`, ISO 19005-3 annex E).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relationship {
    /// The same in another form.
    Alternative,
    /// What the document was drawn from.
    Data,
    /// What the document was written in.
    Source,
    /// Something beside it.
    Supplement,
}

impl Relationship {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Relationship::Alternative => "alternative",
            Relationship::Data => "data",
            Relationship::Source => "source",
            Relationship::Supplement => "supplement",
        }
    }
}
