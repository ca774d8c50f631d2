//! A throw-away PostgreSQL on loopback for the tests.

use crate::process;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The variable in which the test kit looks for PostgreSQL.
pub const VARIABLE: &str = "KONTOR_TEST_POSTGRES";
/// The variable that names the file with the process id of the server, for tests that kill it.
pub const PID_FILE: &str = "KONTOR_TEST_POSTGRES_PID";

/// What happens to written data when the machine, not only the process, dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Commits wait for the disk, as in earnest.
    Synced,
    /// Commits do not wait; enough for tests that no crash is part of.
    Fast,
}

/// A running cluster; it stops and vanishes when this is dropped or when our process dies.
///
/// Whoever kills its server finds a new one on the same data and port soon after.
pub struct Cluster {
    keeper: Child,
    port: u16,
    pid_file: String,
}

impl Cluster {
    /// Makes and starts a cluster on a free port.
    pub fn start(durability: Durability) -> Result<Self> {
        let programs = programs().context("PostgreSQL is missing: apt-get install postgresql")?;
        let port = free_port()?;
        let options = match durability {
            Durability::Synced => "",
            Durability::Fast => "-c fsync=off -c full_page_writes=off -c synchronous_commit=off",
        };
        let mut keeper = keeper()
            .args(["-c", include_str!("cluster.sh"), "cluster"])
            .arg(&programs)
            .args([&port.to_string(), options])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("the shell that keeps PostgreSQL did not start")?;
        let output = keeper.stdout.take().expect("standard output was asked for as a pipe");
        let mut answer = String::new();
        BufReader::new(output).read_line(&mut answer)?;
        let Some(pid_file) = answer.trim().strip_prefix("ready ") else {
            bail!("PostgreSQL from {} did not start, {}", programs.display(), keeper.wait()?);
        };
        Ok(Self { keeper, port, pid_file: pid_file.to_owned() })
    }

    /// Tells a command where the cluster is.
    pub fn equip<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command.env(VARIABLE, self.url()).env(PID_FILE, &self.pid_file)
    }

    /// The address of the cluster's own database, under which tests make theirs.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        if let Err(error) = self.keeper.wait() {
            eprintln!("PostgreSQL on port {} may still run: {error}", self.port);
        }
    }
}

/// The folder with `initdb`: Debian's newest version, or where the search path has it.
pub fn programs() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = versions
        .filter(|version| version.path().join("bin/initdb").is_file())
        .filter_map(|version| Some((version.file_name().to_str()?.parse::<u32>().ok()?, version)))
        .max_by_key(|(number, _)| *number)
        .map(|(_, version)| version.path().join("bin"));
    newest.or_else(|| Some(process::find("initdb")?.parent()?.to_owned()))
}

// `initdb` refuses to run as root, so root becomes the user that the Debian package made.
fn keeper() -> Command {
    let program = if process::is_root() { "runuser" } else { "sh" };
    let mut command = process::command(program, Path::new("/"));
    if process::is_root() {
        command.args(["-u", "postgres", "--", "sh"]);
    }
    command
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no free port on loopback")?;
    Ok(listener.local_addr()?.port())
}
