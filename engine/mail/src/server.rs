//! Where mail is handed over, and how.

use std::fmt;
use std::net::IpAddr;

use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use percent_encoding::percent_decode_str;
use url::{Host, Url};

/// What an installation says about its mail server.
#[derive(Clone, Default)]
pub struct Settings {
    /// `smtp://USER@HOST` speaks STARTTLS, `smtps://USER@HOST` TLS from the first byte;
    /// `smtp://HOST?tls=none` encrypts nothing.
    pub url: String,
    /// Whom letters come from, such as `Kontor <kontor@example.de>`.
    pub from: String,
    /// The password, when it does not stand in the address.
    pub password: Option<String>,
    /// Certificates that are trusted besides those of the system, as PEM.
    pub authorities: Option<Vec<u8>>,
}

/// How the way to the server is covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cover {
    /// Not at all.
    Open,
    /// From the word STARTTLS on; a server that has none is refused.
    StartTls,
    /// From the first byte.
    Tls,
}

/// The mail server of the house.
#[derive(Clone)]
pub struct MailServer {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) cover: Cover,
    pub(crate) tls: Option<TlsParameters>,
    pub(crate) credentials: Option<Credentials>,
    pub(crate) from: Mailbox,
    pub(crate) hello: ClientId,
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Settings(from {})", self.from)
    }
}

impl MailServer {
    /// Reads the settings.
    ///
    /// # Errors
    /// What is wrong, in a sentence that never holds the password.
    pub fn new(settings: &Settings) -> Result<Self, String> {
        let url = Url::parse(&settings.url);
        let url =
            url.map_err(|_| "the mail server is no address such as smtp://mail.example.de")?;
        let cover = cover(&url)?;
        let host = url.host().ok_or("the mail server has no host")?;
        let (name, is_near) = named(&host);
        let credentials = credentials(&url, settings.password.as_deref())?;
        if credentials.is_some() && cover == Cover::Open && !is_near {
            return Err(format!(
                "the password would reach {name} without encryption; \
                                leave tls=none out, or leave the user out"
            ));
        }
        let usual = if cover == Cover::Tls { 465 } else { 587 };
        let tls = match cover {
            Cover::Open => None,
            Cover::StartTls | Cover::Tls => Some(trust(&name, settings.authorities.as_deref())?),
        };
        let from: Mailbox = settings.from.parse().map_err(|_| {
            format!("`{}` is no sender such as Kontor <kontor@example.de>", settings.from)
        })?;
        let hello = ClientId::Domain(from.email.domain().to_owned());
        let port = url.port().unwrap_or(usual);
        Ok(MailServer { host: name, port, cover, tls, credentials, from, hello })
    }

    /// The server for people; never with a password.
    #[must_use]
    pub fn shown(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }
}

impl fmt::Debug for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MailServer({}, {:?})", self.shown(), self.cover)
    }
}

fn cover(url: &Url) -> Result<Cover, String> {
    let mut wanted = None;
    for (name, value) in url.query_pairs() {
        match (&*name, &*value) {
            ("tls", "none") => wanted = Some(Cover::Open),
            ("tls", "required") => wanted = Some(Cover::StartTls),
            _ => {
                return Err(format!(
                    "`{name}` of the mail server is neither tls=none nor \
                                     tls=required"
                ));
            }
        }
    }
    match (url.scheme(), wanted) {
        ("smtps", None) => Ok(Cover::Tls),
        ("smtp", wanted) => Ok(wanted.unwrap_or(Cover::StartTls)),
        _ => Err("the mail server begins with smtp:// (STARTTLS) or smtps:// (TLS)".into()),
    }
}

/// The name of a host, and whether it is this machine.
fn named(host: &Host<&str>) -> (String, bool) {
    let name = match host {
        Host::Domain(name) => (*name).to_owned(),
        Host::Ipv4(address) => address.to_string(),
        Host::Ipv6(address) => address.to_string(),
    };
    // An address of version 4 is a name like any other in addresses that are not of the web.
    let address = name.parse::<IpAddr>();
    let is_near = address.map_or(name == "localhost", |address| address.is_loopback());
    (name, is_near)
}

fn credentials(url: &Url, password: Option<&str>) -> Result<Option<Credentials>, String> {
    let decoded = |text: &str| percent_decode_str(text).decode_utf8().map(String::from);
    let plain = |text| decoded(text).map_err(|_| "user or password is no UTF-8".to_owned());
    let user = plain(url.username())?;
    let password = match (password, url.password()) {
        (Some(_), Some(_)) => return Err("the mail server has two passwords".into()),
        (Some(password), None) => Some(password.to_owned()),
        (None, password) => password.map(plain).transpose()?,
    };
    match (user.is_empty(), password) {
        (true, None) => Ok(None),
        (false, Some(password)) => Ok(Some(Credentials::new(user, password))),
        (true, Some(_)) => Err("the mail server has a password and no user".into()),
        (false, None) => Err("the mail server has a user and no password".into()),
    }
}

fn trust(host: &str, authorities: Option<&[u8]>) -> Result<TlsParameters, String> {
    let mut tls = TlsParameters::builder(host.to_owned());
    if let Some(pem) = authorities {
        let told = |error| format!("the certificates for the mail server cannot be read: {error}");
        tls = tls.add_root_certificate(Certificate::from_pem(pem).map_err(told)?);
    }
    tls.build().map_err(|error| format!("TLS for the mail server cannot be set up: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(url: &str, password: Option<&str>) -> Result<MailServer, String> {
        let (url, from) = (url.to_owned(), "Kontor <kontor@example.de>".to_owned());
        let password = password.map(str::to_owned);
        MailServer::new(&Settings { url, from, password, authorities: None })
    }

    #[test]
    fn an_address_says_how_the_way_is_covered() {
        for (url, cover, port) in [
            ("smtp://mail.example.de", Cover::StartTls, 587),
            ("smtp://mail.example.de:25?tls=required", Cover::StartTls, 25),
            ("smtps://mail.example.de", Cover::Tls, 465),
            ("smtp://127.0.0.1:2525?tls=none", Cover::Open, 2525),
        ] {
            let server = read(url, None).expect(url);
            assert_eq!((server.cover, server.port), (cover, port), "{url}");
        }
    }

    #[test]
    fn what_cannot_be_meant_is_refused_without_the_password() {
        for (url, password, part) in [
            ("mail.example.de", None, "no address"),
            ("http://mail.example.de", None, "begins with smtp"),
            ("smtps://mail.example.de?tls=none", None, "begins with smtp"),
            ("smtp://mail.example.de?tls=maybe", None, "neither"),
            ("smtp://kontor@mail.example.de", None, "no password"),
            ("smtp://mail.example.de", Some("geheim"), "no user"),
            ("smtp://kontor:geheim@mail.example.de", Some("geheim"), "two passwords"),
            ("smtp://kontor:geheim@mail.example.de?tls=none", None, "without encryption"),
        ] {
            let why = read(url, password).expect_err(url);
            assert!(why.contains(part) && !why.contains("geheim"), "{url}: {why}");
        }
    }

    #[test]
    fn a_server_shown_holds_no_password() {
        let server = read("smtp://kontor:ge%23heim@mail.example.de", None).expect("a server");
        assert!(server.credentials.is_some());
        assert_eq!(format!("{server:?}"), "MailServer(mail.example.de:587, StartTls)");
    }
}
