//! The forms in which banks send statements.

pub(crate) mod camt;
pub(crate) mod csv;
pub(crate) mod mt940;

pub use csv::{Column, Mapping};
