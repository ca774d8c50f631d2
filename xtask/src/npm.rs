//! Packages of the interface and of the browser tests.

use crate::process;
use anyhow::{Context, Result, bail};
use std::path::Path;

/// Installs exactly what `package-lock.json` names, unless that is already there.
pub fn install(folder: &Path) -> Result<()> {
    let lock = folder.join("package-lock.json");
    let wanted =
        std::fs::read(&lock).with_context(|| format!("{} cannot be read", lock.display()))?;
    let stamp = folder.join("node_modules/.installed-lock");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("installing the packages that {} names", lock.display());
    process::run(process::command("npm", folder).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
    ]))?;
    std::fs::create_dir_all(folder.join("node_modules"))?;
    std::fs::write(&stamp, wanted).with_context(|| format!("{}", stamp.display()))
}

/// Says what to do when Node or npm is missing or too old.
pub fn require() -> Result<()> {
    for program in ["node", "npm"] {
        if process::find(program).is_none() {
            bail!("`{program}` is missing; on Debian: apt-get install nodejs npm");
        }
    }
    let version = process::output_of("node", "--version").unwrap_or_default();
    match major(&version) {
        Some(major) if MINIMUM <= major => Ok(()),
        _ => bail!("Node {MINIMUM} or newer is needed, `node --version` says {version:?}"),
    }
}

const MINIMUM: u32 = 20;

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("20.1"), None);
        assert_eq!(major(""), None);
    }
}
