//! Modules, fields and lists as administrators shape them.
//!
//! Read `kit` (what these pages share), then one file per page.

mod areas;
mod changes;
mod field;
mod follow;
mod follows;
mod kit;
mod layout;
mod list;
mod module;
mod modules;
mod number;
mod removal;
mod routes;
mod said;
mod stage;
mod told;

pub use routes::routes;
