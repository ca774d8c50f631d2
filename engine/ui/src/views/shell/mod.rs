//! The frame around every page of a signed-in person.

mod model;

pub use model::{Area, Density, NavItem, Shell, Theme};
