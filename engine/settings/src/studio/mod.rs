//! Modules, fields and lists as administrators shape them.
//!
//! Read `kit` (what these pages share), then one file per page.

mod areas;
mod aside;
mod changes;
mod exchange;
mod field;
mod finding;
mod follow;
mod follows;
mod kit;
mod layout;
mod likeness;
mod list;
mod module;
mod modules;
mod number;
mod recast;
mod removal;
mod routes;
mod said;
mod stage;
mod start;
mod told;

pub(crate) use field::list_label;
pub(crate) use finding::pages;
pub use routes::routes;
