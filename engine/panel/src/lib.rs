//! Pages of the settings, drawn with the parts of the interface.
//!
//! **Invariant:** pure functions, as those of `ui`: a page model arrives with labels, values and
//! rights already applied; knows no module by name.
//!
//! Read `frame` (what all of them share), `form` and `rows` (most of them), `profile`, `sharing`
//! and `why` (those that need a picture of their own), `share` (one record), `hooks` (what other
//! programs are told), `people` (whom a directory has), `access_key` (how programs of the older web
//! service come in), `studio`, `layout`, `side_bar`, `picklist`, `follows`, `likeness` and
//! `changes` (what administrators shape), `sign_ins` (who came), `moving` (moving in from another
//! house), `me` and `tokens` (one's own).

mod access_key;
pub mod changes;
pub mod follows;
mod form;
pub mod formula;
mod frame;
pub mod hooks;
pub mod layout;
pub mod likeness;
pub mod me;
pub mod moving;
pub mod people;
pub mod picklist;
mod profile;
mod rows;
mod share;
mod sharing;
pub mod side_bar;
pub mod sign_ins;
pub mod studio;
pub mod tokens;
mod why;

pub use access_key::{AccessKeyCard, access_key};
pub use form::{Choice, Control, Extra, FormPage, Kind, Pair, form};
pub use frame::Frame;
pub use profile::{
    ActionRow, ComparePage, Difference, FieldRow, ListRow, ModuleRow, ProfilePage, RightCell,
    compare, profile,
};
pub use rows::{Row, RowsPage, rows, rows_and};
pub use share::{ShareLine, SharePage, share};
pub use sharing::{DefaultRow, RuleRow, SharingPage, sharing};
pub use why::{ReasonLine, WhyPage, why};
