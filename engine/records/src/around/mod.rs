//! What other records have to do with one: they hang on it, or tell of it.

mod both;
mod hanging;
mod story;

pub use both::around;
pub use hanging::{Figured, figures, related};
pub use story::{Agenda, Story, Told, agenda};
