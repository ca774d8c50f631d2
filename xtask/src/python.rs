//! Packages of Python that tests and generators need, apart from those of the machine.

use anyhow::{Context, Result};
use std::path::PathBuf;

use crate::{process, workspace};

/// An environment of its own below the target folder, with packages, and with others of which only
/// the files are wanted and not what they would run with.
pub fn installed(name: &str, packages: &[&str], bare: &[&str]) -> Result<PathBuf> {
    let folder = workspace::target().join(name);
    let python = process::find("python3").context("python3 with venv is missing")?;
    let mark = folder.join([packages, bare].concat().join(" "));
    if !mark.exists() {
        let path = folder.to_str().context("the target folder has no name in text")?;
        process::run(process::command(&python, workspace::root()).args(["-m", "venv", path]))?;
        let pip = folder.join("bin/pip");
        let install = || {
            let mut install = process::command(&pip, workspace::root());
            install.args(["install", "--quiet", "--disable-pip-version-check"]);
            install
        };
        if !packages.is_empty() {
            process::run(install().args(packages))?;
        }
        if !bare.is_empty() {
            process::run(install().arg("--no-deps").args(bare))?;
        }
        std::fs::write(mark, "")?;
    }
    Ok(folder)
}
