//! E-mails that leave the house with documents: who got what, when, and with which bytes.
//!
//! **Invariant:** an e-mail is handed to the mail server at most once for each time somebody said
//! so; what was handed over never changes.
//!
//! Read `email` (what is sent, and the job that hands it over), `document` (the action by which
//! documents are sent, and what it proposes), `mail_template` (words that houses change), `demo`
//! (data to look at).

pub mod demo;
pub mod document;
pub mod email;
pub mod mail_template;
mod offer;
#[cfg(test)]
mod round;

pub use email::{SendEmail, subscribe};
pub use offer::offer;
