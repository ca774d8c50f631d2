//! `cargo xtask ui`: check and bundle the interface, fetch the fonts of documents.

use crate::{npm, process, workspace};
use anyhow::Result;

/// Installs the packages if needed, checks the types, writes `engine/ui/dist`; `engine/print`
/// embeds the fonts from where they are installed.
pub fn run() -> Result<()> {
    npm::require()?;
    npm::install(&workspace::root().join("engine/print"))?;
    let folder = workspace::root().join("engine/ui");
    npm::install(&folder)?;
    let compiler = folder.join("node_modules/.bin/tsc");
    process::run(process::command(compiler, &folder).arg("--noEmit"))?;
    process::run(process::command("node", &folder).arg("build.mjs"))
}
