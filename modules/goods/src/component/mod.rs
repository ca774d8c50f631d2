//! Components: what a bundle is made of.

pub mod fields;
mod shape;

pub use shape::SHAPE;
