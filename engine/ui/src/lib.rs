//! Page models in, HTML out; and the program's own assets.
//!
//! **Invariant:** pure functions; knows neither requests, databases nor rights, and no module by
//! name. A page model arrives with labels, values and rights already applied.
//!
//! Read `cx` first (what a reader brings along), then `model` (parts that page models share),
//! `components` (buttons, tables, menus), `fields` (one file per field type), `views` (whole pages,
//! made of named parts), `format` (numbers and dates as people write them), `assets`.

pub mod assets;
pub mod components;
mod cx;
pub mod fields;
pub mod format;
pub mod model;
pub mod read;
pub mod views;

pub use cx::{Cx, Names, RecordName};
