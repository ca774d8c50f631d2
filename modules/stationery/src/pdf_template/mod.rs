//! PDF templates: texts of a house in the place of those that come along.

pub mod fields;
pub(crate) mod rules;
#[cfg(test)]
mod tests;

use records::Behavior;

use crate::{sketch, tried};

/// What a PDF template is.
pub const DEFINITION: &str = include_str!("pdf_template.toml");

/// What a PDF template does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("pdf_template")
        .derive(rules::begins_as_shipped)
        .derive(rules::proof_is_of_this_text)
        .check(rules::counts_when_proved)
        .action("start_over", rules::start_over)
        .trial(tried::tried)
        .sketch(sketch::on_samples)
}
