//! Importing a file: choose it, map it, see what would happen, watch it, take it back.

mod change;
mod frame;
mod map;
mod model;
mod run;
mod saved;
mod upload;

pub use map::map;
pub use model::{
    Change, Choice, MapColumn, MapPage, PreviewLine, RunPage, RunRow, SavedLine, Saving, Sheet,
    UploadPage,
};
pub use run::{run, run_state};
pub use upload::upload;
