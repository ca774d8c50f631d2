//! `cargo xtask load`: many people at once, on loopback and for a bounded time.

use anyhow::Result;

use crate::cluster::{Cluster, Durability};
use crate::command::bench;

/// How many, how long, on which database.
#[derive(clap::Args)]
pub struct Options {
    /// People who are signed in and work.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=1000))]
    people: u32,
    /// Minutes that are measured.
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=60))]
    minutes: u32,
    /// Contacts in the data, and a fifth as many organisations.
    #[arg(long, default_value_t = 100_000)]
    contacts: u32,
    /// Measure on a throw-away PostgreSQL that waits for the disk.
    #[arg(long)]
    postgres: bool,
}

/// Builds the release program, then runs the load; a bound that is missed is an error.
pub fn run(options: &Options) -> Result<()> {
    let Options { people, minutes, contacts, postgres } = options;
    let mut rest = vec![
        "load".to_owned(),
        format!("people={people}"),
        format!("minutes={minutes}"),
        format!("contacts={contacts}"),
    ];
    if !postgres {
        return bench::run_beside(None, Some("requests"), &rest);
    }
    rest.push("postgres".into());
    let cluster = Cluster::start(Durability::Synced)?;
    bench::run_beside(Some(&cluster), Some("requests"), &rest)
}
