//! The frame around every page of a signed-in person.

mod again;
mod document;
mod model;
mod page;
mod sidebar;

pub use document::{Document, document};
pub use model::{Area, Density, NavItem, Shell, Theme};
pub use page::page;
