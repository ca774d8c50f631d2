//! E-mails: to whom, with which words and files, and what became of them.
//!
//! Read `rules`, then `written` (from a record to a letter) and `send` (the job).

pub mod fields;
mod rules;
mod send;
#[cfg(test)]
mod tests;
mod written;

use records::Behavior;
pub(crate) use rules::demand_server;
pub use send::{SendEmail, subscribe};
pub(crate) use written::written;

/// What an e-mail is.
pub const DEFINITION: &str = include_str!("email.toml");

/// What an e-mail does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("email")
        .check(rules::sent_by_the_job)
        .guard(rules::sent_stays)
        .action("send", rules::send)
}
