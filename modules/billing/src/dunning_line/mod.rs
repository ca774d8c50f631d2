//! What is asked for an invoice that is not paid.

pub mod fields;
mod shape;

pub use shape::SHAPE;
