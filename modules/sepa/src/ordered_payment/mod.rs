//! What a payment order pays or collects for one document.

pub mod fields;
mod shape;

pub use shape::SHAPE;
