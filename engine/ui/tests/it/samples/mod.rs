//! A made-up library with page models of every view, for tests and for the preview.

mod bulk;
mod detail;
mod edit;
mod frame;
mod import;
mod library;
mod list;
mod member;
mod messages;
mod pages;

pub use library::{Library, at, currency, day, decimal, file, place, principal, record, several};
pub use pages::{all, drawer, hits, told_drawer};
