//! A PostgreSQL that may be killed and is started again by whoever keeps it.

use std::process::Command;

/// How a server dies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Death {
    /// Its first process is killed; the others notice.
    PostgresKilled,
    /// It drops everything at once, as `pg_ctl stop -m immediate` asks.
    PostgresStopped,
}

impl Death {
    /// Every second round the server dies too, in one of both ways.
    pub fn of_round(n: u32) -> Option<Death> {
        match n % 4 {
            2 => Some(Death::PostgresKilled),
            0 => Some(Death::PostgresStopped),
            _ => None,
        }
    }

    fn signal(self) -> &'static str {
        match self {
            Death::PostgresKilled => "-KILL",
            Death::PostgresStopped => "-QUIT",
        }
    }
}

/// A server with the file that names its first process.
pub struct Server {
    pub url: String,
    pid_file: String,
}

impl Server {
    /// The server that the environment names.
    pub fn of_environment() -> Self {
        let named = |variable: &str| {
            std::env::var(variable)
                .unwrap_or_else(|_| panic!("{variable} is not set; run `cargo xtask kills`"))
        };
        Server { url: named("KONTOR_TEST_POSTGRES"), pid_file: named("KONTOR_TEST_POSTGRES_PID") }
    }

    /// The first process of the server.
    pub fn pid(&self) -> String {
        let text = std::fs::read_to_string(&self.pid_file).expect("the server has a process");
        text.lines().next().expect("the process has a number").to_owned()
    }

    /// Kills the server.
    pub fn die(&self, pid: &str, death: Death) {
        let killed = Command::new("kill").args([death.signal(), pid]).status();
        assert!(killed.expect("`kill` is there").success(), "the server cannot be killed");
    }
}
