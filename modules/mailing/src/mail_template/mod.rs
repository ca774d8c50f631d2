//! Mail templates: the words with which documents are sent.

pub mod fields;
mod shipped;
#[cfg(test)]
mod tests;

use records::{Behavior, Turn};
pub(crate) use shipped::shipped;

/// What a mail template is.
pub const DEFINITION: &str = include_str!("mail_template.toml");

/// What a mail template does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("mail_template").errand("lay_in", Turn::Asked, shipped::lay_in)
}
