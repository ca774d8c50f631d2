//! The process of the writers, and listening to it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::WRITERS;
use crate::heard::Heard;

/// Silence for longer is no work under way.
const SILENCE: Duration = Duration::from_secs(60);

/// A process with writers.
pub struct Writers {
    child: Child,
    lines: Receiver<String>,
}

impl Writers {
    /// Starts writers, who first try again what is unfinished, and waits for their first word.
    pub fn start(arguments: &[String], heard: &mut Heard) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_writer"))
            .args(arguments)
            .env("KONTOR_WRITERS", WRITERS.to_string())
            .env("KONTOR_UNFINISHED", heard.unfinished())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the writers start");
        let output = BufReader::new(child.stdout.take().expect("it is piped"));
        let (said, lines) = channel();
        std::thread::spawn(move || {
            // A line is one write to the pipe, so it arrives whole or not at all.
            output.lines().map_while(Result::ok).try_for_each(|line| said.send(line))
        });
        let first: String = lines.recv_timeout(SILENCE).expect("the writers begin");
        heard.hear(&first);
        Writers { child, lines }
    }

    /// Listens for some time.
    pub fn listen(&mut self, heard: &mut Heard, time: Duration) {
        let end = Instant::now() + time;
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            match self.lines.recv_timeout(left) {
                Ok(line) => drop(heard.hear(&line)),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => panic!("the writers ended by themselves"),
            }
        }
    }

    /// Listens until every writer was acknowledged two saves more, so that one of them was begun
    /// after this; tells how long that took.
    pub fn listen_until_all_go_on(&mut self, heard: &mut Heard) -> Duration {
        let begun = Instant::now();
        self.lines.try_iter().for_each(|line| drop(heard.hear(&line)));
        let mut went_on: BTreeMap<String, usize> = BTreeMap::new();
        while went_on.values().filter(|saves| **saves >= 2).count() < WRITERS {
            let line = self.lines.recv_timeout(SILENCE).expect("the writers go on");
            if let Some(writer) = heard.hear(&line) {
                *went_on.entry(writer).or_default() += 1;
            }
        }
        begun.elapsed()
    }

    /// Kills the process and hears what it had said.
    pub fn die(mut self, heard: &mut Heard) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it has ended");
        self.lines.iter().for_each(|line| drop(heard.hear(&line)));
    }
}
