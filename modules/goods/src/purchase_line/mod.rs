//! Lines of purchase orders: what is bought, what it costs, and how much of it came.

pub mod fields;
mod shape;

pub use shape::SHAPE;
