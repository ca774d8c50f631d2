//! The program: configuration, wiring and commands.
//!
//! **Invariant:** holds no rule of the trade and no page; it opens the data, puts the crates
//! together and runs them.
//!
//! Read `wire` (what the program consists of), `config` (what it is told), `tenant` (opening the
//! data), `serve` and `connections` (running it), `command` (the command line).

mod command;
mod config;
mod connections;
mod key;
mod log;
mod metrics;
mod operate;
mod serve;
mod tenant;
mod tls;
mod wire;

pub use command::enter;
pub use config::Config;
pub use connections::{Entrance, Patience, answer};
pub use serve::{app, worker};
pub use tenant::{Tenant, open, open_with};
pub use tls::Certificate;
pub use wire::offers;
