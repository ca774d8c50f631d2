//! Quotes: what is offered to whom, until when, and what becomes of it.

mod actions;
pub mod fields;
mod open;
mod options;
mod rules;
#[cfg(test)]
mod tests;

use records::Behavior;

/// What a quote is.
pub const DEFINITION: &str = include_str!("quote.toml");

/// What a quote does.
#[must_use]
pub fn behavior() -> Behavior {
    goods::position::document("quote")
        .derive(rules::quote_follows_what_it_is_made_of)
        .derive(rules::quote_has_an_edition)
        .guard(rules::sent_stays_as_it_is)
        .public(open::PAGE)
        .choice(("accept", options::CHOSEN), options::offered, options::take)
        .action("accept", actions::answer)
        .action("decline", actions::answer)
        .action("revise", actions::revise)
        .action("to_order", actions::to_order)
}
