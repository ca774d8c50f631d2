//! `cargo xtask postgres`: any command beside a throw-away PostgreSQL.

use crate::cluster::{self, Cluster, Durability};
use crate::process;
use anyhow::Result;
use std::path::Path;

/// What to run.
#[derive(clap::Args)]
pub struct Options {
    /// Let commits wait for the disk, as in earnest.
    #[arg(long)]
    synced: bool,
    /// The command, for example `-- cargo test -p store`.
    #[arg(required = true, last = true)]
    command: Vec<String>,
}

/// Runs the command and stops the cluster after it.
pub fn run(options: &Options) -> Result<()> {
    let durability = if options.synced { Durability::Synced } else { Durability::Fast };
    let cluster = Cluster::start(durability)?;
    let (program, arguments) = options.command.split_first().expect("clap asks for one word");
    println!("{}={}", cluster::VARIABLE, cluster.url());
    let mut command = process::command(program, Path::new("."));
    process::run(cluster.equip(command.args(arguments)))
}
