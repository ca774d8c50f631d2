//! What the program is told: file, then environment, then command line; the later one wins.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use digests::Post;
use mail::MailServer;
use outbound::Ranges;
use serde::Deserialize;
use store::{Location, StoreOptions};

/// Requests of programs a minute for each, when nothing is said.
const API_RATE: u32 = 6000;

/// Settings of one installation.
#[derive(Clone, Debug)]
pub struct Config {
    /// Folder of all data.
    pub data: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// PostgreSQL instead of a file in the folder.
    pub database_url: Option<String>,
    /// Schema in that database.
    pub database_schema: String,
    /// Address under which people reach the program.
    pub public_url: Option<String>,
    /// Filter of the log.
    pub log: String,
    /// Certificate chain and key, as PEM files, when the program speaks TLS itself.
    pub tls: Option<(PathBuf, PathBuf)>,
    /// Plain http beyond loopback is meant.
    pub insecure_http: bool,
    /// Addresses of proxies whose forwarding headers are believed.
    pub trusted_proxies: Vec<String>,
    /// Token that opens the metrics from elsewhere.
    pub metrics_token: Option<String>,
    /// The key that seals secrets, when it does not lie in the folder of the data.
    pub secret_key_file: Option<PathBuf>,
    /// Requests of programs a minute for each token and person; 0 counts nothing.
    pub api_rate: u32,
    /// Addresses besides public ones that outgoing connections may reach.
    pub outbound_allow: Ranges,
    /// How mail leaves the house; without it none does.
    pub mail: Option<mail::Settings>,
}

/// Settings as they stand in a file or come from the command line.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Given {
    pub data: Option<PathBuf>,
    pub listen: Option<String>,
    pub database_url: Option<String>,
    pub database_schema: Option<String>,
    pub public_url: Option<String>,
    pub tls_cert: Option<PathBuf>,
    pub tls_key: Option<PathBuf>,
    pub log: Option<String>,
    pub insecure_http: Option<bool>,
    pub trusted_proxies: Option<Vec<String>>,
    pub metrics_token: Option<String>,
    pub secret_key_file: Option<PathBuf>,
    pub api_rate: Option<u32>,
    pub outbound_allow: Option<String>,
    pub smtp_url: Option<String>,
    pub smtp_from: Option<String>,
    pub smtp_password_file: Option<PathBuf>,
    pub smtp_ca: Option<PathBuf>,
}

impl Given {
    fn or(self, weaker: Given) -> Given {
        Given {
            data: self.data.or(weaker.data),
            listen: self.listen.or(weaker.listen),
            database_url: self.database_url.or(weaker.database_url),
            database_schema: self.database_schema.or(weaker.database_schema),
            public_url: self.public_url.or(weaker.public_url),
            tls_cert: self.tls_cert.or(weaker.tls_cert),
            tls_key: self.tls_key.or(weaker.tls_key),
            log: self.log.or(weaker.log),
            insecure_http: self.insecure_http.or(weaker.insecure_http),
            trusted_proxies: self.trusted_proxies.or(weaker.trusted_proxies),
            metrics_token: self.metrics_token.or(weaker.metrics_token),
            secret_key_file: self.secret_key_file.or(weaker.secret_key_file),
            api_rate: self.api_rate.or(weaker.api_rate),
            outbound_allow: self.outbound_allow.or(weaker.outbound_allow),
            smtp_url: self.smtp_url.or(weaker.smtp_url),
            smtp_from: self.smtp_from.or(weaker.smtp_from),
            smtp_password_file: self.smtp_password_file.or(weaker.smtp_password_file),
            smtp_ca: self.smtp_ca.or(weaker.smtp_ca),
        }
    }

    fn from_environment() -> Given {
        let text = |name: &str| std::env::var(format!("KONTOR_{name}")).ok();
        let list = |text: String| text.split(',').map(|part| part.trim().to_owned()).collect();
        Given {
            data: text("DATA").map(PathBuf::from),
            listen: text("LISTEN"),
            database_url: text("DATABASE_URL"),
            database_schema: text("DATABASE_SCHEMA"),
            public_url: text("PUBLIC_URL"),
            tls_cert: text("TLS_CERT").map(PathBuf::from),
            tls_key: text("TLS_KEY").map(PathBuf::from),
            log: text("LOG"),
            insecure_http: text("INSECURE_HTTP").map(|value| value == "1" || value == "true"),
            trusted_proxies: text("TRUSTED_PROXIES").map(list),
            metrics_token: text("METRICS_TOKEN"),
            secret_key_file: text("SECRET_KEY_FILE").map(PathBuf::from),
            outbound_allow: text("OUTBOUND_ALLOW"),
            api_rate: text("API_RATE").and_then(|value| value.parse().ok()),
            smtp_url: text("SMTP_URL"),
            smtp_from: text("SMTP_FROM"),
            smtp_password_file: text("SMTP_PASSWORD_FILE").map(PathBuf::from),
            smtp_ca: text("SMTP_CA").map(PathBuf::from),
        }
    }

