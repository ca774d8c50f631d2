//! The editor of a view: conditions in groups, what they find, and how the view is kept.
//!
//! Read `model` (what stands on the page), then `page`, then `row` (one condition).

mod model;
mod page;
mod row;

pub use model::{Asked, Choice, Conditions, Control, Editor, Group, Keep, Part, Several};
pub use page::{found, page};
