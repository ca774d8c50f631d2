//! Lines of delivery notes: what is handed over and how much of it, without prices.

pub mod fields;
mod shape;

pub use shape::SHAPE;
