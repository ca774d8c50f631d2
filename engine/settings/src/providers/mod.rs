//! By whose word people sign in, for administrators.

mod form;
mod kit;
mod list;
mod people;

pub use form::{edit, save};
pub use list::{act, keep, list};
pub use people::{adopt, linked, people, unlink};
