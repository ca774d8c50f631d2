//! Tests of import and export from outside.

mod calendars;
mod club;
mod computing;
mod exporting;
mod fetching;
mod given;
mod importing;
mod jobs;
mod keeping;
mod lines_in;
mod lists;
mod mapping;
mod open_sheets;
mod pasting;
mod preparing;
mod reading;
mod sources;
mod stage;
mod updating;
