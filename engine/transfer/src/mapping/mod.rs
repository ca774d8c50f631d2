//! Which column of a file goes to which field.

mod heading;
mod propose;
mod similar;
mod target;
mod words;

pub use propose::propose;
pub use target::{Target, targets};
pub use words::Words;
pub(crate) use words::{meaning, plain};
