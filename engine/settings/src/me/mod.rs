//! One's own settings.

pub mod formats;
mod kit;
pub mod messages;
pub mod picture;
pub mod profile;
pub mod programs;
pub mod security;

pub use kit::controls;
