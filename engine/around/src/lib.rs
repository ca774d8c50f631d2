//! What other records have to do with one: they hang on it, tell of it, or come next.
//!
//! **Invariant:** everything is asked through `records`, in the name of whoever looks; what points
//! to a record at all (`inbound`) only spares questions and is shown to nobody.
//!
//! Read `inbound`, `story` (the timeline), `hanging` (lists, figures), `both`, `steps` (a board).

mod both;
mod hanging;
mod inbound;
mod steps;
mod story;

pub use both::around;
pub use hanging::{Chosen, Figured, Hanging, figures, related};
pub use inbound::{Inbound, inbound};
pub use steps::{Next, is_told_of, next_steps};
pub use story::{Agenda, Story, Told, agenda};
