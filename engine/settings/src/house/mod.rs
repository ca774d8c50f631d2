//! Who there is and who may do what, as administrators set it.
//!
//! One file per page.

pub mod firm;
pub mod group;
pub mod matrix;
pub mod own_fields;
pub mod profile;
pub mod role;
pub mod sharing;
pub mod user;
pub mod why;
