//! The program as processes of its own: commands that end, and a server that goes on.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use server::Config;

/// Nothing that is asked of a program here takes longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program with the data of a configuration.
fn command(config: &Config, arguments: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_kontor"));
    program.args(arguments).arg("--data").arg(&config.data);
    program.env("KONTOR_DATABASE_SCHEMA", &config.database_schema).env("KONTOR_LOG", "error");
    if let Some(url) = &config.database_url {
        program.args(["--database", url]);
    }
    program
}

/// Runs a command to its end.
pub fn kontor(config: &Config, arguments: &[&str]) -> Output {
    told(config, arguments, "")
}

/// Runs a command to its end, and tells it something on standard input.
pub fn told(config: &Config, arguments: &[&str], input: &str) -> Output {
    let mut program = command(config, arguments);
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    // A command that needs nothing may have ended before it was told.
    drop(stdin.write_all(input.as_bytes()));
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

/// What a command said that did what it should.
pub fn done(output: &Output) -> String {
    let (said, told) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}{told}");
    said.into_owned()
}

/// What a command said that could not do what it should.
pub fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A program that goes on until it is told to stop, or killed.
pub struct Running {
    child: Child,
    /// Where it listens, if it does.
    pub address: String,
}

impl Running {
    /// Starts a server and waits until it is ready.
    pub fn serve(config: &Config, options: &[&str]) -> Running {
        let arguments = [&["serve", "--listen", "127.0.0.1:0"], options].concat();
        let mut program = command(config, &arguments);
        let mut child = program.stdout(Stdio::piped()).spawn().expect("the program starts");
        let mut said = BufReader::new(child.stdout.take().expect("it is piped"));
        let address = loop {
            let mut line = String::new();
            assert_ne!(said.read_line(&mut line).expect("it goes on"), 0, "it says where it is");
            // What is loaded first is told before.
            if let Some(address) = line.trim().strip_prefix("Kontor: http://") {
                break address.to_owned();
            }
        };
        // Whoever reads no further must not keep the program from saying more.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        let running = Running { child, address };
        eventually(|| {
            running.ask("GET", "/readyz", &[], "").is_ok_and(|(status, _)| status == 200)
        });
        running
    }

    /// Starts a program that works on jobs only.
    pub fn work(config: &Config) -> Running {
        let child = command(config, &["work"]).spawn().expect("the program starts");
        Running { child, address: String::new() }
    }

    /// Sends a request on a connection of its own; gives status and body.
    pub fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> std::io::Result<(u16, String)> {
        ask(&self.address, (method, path), headers, body)
    }

    /// Tells it to stop; gives its code and how long it took.
    pub fn stop(mut self) -> (Option<i32>, Duration) {
        let begun = Instant::now();
        self.signal("-TERM");
        let status = self.child.wait().expect("it ends");
        (status.code(), begun.elapsed())
    }

    /// Kills it.
    pub fn kill(mut self) {
        self.child.kill().expect("it can be killed");
        self.child.wait().expect("it has ended");
    }

    fn signal(&self, signal: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &pid]).status();
        assert!(sent.expect("`kill` is there").success());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // A test that failed leaves nothing behind; one that ended has ended it already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Sends a request to an address on a connection of its own; gives status and body.
pub fn ask(
    address: &str,
    (method, path): (&str, &str),
    headers: &[(&str, &str)],
    body: &str,
) -> std::io::Result<(u16, String)> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let length = body.len();
    let mut request = format!(
        "{method} {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\
         content-length: {length}\r\n"
    );
    headers.iter().for_each(|(name, value)| request += &format!("{name}: {value}\r\n"));
    stream.write_all(format!("{request}\r\n{body}").as_bytes())?;
    let mut reply = Vec::new();
    stream.read_to_end(&mut reply)?;
    let reply = String::from_utf8_lossy(&reply);
    let broken = || std::io::Error::other("the answer breaks off");
    let (head, body) = reply.split_once("\r\n\r\n").ok_or_else(broken)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    let is_whole = length.is_none_or(|length| length.parse() == Ok(body.len()));
    Ok((status.filter(|_| is_whole).ok_or_else(broken)?, body.to_owned()))
}

/// Waits until something is so.
pub fn eventually(mut is_so: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < end, "it is not so after {PATIENCE:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
