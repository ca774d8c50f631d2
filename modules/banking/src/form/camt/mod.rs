//! Statements in ISO 20022 XML (`camt.053`), whatever the version.

mod element;
mod entry;
mod file;

pub(crate) use file::read;
