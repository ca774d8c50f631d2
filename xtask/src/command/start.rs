//! `cargo xtask start`: from a bare clone to a running program.

use crate::step::Steps;
use crate::tool::{self, Missing, Tool};
use crate::{command, process, workspace};
use anyhow::{Context, Result};
use std::os::unix::process::CommandExt;

/// How to start.
#[derive(clap::Args)]
pub struct Options {
    /// Where the data lies.
    #[arg(long, default_value = "./data")]
    data: String,
    /// The address to listen on.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: String,
}

/// Checks, builds and becomes the program, so that signals reach it directly.
pub fn run(options: &Options) -> Result<()> {
    let mut steps = Steps::new(3);
    let tools = [Tool::Compiler, Tool::Node, Tool::Npm];
    steps.run("what is needed", |_| tool::provide(&tools, Missing::IsNamed))?;
    steps.run("interface", |_| command::ui::run())?;
    steps.run("program, this takes minutes the first time", |_| {
        process::run(&mut process::cargo(&["build", "--release", "--package", "server"]))
    })?;
    println!("\nKontor answers at http://{} and stops with Ctrl+C.", options.listen);
    let program = workspace::target().join("release/kontor");
    let error = process::command(&program, workspace::root())
        .args(["serve", "--demo", "--data", &options.data, "--listen", &options.listen])
        .exec();
    Err(error).with_context(|| format!("{} did not start", program.display()))
}
