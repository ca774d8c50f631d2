//! Files that are no lists yet: address books, calendars and sheets become one before anything
//! else looks.
//!
//! A list made here begins each row on a line of its own, so the number of a line is that of the
//! sheet's row, or of the card after the line with the headings.

mod calendar;
mod card;
mod cards;
mod each;
mod kind;
mod limits;
mod lines;
mod list_file;
mod moment;
mod open_sheet;
mod property;
mod sheet;
mod unpacked;
mod zones;

pub use calendar::write_each as write_calendar;
pub use each::write_each;
pub use kind::{HEAD, Kind, kind};
pub use list_file::to_list;
pub use sheet::Sheets;
