//! `cargo xtask bench`: measures the release program against the raw statements.

use anyhow::Result;

use crate::cluster::Cluster;
use crate::{process, workspace};

/// Builds the release program, then runs the named benchmark, or all of them.
pub fn run(name: Option<&str>, rest: &[String]) -> Result<()> {
    run_beside(None, name, rest)
}

/// The same, beside a PostgreSQL that the benchmark is told of.
pub fn run_beside(cluster: Option<&Cluster>, name: Option<&str>, rest: &[String]) -> Result<()> {
    let build = ["build", "--release", "--package", "server"];
    process::run(&mut process::cargo(&build))?;
    let mut arguments = vec!["bench", "--package", "xtask"];
    // Documents are measured by requests, too.
    let (bench, kind) = match name {
        Some("faktura") => (Some("requests"), Some("faktura")),
        name => (name, None),
    };
    if let Some(bench) = bench {
        arguments.extend(["--bench", bench]);
    }
    arguments.push("--");
    arguments.extend(kind);
    arguments.extend(rest.iter().map(String::as_str));
    let mut bench = process::cargo(&arguments);
    bench.env("KONTOR_PROGRAM", workspace::target().join("release/kontor"));
    if let Some(cluster) = cluster {
        cluster.equip(&mut bench);
    }
    process::run(&mut bench)
}
