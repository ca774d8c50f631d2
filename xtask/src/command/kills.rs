//! `cargo xtask kills`: Kontor and PostgreSQL die at random moments, and nothing may be lost.

use anyhow::Result;

use crate::cluster::{Cluster, Durability};
use crate::process;
use crate::tally::Tally;

/// Runs the kill test on both databases, on a PostgreSQL of its own that waits for the disk.
pub fn run(rounds: u32, tally: &mut Tally) -> Result<()> {
    let cluster = Cluster::start(Durability::Synced)?;
    // Built as the suite builds it, so that nothing is compiled a second time.
    let test = ["test", "--workspace", "--exclude", "xtask", "--test", "kills", "--"];
    let mut cargo = process::cargo(&test);
    // One after the other, so that the seconds until it is up again are its own.
    cargo.args(["--test-threads=1", "--nocapture"]).env("KONTOR_KILLS", rounds.to_string());
    process::run_counted(cluster.equip(&mut cargo), tally)
}
