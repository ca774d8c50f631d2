//! Which document a part of a payment settles.

pub mod fields;
mod shape;

pub use shape::{SHAPE, signed};
