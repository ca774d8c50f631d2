//! Modules, fields and lists as administrators shape them.
//!
//! Read `kit` (what these pages share), then one file per page.

mod changes;
mod field;
mod kit;
mod list;
mod module;
mod modules;
mod told;

pub use changes::{act, bring, changes, file};
pub use field::{edit as edit_field, save as save_field};
pub use list::{create as create_list, lists, page as list, save as save_list};
pub use module::{act as act_on, page as module, rename};
pub use modules::{create as create_module, modules, new as new_module};
