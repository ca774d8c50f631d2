//! What was collected by a mandate.

pub mod fields;
mod shape;

pub use shape::SHAPE;
