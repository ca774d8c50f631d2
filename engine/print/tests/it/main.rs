//! Documents, judged by programs of others: qpdf for structure, poppler for what they say.
#![expect(clippy::unwrap_used, reason = "what cannot be made or read fails the test")]

mod attachments;
mod bounds;
mod documents;
mod faults;
mod kit;
mod squares;
