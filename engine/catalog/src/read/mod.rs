//! From TOML to a definition, with the line of every mistake.

mod alias;
mod checked;
mod error;
mod follow;
mod kind;
mod likeness;
mod raw;
mod reminder;
mod series;
mod shape;
mod states;
mod story;
mod texts;
mod view;

pub(crate) use checked::is_name;
pub use checked::{ANY, read_module};
pub use error::ReadError;
use error::line_of;
pub use shape::{is_shape, read_shape};
pub use texts::read_texts;
