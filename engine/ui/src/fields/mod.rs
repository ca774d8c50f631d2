//! Field types: how each is shown, edited and read back from a form.
//!
//! One file per type; `dispatch` chooses by `FieldType`, and the compiler lists what is missing.

mod address;
mod bool;
mod control;
mod date;
mod datetime;
mod decimal;
mod dispatch;
mod duration;
mod email;
mod file;
mod form;
mod geo;
mod image;
mod lines;
mod link;
mod long_text;
mod money;
mod multi_picklist;
mod number;
mod options;
mod percent;
mod phone;
mod picklist;
mod reach;
mod rich_text;
mod several;
mod stage;
mod text;
mod time;
mod url;
mod user;
mod words;

pub(crate) use control::FILTER_SCOPE;
pub use control::{Entered, InLines};
pub use dispatch::{cell, edit, is_group, is_group_of, is_numeric, parse, show, typed_text};
pub use duration::clock;
pub use form::Form;
pub use lines::{Sum, figures, parse_lines, place, rearranged, sums};
pub use options::{OptionLine, options};
pub use reach::{Reach, reach};
pub use words::{picklist_tag, words};
