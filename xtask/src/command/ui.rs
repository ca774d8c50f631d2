//! `cargo xtask ui`: check and bundle the interface.

use crate::{npm, process, workspace};
use anyhow::Result;

/// Installs the packages if needed, checks the types, writes `engine/ui/dist`.
pub fn run() -> Result<()> {
    npm::require()?;
    let folder = workspace::root().join("engine/ui");
    npm::install(&folder)?;
    let compiler = folder.join("node_modules/.bin/tsc");
    process::run(process::command(compiler, &folder).arg("--noEmit"))?;
    process::run(process::command("node", &folder).arg("build.mjs"))
}
