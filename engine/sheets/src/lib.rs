//! Pages around lists, drawn with the parts of the interface.
//!
//! **Invariant:** pure functions, as those of `ui`: a page model arrives with labels, values and
//! rights already applied; knows no module by name.
//!
//! Read `conditions` (the editor of a view), `groups` (records in groups, and a chart of them),
//! `calendar` (records on the days of a month) and `map` (records as points) with `by`, `merge`
//! (several records side by side), `alike` (what a search over all records found), `merges` (what
//! was made one, and the way back), `bulk` (one act on many records), `import` (a file comes in),
//! `taking` (files of which records are made), `export` (a file goes out), `bin` (what was
//! removed), `preview` (a record over its list), `relate` (a record and another one in a role),
//! `pasting` (a block of cells becomes lines), `sketch` (what would come of a form), `created`
//! (what a drawer says when it is done), `said` and `digest` (messages in words, and as a letter),
//! `interface` (what programs can ask).

pub mod alike;
pub mod bin;
pub mod bulk;
mod by;
pub mod calendar;
pub mod conditions;
pub mod created;
pub mod digest;
pub mod export;
pub mod groups;
pub mod import;
pub mod interface;
pub mod map;
pub mod merge;
pub mod merges;
pub mod pasting;
pub mod preview;
pub mod relate;
pub mod said;
pub mod sketch;
pub mod taking;
