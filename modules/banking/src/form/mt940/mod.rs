//! Statements in SWIFT MT940, with the German structure of field 86 or without.

mod field;
mod information;
mod message;

pub(crate) use message::read;
