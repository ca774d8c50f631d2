//! The release program with its data.

use std::io::Write;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::client::{ADDRESS, PASSWORD};
use crate::raw::Raw;

/// Who sees everything.
pub const ADMINISTRATOR: &str = "bench";
/// Who see what is their own; all data is spread over them and the administrator.
pub const COLLEAGUES: [&str; 9] =
    ["anna", "bela", "carla", "david", "elif", "frieda", "georg", "hanna", "ilja"];

/// The program and where its data lies.
pub struct Program {
    path: PathBuf,
    folder: PathBuf,
    postgres: Option<String>,
    size: u64,
}

impl Program {
    pub fn find(size: u64, postgres: Option<String>) -> Self {
        Program::find_named("", size, postgres)
    }

    /// The program with data of their own kind.
    pub fn find_named(name: &str, size: u64, postgres: Option<String>) -> Self {
        let path = PathBuf::from(std::env::var("KONTOR_PROGRAM").expect("KONTOR_PROGRAM is set"));
        let kind = if postgres.is_some() { "postgres-" } else { "" };
        let kind = format!("{name}{kind}");
        let target = path.parent().expect("it lies in a folder");
        let folder = target.join(format!("../bench/{kind}{size}"));
        Program { path, folder, postgres, size }
    }

    /// The SQLite file.
    pub fn file(&self) -> PathBuf {
        self.folder.join("kontor.db")
    }

    /// The database without the program.
    pub fn raw(&self) -> Raw {
        match &self.postgres {
            None => Raw::sqlite(&self.file()),
            Some(url) => Raw::postgres(url),
        }
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.path);
        command.arg("--data").arg(&self.folder).env("KONTOR_LOG", "warn");
        // How much a program may ask is no part of what is measured.
        command.env("KONTOR_API_RATE", "0");
        if let Some(url) = &self.postgres {
            command.args(["--database", url]);
        }
        command
    }

    /// Makes the data once: ten users, a fifth as many organisations as contacts.
    pub fn fill(&self) {
        self.fill_with(self.size);
    }

    /// The same with so many contacts.
    pub fn fill_with(&self, contacts: u64) {
        if !self.has_no_users() {
            return;
        }
        self.add_user(ADMINISTRATOR, &["--admin"]);
        COLLEAGUES.iter().for_each(|name| self.add_user(name, &["--own-only"]));
        self.seed(contacts);
    }

    /// Whether nothing was made yet.
    pub fn has_no_users(&self) -> bool {
        let listed = self.command().args(["user", "list"]).output().expect("the program starts");
        !String::from_utf8_lossy(&listed.stdout).contains(ADMINISTRATOR)
    }

    /// Makes contacts, and a fifth as many organisations.
    pub fn seed(&self, size: u64) {
        let (contacts, accounts) = (size.to_string(), (size / 5).to_string());
        let begun = Instant::now();
        let seeded = self
            .command()
            .args(["seed", "--contacts", &contacts, "--accounts", &accounts])
            .status();
        assert!(seeded.expect("the program starts").success());
        let rate = (size + size / 5) as f64 / begun.elapsed().as_secs_f64();
        println!("seeded: {rate:.0} records a second with every rule applied");
    }

    /// Adds opportunities.
    pub fn add_deals(&self, n: u64) {
        let n = n.to_string();
        let seeded = self.command().args(["seed", "--opportunities", &n]).status();
        assert!(seeded.expect("the program starts").success());
    }

    /// Adds invoices, and subscriptions that are due.
    pub fn add_bills(&self, invoices: u64, subscriptions: u64) {
        let (invoices, subscriptions) = (invoices.to_string(), subscriptions.to_string());
        let seeded = self
            .command()
            .args(["seed", "--invoices", &invoices, "--subscriptions", &subscriptions])
            .status();
        assert!(seeded.expect("the program starts").success());
    }

    /// A token for a program of the administrator.
    pub fn token(&self) -> String {
        let made = self.command().args(["token", "create", "--user", ADMINISTRATOR]).output();
        let made = made.expect("the program starts");
        String::from_utf8_lossy(&made.stdout).trim().to_owned()
    }

    /// Adds somebody who can sign in.
    pub fn add_user(&self, name: &str, kind: &[&str]) {
        let mut add = self
            .command()
            .args(["user", "add", "--name", name])
            .args(kind)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut input = add.stdin.take().expect("it is piped");
        input.write_all(PASSWORD.as_bytes()).expect("it reads");
        drop(input);
        assert!(add.wait().expect("it ends").success());
    }

    pub fn serve(&self) -> Server {
        let begun = Instant::now();
        let child = self
            .command()
            .args(["serve", "--listen", ADDRESS])
            .stdout(Stdio::null())
            .spawn()
            .expect("the program starts");
        while TcpStream::connect(ADDRESS).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(30), "it does not start");
            std::thread::sleep(Duration::from_millis(2));
        }
        println!("start: {:.2} s", begun.elapsed().as_secs_f64());
        let server = Server(child);
        println!("resident memory after the start: {} MB", server.resident() / 1024);
        server
    }
}

/// The running program; it ends when this is dropped.
pub struct Server(Child);

impl Server {
    /// Memory it holds, in KiB.
    pub fn resident(&self) -> u64 {
        self.memory("VmRSS:")
    }

    /// Most memory it has held, in KiB.
    pub fn peak(&self) -> u64 {
        self.memory("VmHWM:")
    }

    /// Memory of one kind, in KiB, as the system names it.
    pub fn memory(&self, kind: &str) -> u64 {
        let status = format!("/proc/{}/status", self.0.id());
        let status = std::fs::read_to_string(status).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with(kind)).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|n| n.parse().ok()).unwrap_or(0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().expect("it can be ended");
        self.0.wait().expect("it has ended");
    }
}
