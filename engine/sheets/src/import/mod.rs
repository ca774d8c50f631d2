//! Importing a file: choose it, map it, see what would happen, watch it, take it back.

mod change;
mod computed;
mod frame;
mod map;
mod model;
mod run;
mod saved;
mod upload;

pub use map::map;
pub use model::{
    Change, Choice, ComputedColumn, MapColumn, MapPage, PreviewLine, RunPage, RunRow, SavedLine,
    Saving, Sheet, UploadPage,
};
pub use run::{run, run_state};
pub use upload::upload;
