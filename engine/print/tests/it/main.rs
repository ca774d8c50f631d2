//! Documents, judged by programs of others: qpdf for structure, poppler for what they say.

mod attachments;
mod bounds;
mod documents;
mod faults;
mod kit;
mod squares;
