//! `cargo xtask fuzz`: the running program against what a generator makes of its own description.

use anyhow::{Result, bail};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::cluster::{Cluster, Durability};
use crate::tally::Tally;
use crate::{process, python, workspace};

/// The generator, which reads the description and judges every answer.
const GENERATOR: &str = "schemathesis==4.32.5";
/// The client of the older web service, which its authors never saw this program with, and what it
/// needs without saying so.
const CLIENT: [&str; 2] = ["vtigerpy==0.0.1", "requests==2.32.5"];
/// What the client is asked to do.
const ERRANDS: &str = "tests/older/client.py";
/// Where the generator is told of e-mails, and the module that does.
const HOOKS: (&str, &str) = ("tests/fuzz", "mails");
/// What no answer may be, whatever was asked.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
                      response_headers_conformance,response_schema_conformance";
/// How long the program may take to be there.
const PATIENCE: Duration = Duration::from_secs(120);

/// Builds the program, unless it is there, then asks it.
pub fn run(cases: u64, seconds: Option<u64>, is_built: bool) -> Result<()> {
    if !is_built {
        process::run(&mut process::cargo(&["build", "--package", "server"]))?;
    }
    ask(cases, seconds, &mut Tally::default())
}

/// Asks the program that was built about so many questions on each database and counts a database
/// as one test.
pub fn ask(cases: u64, seconds: Option<u64>, tally: &mut Tally) -> Result<()> {
    let generator = python::installed("fuzz", &[GENERATOR], &[])?.join("bin/schemathesis");
    let client = python::installed("older", &CLIENT, &[])?.join("bin/python");
    let cluster = Cluster::start(Durability::Fast)?;
    for database in [None, Some(cluster.url())] {
        let firm = Firm::open(database)?;
        let errands = firm.run_errands(&client);
        for result in [errands, firm.ask(&generator, cases, seconds)] {
            match &result {
                Ok(()) => tally.passed += 1,
                Err(_) => tally.failed += 1,
            }
            result?;
        }
    }
    Ok(())
}

/// A running program with the demo company, and a token of its administrator.
struct Firm {
    program: Child,
    folder: PathBuf,
    address: String,
    token: String,
    key: String,
}

impl Firm {
    fn open(database: Option<String>) -> Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let listen = format!("127.0.0.1:{port}");
        let folder = workspace::target().join(format!("fuzz/data-{port}"));
        std::fs::create_dir_all(&folder)?;
        let schema = format!("fuzz_{port}");
        let kontor = || {
            let mut kontor = Command::new(workspace::target().join("debug/kontor"));
            kontor.env("KONTOR_DATA", &folder).env("KONTOR_LOG", "warn");
            kontor.env("KONTOR_LISTEN", &listen).env("KONTOR_API_RATE", "0");
            if let Some(url) = &database {
                kontor.env("KONTOR_DATABASE_URL", url).env("KONTOR_DATABASE_SCHEMA", &schema);
            }
            kontor
        };
        // The demo company is loaded where nobody is yet, so the administrator comes after it.
        let program = kontor().args(["serve", "--demo"]).stdout(Stdio::null()).spawn()?;
        let address = format!("http://{listen}");
        let (token, key) = (String::new(), String::new());
        let mut firm = Firm { program, folder: folder.clone(), address, token, key };
        firm.wait(&listen)?;
        let tell = |words: &[&str]| -> Result<String> {
            let said = kontor().args(words).output()?;
            if !said.status.success() {
                bail!("`{}` failed: {}", words.join(" "), String::from_utf8_lossy(&said.stderr));
            }
            Ok(String::from_utf8(said.stdout)?.trim().to_owned())
        };
        tell(&["user", "add", "--name", "fuzz", "--admin"])?;
        firm.token = tell(&["token", "create", "--user", "fuzz"])?;
        firm.key = tell(&["access-key", "create", "--user", "fuzz"])?;
        Ok(firm)
    }

    fn wait(&self, listen: &str) -> Result<()> {
        let begun = Instant::now();
        while std::net::TcpStream::connect(listen).is_err() {
            if begun.elapsed() > PATIENCE {
                bail!("the program is not there after {} s", PATIENCE.as_secs());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    /// The client does what programs of its family do, unchanged.
    fn run_errands(&self, client: &PathBuf) -> Result<()> {
        let mut errands = process::command(client, workspace::root());
        process::run(errands.args([ERRANDS, &self.address, "fuzz", &self.key]))
    }

    fn ask(&self, generator: &PathBuf, cases: u64, seconds: Option<u64>) -> Result<()> {
        let document = format!("{}/api/v1/openapi.json", self.address);
        let mut ask = process::command(generator, &self.folder);
        ask.env("PYTHONPATH", workspace::root().join(HOOKS.0));
        ask.env("SCHEMATHESIS_HOOKS", HOOKS.1).env("PYTHONDONTWRITEBYTECODE", "1");
        ask.args(["run", &document, "--checks", CHECKS, "--continue-on-failure"]);
        ask.args(["--header", &format!("Authorization: Bearer {}", self.token)]);
        ask.args(["--phases", "examples,coverage,fuzzing", "--suppress-health-check", "all"]);
        ask.args(["--max-examples", &cases.div_ceil(OPERATIONS).to_string()]);
        ask.args(["--request-timeout", "20", "--workers", "1", "--no-color"]);
        if let Some(seconds) = seconds {
            ask.args(["--max-time", &seconds.to_string()]);
        }
        process::run(&mut ask)
    }
}

/// About how many operations the description has; each gets its share of the cases.
const OPERATIONS: u64 = 150;

impl Drop for Firm {
    fn drop(&mut self) {
        // It is only a test's program with data of its own.
        drop(self.program.kill());
        drop(self.program.wait());
        drop(std::fs::remove_dir_all(&self.folder));
    }
}
