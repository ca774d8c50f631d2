//! Which column of a file goes to which field.

mod heading;
mod map;
mod propose;
mod similar;
mod target;
mod words;

pub use map::apply_map;
pub use propose::propose;
pub use target::{Target, lines_of, targets};
pub use words::Words;
pub(crate) use words::{meaning, plain};
