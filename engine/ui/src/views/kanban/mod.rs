//! Records as cards in lanes.

mod card;
mod forms;
mod model;
mod page;

pub use forms::{Form, Forms, form_switch};
pub use model::{Card, CardNext, DropZone, KanbanPage, LaneView};
pub use page::{page, sums};
