//! Records as cards in lanes.

mod card;
mod model;
mod page;

pub use model::{Card, CardNext, DropZone, KanbanPage, LaneView};
pub use page::{Form, form_switch, page, sums};
