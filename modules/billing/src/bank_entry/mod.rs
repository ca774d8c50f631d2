//! What a bank booked.

pub mod fields;
mod shape;

pub use shape::SHAPE;
