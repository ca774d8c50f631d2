//! Subscriptions: what is billed again and again, once for each period.

mod actions;
pub mod fields;
mod period;
mod rules;
mod run;
#[cfg(test)]
mod tests;

use records::{Behavior, Turn};

pub use run::of_invoice;

/// What a subscription is.
pub const DEFINITION: &str = include_str!("subscription.toml");

/// What a subscription does.
#[must_use]
pub fn behavior() -> Behavior {
    goods::position::document("subscription")
        .derive(goods::position::rules::document_is_filled)
        .derive(rules::it_is_summed)
        .derive(rules::next_follows_rhythm)
        .check(rules::it_bills_something)
        .guard(rules::rhythm_stays)
        .action("bill", actions::bill)
        .action("skip", actions::skip)
        .action("resume", actions::resume)
        .action("end", actions::end)
        .proposal("end", actions::end_of_period)
        .errand("bill", Turn::Daily, run::bill_all)
}
