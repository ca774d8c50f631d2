//! What a document set holds.

use kernel::Instant;

use super::AccountedInvoice;

/// Documents that go to DATEV together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentSet {
    /// When it was made.
    pub created_at: Instant,
    /// What it is, at most 255 characters; may be empty.
    pub description: String,
    /// Number of the tax consultant.
    pub consultant: u32,
    /// Number of the client.
    pub client: u32,
    /// Name of the client, at most 36 characters; may be empty.
    pub client_name: String,
    /// The documents, at least one.
    pub documents: Vec<Document>,
}

/// One document with its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// By what bookings link to it (Beleglink).
    pub guid: String,
    /// What it is, at most 40 characters; may be empty.
    pub description: String,
    /// What of it is to be booked.
    pub content: Content,
    /// Its files, such as the PDF and the original XML.
    pub files: Vec<DocumentFile>,
}

/// What of a document is to be booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// An invoice that we wrote.
    Outgoing(Box<AccountedInvoice>),
    /// An invoice that we got.
    Incoming(Box<AccountedInvoice>),
    /// Nothing: it is only kept.
    Files,
}

/// A file of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentFile {
    /// Its name: letters, digits, `.`, `-` and `_`; no two files of a set have the same.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}
