//! Packages of Python, each set in an environment of its own.

use crate::{process, workspace};
use anyhow::{Context, Result};
use std::path::PathBuf;

/// Makes an environment with these packages below the target folder; what else `pip` is told, such
/// as `--no-deps`, may stand among them.
pub fn installed(name: &str, packages: &[&str]) -> Result<PathBuf> {
    let folder = workspace::target().join(name);
    let python = process::find("python3").context("python3 with venv is missing")?;
    let mark = folder.join(packages.join(" "));
    if !mark.exists() {
        let path = folder.to_str().context("the target folder has no name in text")?;
        process::run(process::command(&python, workspace::root()).args(["-m", "venv", path]))?;
        let pip = folder.join("bin/pip");
        let install = ["install", "--quiet", "--disable-pip-version-check"];
        process::run(process::command(&pip, workspace::root()).args(install).args(packages))?;
        std::fs::write(mark, "")?;
    }
    Ok(folder)
}
