//! What other records have to do with one: they hang on it, or tell of it.

mod hanging;
mod story;

pub use hanging::{Figured, figures, related, related_all};
pub use story::{Agenda, Story, Told, agenda, story};
