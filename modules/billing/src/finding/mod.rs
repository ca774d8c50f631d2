//! What strikes about an incoming invoice: codes and parameters, said in the words of the reader.

pub mod fields;
mod found;
mod shape;

pub use found::{Found, Weight, is_about_amounts};
pub use shape::SHAPE;
