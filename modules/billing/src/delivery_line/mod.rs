//! Lines of delivery notes: what is handed over and how much of it, without prices.

pub mod fields;
mod serial;
mod shape;

pub use serial::serial_numbers;
pub use shape::SHAPE;
