//! Page models made of records, texts and rights.
//!
//! **Invariant:** reads through the doors (`records`, `social`, `bulk`), writes nothing and knows
//! neither requests nor sessions; what a model holds may be shown to its reader.
//!
//! Read `head` (what every page says of its module), `names` and `errors` (words), then one file
//! per kind of page.

pub mod acts;
pub mod arranged;
pub mod ask;
pub mod asked;
mod bare;
pub mod bulk;
pub mod calendar;
pub mod columns;
pub mod computed;
pub mod condition;
pub mod detail;
pub mod drawn;
pub mod edit;
pub mod editor;
pub mod errors;
pub mod export;
pub mod focus;
pub mod groups;
pub mod head;
pub mod import;
mod import_lines;
mod import_tally;
pub mod interface;
pub mod kanban;
pub mod lines;
pub mod list;
pub mod list_state;
pub mod many;
pub mod map;
pub mod merge;
pub mod messages;
pub mod names;
pub mod narrow;
pub mod notes;
pub mod palette;
pub mod pasted;
pub mod pasting;
pub mod place;
pub mod points;
pub mod related;
pub mod sketch;
pub mod timeline;
pub mod typed;
pub mod view;
