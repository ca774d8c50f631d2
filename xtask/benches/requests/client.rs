//! A browser as small as it can be: a kept connection and a session.

use std::io::{BufRead, BufReader, Error, Read, Result, Write};
use std::net::TcpStream;

/// Where the program listens.
pub const ADDRESS: &str = "127.0.0.1:8197";
/// The password of everybody.
pub const PASSWORD: &str = "eine Bank im Schatten der Linden";

/// What is asked.
pub struct Request {
    pub method: &'static str,
    pub path: String,
    pub body: String,
    /// What the answer may be compressed with.
    pub coding: &'static str,
}

/// A request for a page.
pub fn get(path: String) -> Request {
    Request { method: "GET", path, body: String::new(), coding: "gzip" }
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub lines: Vec<String>,
    pub content: Vec<u8>,
}

/// A connection that is kept open.
pub struct Client {
    stream: BufReader<TcpStream>,
    cookie: String,
}

impl Client {
    pub fn open(cookie: &str) -> Self {
        Client::try_to_open(cookie).expect("it listens")
    }

    /// Like `open`, for whoever counts what fails.
    pub fn try_to_open(cookie: &str) -> Result<Self> {
        let stream = TcpStream::connect(ADDRESS)?;
        stream.set_nodelay(true)?;
        Ok(Client { stream: BufReader::new(stream), cookie: cookie.into() })
    }

    pub fn ask(&mut self, request: &Request) -> Answer {
        self.try_to_ask(request).expect("it answers whole")
    }

    /// Like `ask`, for whoever counts what fails.
    pub fn try_to_ask(&mut self, request: &Request) -> Result<Answer> {
        let more = format!(
            "cookie: {}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             sec-fetch-site: same-origin\r\naccept-encoding: {}",
            self.cookie, request.coding
        );
        self.send(request, &more)
    }

    /// Asks for a part of a page, as its script does.
    pub fn ask_part(&mut self, request: &Request) -> Answer {
        let more = format!(
            "cookie: {}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             sec-fetch-site: same-origin\r\nhx-request: true\r\naccept-encoding: gzip",
            self.cookie
        );
        self.send(request, &more).expect("it answers whole")
    }

    /// Asks as another program, with its token.
    pub fn ask_as_program(&mut self, request: &Request, token: &str) -> Answer {
        let more = format!("authorization: Bearer {token}\r\ncontent-type: application/json");
        self.send(request, &more).expect("it answers whole")
    }

    fn send(&mut self, request: &Request, more: &str) -> Result<Answer> {
        let Request { method, path, body, .. } = request;
        let text = format!(
            "{method} {path} HTTP/1.1\r\nhost: {ADDRESS}\r\n{more}\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.get_mut().write_all(text.as_bytes())?;
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            if self.stream.read_line(&mut line)? == 0 {
                return Err(Error::other("the connection ended"));
            }
            let line = line.trim_end().to_owned();
            if line.is_empty() {
                break;
            }
            lines.push(line);
        }
        let first = lines.first().and_then(|line| line.split(' ').nth(1));
        let status = first.and_then(|n| n.parse().ok()).unwrap_or(0);
        let length = lines.iter().find_map(|line| {
            line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse::<usize>().ok()
        });
        let mut content = vec![0; length.unwrap_or(0)];
        self.stream.read_exact(&mut content)?;
        Ok(Answer { status, lines, content })
    }
}

/// A signed-in browser.
pub struct Session {
    pub cookie: String,
    pub csrf: String,
}

impl Session {
    pub fn sign_in(name: &str) -> Self {
        let body = format!("name={name}&password={}", PASSWORD.replace(' ', "+"));
        let request = Request { method: "POST", path: "/login".into(), body, coding: "gzip" };
        let answer = Client::open("").ask(&request);
        let cookie = answer.lines.iter().find_map(|line| {
            let value = line.strip_prefix("set-cookie: ")?;
            value.starts_with("kontor=").then(|| value.split(';').next().unwrap_or_default())
        });
        let cookie = cookie.expect("the sign-in works").to_owned();
        let page =
            Client::open(&cookie).ask(&Request { coding: "identity", ..get("/me".into()) }).content;
        let page = String::from_utf8_lossy(&page).into_owned();
        let csrf =
            page.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
        let csrf = csrf.expect("the page holds a token").to_owned();
        Session { cookie, csrf }
    }
}
