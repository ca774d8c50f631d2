//! What of an order is billed on a day.

pub mod fields;
mod shape;

pub use shape::SHAPE;
