//! Running other programs.

use crate::tally::Tally;
use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A command that runs in `folder`.
pub fn command(program: impl AsRef<std::ffi::OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    command
}

/// The cargo that called us, in the workspace.
pub fn cargo(arguments: &[&str]) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut cargo = command(program, crate::workspace::root());
    cargo.args(arguments);
    cargo
}

/// Runs to the end with the output on the screen; anything but success is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let name = spoken(command);
    let status = command.status().with_context(|| format!("`{name}` did not start"))?;
    if !status.success() {
        bail!("`{name}` ended with {status}");
    }
    Ok(())
}

/// Runs a test runner, shows what it prints but single passed tests, and counts in `tally`.
pub fn run_counted(command: &mut Command, tally: &mut Tally) -> Result<()> {
    let name = spoken(command);
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{name}` did not start"))?;
    let output = child.stdout.take().expect("standard output was asked for as a pipe");
    for line in BufReader::new(output).lines() {
        let line = line.with_context(|| format!("output of `{name}`"))?;
        tally.read(&line);
        if !is_single_pass(&line) {
            println!("{line}");
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{name}` ended with {status}");
    }
    Ok(())
}

/// Where a program lies, when the search path has it.
pub fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// What a program prints on standard output, when it is there and succeeds.
pub fn output_of(program: &str, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether we may install packages.
pub fn is_root() -> bool {
    output_of("id", "-u").is_some_and(|id| id == "0")
}

fn is_single_pass(line: &str) -> bool {
    line.starts_with("test ") && line.ends_with(" ... ok")
}

fn spoken(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy());
    std::iter::once(name).chain(arguments).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_command_is_named_in_the_error() {
        let error = run(command("sh", Path::new("/")).args(["-c", "exit 3"])).unwrap_err();
        assert!(error.to_string().starts_with("`sh -c exit 3` ended with"), "{error}");
    }

    #[test]
    fn a_missing_program_is_named_in_the_error() {
        let error = run(&mut command("no-such-program", Path::new("/"))).unwrap_err();
        assert_eq!(error.to_string(), "`no-such-program` did not start");
    }

    #[test]
    fn output_is_counted_while_it_is_shown() {
        let mut tally = Tally::default();
        let script =
            "echo 'test a ... ok'; echo 'test result: FAILED. 4 passed; 1 failed;'; exit 1";
        let result = run_counted(command("sh", Path::new("/")).args(["-c", script]), &mut tally);
        assert!(result.is_err());
        assert_eq!(tally.to_string(), "4 passed, 1 failed");
    }
}
