//! What must be on the machine, and how it gets there.

use crate::{cluster, npm, process};
use anyhow::{Result, bail};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program that a command needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tool {
    /// A C compiler, for SQLite.
    Compiler,
    /// Node, for the interface.
    Node,
    /// npm, for the interface's packages.
    Npm,
    /// The PostgreSQL server, for the second half of the scenarios.
    Postgres,
    /// Chromium, for the journeys.
    Chromium,
    /// strace, to see that what was acknowledged had reached the disk.
    Strace,
    /// The directory that the sign-in is tried against.
    Slapd,
    /// Python with venv, for the generator that questions the interface for programs, for the
    /// official rules of electronic invoices, and for readers of files of banks and of DATEV.
    Python,
    /// Judges the structure of documents.
    Qpdf,
    /// Reads texts, attachments and pages of documents.
    Poppler,
    /// Reads squares that people pay by.
    Zbarimg,
}

/// What to do about a tool that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Say which line installs it.
    IsNamed,
    /// Install it when we are root, else say the line.
    IsInstalled,
}

/// Makes sure that all tools are there.
pub fn provide(tools: &[Tool], missing: Missing) -> Result<()> {
    let absent: Vec<Tool> = tools.iter().copied().filter(|tool| !is_there(*tool)).collect();
    if !absent.is_empty() {
        let packages: Vec<&str> = absent.iter().map(|tool| package(*tool)).collect();
        let may_install = missing == Missing::IsInstalled
            && process::is_root()
            && process::find("apt-get").is_some();
        if !may_install {
            bail!("please install what is missing:\n\n    {}\n", line(&packages));
        }
        install(&packages)?;
    }
    for tool in tools {
        if !is_there(*tool) {
            bail!("{tool:?} is still missing after {}", line(&[package(*tool)]));
        }
        println!("{tool:?}: found");
    }
    if tools.contains(&Tool::Node) { npm::require() } else { Ok(()) }
}

/// The browser for the journeys, `KONTOR_TEST_CHROMIUM` before any other.
pub fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("KONTOR_TEST_CHROMIUM") {
        return Some(PathBuf::from(named));
    }
    ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(process::find)
}

fn is_there(tool: Tool) -> bool {
    match tool {
        Tool::Compiler => process::find("cc").is_some(),
        Tool::Node => process::find("node").is_some(),
        Tool::Npm => process::find("npm").is_some(),
        Tool::Postgres => cluster::programs().is_some(),
        Tool::Chromium => chromium().is_some(),
        Tool::Strace => process::find("strace").is_some(),
        // Not everybody has its folder on their path.
        Tool::Slapd => Path::new("/usr/sbin/slapd").exists(),
        Tool::Python => process::find("python3").is_some_and(|python| has_venv(&python)),
        Tool::Qpdf => process::find("qpdf").is_some(),
        Tool::Poppler => process::find("pdftotext").is_some(),
        Tool::Zbarimg => process::find("zbarimg").is_some(),
    }
}

fn has_venv(python: &Path) -> bool {
    let asked = Command::new(python).args(["-c", "import venv, ensurepip"]).output();
    asked.is_ok_and(|output| output.status.success())
}

fn package(tool: Tool) -> &'static str {
    match tool {
        Tool::Compiler => "build-essential",
        Tool::Node => "nodejs",
        Tool::Npm => "npm",
        Tool::Postgres => "postgresql",
        Tool::Chromium => "chromium",
        Tool::Strace => "strace",
        Tool::Slapd => "slapd",
        Tool::Python => "python3-venv",
        Tool::Qpdf => "qpdf",
        Tool::Poppler => "poppler-utils",
        Tool::Zbarimg => "zbar-tools",
    }
}

fn line(packages: &[&str]) -> String {
    format!("apt-get update && apt-get install -y {}", packages.join(" "))
}

fn install(packages: &[&str]) -> Result<()> {
    println!("installing: {}", packages.join(" "));
    process::run(apt().args(["-q", "update"]))?;
    let quiet = Quiet::begin()?;
    let mut install = apt();
    install.args(["-q", "install", "-y", "--no-install-recommends"]).args(packages);
    let installed = process::run(&mut install);
    quiet.end()?;
    installed
}

/// Keeps packages from starting services of their own: tests start what they need themselves.
struct Quiet {
    is_ours: bool,
}

impl Quiet {
    /// Debian asks this file before it starts anything; 101 means that it may not.
    const FILE: &str = "/usr/sbin/policy-rc.d";

    fn begin() -> Result<Self> {
        let is_ours = !Path::new(Quiet::FILE).exists();
        if is_ours {
            std::fs::write(Quiet::FILE, "#!/bin/sh\nexit 101\n")?;
            std::fs::set_permissions(Quiet::FILE, std::fs::Permissions::from_mode(0o755))?;
        }
        Ok(Quiet { is_ours })
    }

    fn end(self) -> Result<()> {
        if self.is_ours {
            std::fs::remove_file(Quiet::FILE)?;
        }
        Ok(())
    }
}

fn apt() -> Command {
    let mut command = process::command("apt-get", Path::new("/"));
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn the_line_to_type_names_every_package() {
        assert_eq!(
            line(&["postgresql", "chromium"]),
            "apt-get update && apt-get install -y postgresql chromium"
        );
    }
}
