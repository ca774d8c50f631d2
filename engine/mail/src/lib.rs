//! Letters over SMTP: written by others, handed to the mail server of the house.
//!
//! **Invariant:** knows no data and no person; says of every letter whether it was handed over,
//! and never says the password of the mail server, not even to a log.
//!
//! Read `server` (where and how mail is handed over, from its settings), `letter` (what is sent),
//! `send` (handing it over, and what went wrong in words).

mod letter;
mod send;
mod server;

pub use letter::{Attachment, Letter};
pub use send::Failure;
pub use server::{MailServer, Settings};
