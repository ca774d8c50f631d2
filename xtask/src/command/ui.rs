//! `cargo xtask ui`: check and bundle the interface, fetch fonts of documents and outlines of maps.

use crate::{npm, process, workspace};
use anyhow::Result;

/// Installs the packages if needed, checks the types, writes `engine/ui/dist`; `engine/print` and
/// `engine/atlas` embed fonts and outlines from where they are installed.
pub fn run() -> Result<()> {
    npm::require()?;
    npm::install(&workspace::root().join("engine/print"))?;
    npm::install(&workspace::root().join("engine/atlas"))?;
    let folder = workspace::root().join("engine/ui");
    npm::install(&folder)?;
    let compiler = folder.join("node_modules/.bin/tsc");
    process::run(process::command(compiler, &folder).arg("--noEmit"))?;
    process::run(process::command("node", &folder).arg("build.mjs"))
}
