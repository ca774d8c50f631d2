//! Moving in from another house: where it is, what becomes of everything there, and its runs.

mod fields;
mod home;
mod plan;
mod runs;

pub use fields::{fields, save_fields};
pub use home::{act, connect, home};
pub use plan::{plan, save_plan};
pub use runs::{act_on_run, report, run};
