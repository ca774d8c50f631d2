//! Lines of price lists: what something costs from a quantity on.

pub mod fields;
mod shape;

pub use shape::SHAPE;
