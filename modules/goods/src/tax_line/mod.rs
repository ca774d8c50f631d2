//! What tax comes to, one line for each category and rate.

pub mod fields;
pub mod rates;

pub use rates::{Category, Country, SHAPE, TaxCase, TaxClass, rate};
