//! Lines of incoming invoices: what a supplier bills, and what they take off or put on the whole.

pub mod fields;
mod shape;

pub use shape::SHAPE;