    /// What the settings say about the mail server; what is secret may lie in a file.
    fn mail(&self) -> Result<Option<mail::Settings>> {
        let Some(url) = self.smtp_url.clone() else { return Ok(None) };
        let read = |path: &PathBuf| {
            std::fs::read(path).with_context(|| format!("reading {}", path.display()))
        };
        let password = self.smtp_password_file.as_ref().map(read).transpose()?;
        let password = password.map(String::from_utf8).transpose();
        let password = password.context("the password of the mail server is no UTF-8")?;
        Ok(Some(mail::Settings {
            url,
            from: self.smtp_from.clone().context("mail needs a sender in KONTOR_SMTP_FROM")?,
            password: password.map(|text| text.trim_end_matches(['\r', '\n']).to_owned()),
            authorities: self.smtp_ca.as_ref().map(read).transpose()?,
        }))
    }
}

impl Config {
    /// Puts the settings together.
    pub fn load(line: Given, file: Option<&Path>) -> Result<Self> {
        let strong = line.or(Given::from_environment());
        let data = strong.data.clone().unwrap_or_else(|| "data".into());
        let path = file.map_or_else(|| data.join("kontor.toml"), Path::to_path_buf);
        let weak = match std::fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).with_context(|| format!("in {}", path.display()))?,
            Err(_) if file.is_none() => Given::default(),
            Err(error) => return Err(error).context(format!("reading {}", path.display())),
        };
        let given = strong.or(weak);
        let mail = given.mail()?;
        let tls = match (given.tls_cert, given.tls_key) {
            (Some(cert), Some(key)) => Some((cert, key)),
            (None, None) => None,
            _ => bail!("TLS needs both KONTOR_TLS_CERT and KONTOR_TLS_KEY"),
        };
        let listen = given.listen.unwrap_or_else(|| "127.0.0.1:8080".into());
        let config = Config {
            data,
            listen: listen.parse().with_context(|| format!("`{listen}` is no address:port"))?,
            database_url: given.database_url,
            database_schema: given.database_schema.unwrap_or_else(|| "kontor".into()),
            public_url: given.public_url.map(|url| url.trim_end_matches('/').to_owned()),
            tls,
            log: given.log.unwrap_or_else(|| "info".into()),
            insecure_http: given.insecure_http.unwrap_or(false),
            trusted_proxies: given.trusted_proxies.unwrap_or_default(),
            metrics_token: given.metrics_token,
            secret_key_file: given.secret_key_file,
            api_rate: given.api_rate.unwrap_or(API_RATE),
            outbound_allow: Ranges::parse(&given.outbound_allow.unwrap_or_default())
                .map_err(anyhow::Error::msg)?,
            mail,
        };
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<()> {
        let name = &self.database_schema;
        let fits = name.len() <= 48
            && name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if !fits {
            bail!("the schema `{name}` is not lower-case letters, digits and _");
        }
        let is_none = |text: &&String| text.parse::<IpAddr>().is_err();
        if let Some(proxy) = self.trusted_proxies.iter().find(is_none) {
            bail!("the trusted proxy `{proxy}` is no address such as 10.0.0.2");
        }
        if let Some(url) = &self.public_url
            && !url.starts_with("https://")
            && !url.starts_with("http://")
        {
            bail!("the public address `{url}` does not begin with https:// or http://");
        }
        Ok(())
    }

    /// Refuses to send passwords over plain http beyond this machine unless that is meant.
    pub fn check_transport(&self) -> Result<()> {
        let is_encrypted = self.tls.is_some() || self.is_secure();
        if self.listen.ip().is_loopback() || is_encrypted || self.insecure_http {
            return Ok(());
        }
        bail!(
            "{} is reachable from outside, but there is no TLS before it. Set KONTOR_TLS_CERT and \
             KONTOR_TLS_KEY, or KONTOR_PUBLIC_URL to the https address of your proxy, or \
             KONTOR_INSECURE_HTTP=1 if plain http is meant",
            self.listen
        )
    }

    /// Tells whether people come by https.
    pub fn is_secure(&self) -> bool {
        match &self.public_url {
            Some(url) => url.starts_with("https://"),
            None => self.tls.is_some(),
        }
    }

    /// How letters leave the house, and where their links lead; none without both.
    pub fn post(&self) -> Result<Option<Post>> {
        let address = self.public_url.clone();
        Ok(self.mail_server()?.zip(address).map(|(server, address)| Post { server, address }))
    }

    /// The mail server, if there is one.
    pub fn mail_server(&self) -> Result<Option<MailServer>> {
        let server = self.mail.as_ref().map(MailServer::new);
        server.transpose().map_err(anyhow::Error::msg)
    }

    /// Folder of files at records.
    pub fn files(&self) -> PathBuf {
        self.data.join("files")
    }

    /// How the database is opened.
    pub fn store(&self) -> StoreOptions {
        match &self.database_url {
            Some(url) => StoreOptions::server(url, &self.database_schema),
            None => StoreOptions::file(&self.data.join("kontor.db")),
        }
    }

    /// Where the database lies, for people; never with a password.
    pub fn database_name(&self) -> String {
        match self.store().location {
            Location::File(path) => path.display().to_string(),
            Location::Server { schema, .. } => format!("PostgreSQL, schema {schema}"),
        }
    }
}
