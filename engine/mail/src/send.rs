//! Handing a letter to the server.

use std::fmt;
use std::time::Duration;

use lettre::message::Message;
use lettre::transport::smtp::Error as Trouble;
use lettre::transport::smtp::authentication::Mechanism;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use tokio::time::timeout;

use crate::letter::Letter;
use crate::server::{Cover, MailServer};

/// Until the server is reached, has shown its certificate and let us in.
const ENTERING: Duration = Duration::from_secs(30);
/// For one step of handing over.
const STEP: Duration = Duration::from_secs(60);

/// Why a letter was not handed over, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It was not handed over, and trying again later may help.
    Passing(String),
    /// It was not handed over, and trying again would not help.
    Refused(String),
    /// The way broke while the server had it; whether it goes on, nobody knows.
    Unclear(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Passing(why) | Failure::Refused(why) | Failure::Unclear(why) => {
                f.write_str(why)
            }
        }
    }
}

impl MailServer {
    /// Hands a letter over.
    ///
    /// # Errors
    /// Why not; only after `Unclear` may it be under way all the same.
    pub async fn send(&self, letter: &Letter) -> Result<(), Failure> {
        let written = letter.written(&self.from).map_err(Failure::Refused)?;
        let entered = timeout(ENTERING, self.enter()).await;
        let mut server = entered.map_err(|_| self.late())??;
        let handed = self.hand_over(&mut server, &written).await;
        // The letter is with the server or it is not; a farewell changes nothing.
        drop(timeout(Duration::from_secs(5), server.quit()).await);
        handed
    }

    async fn enter(&self) -> Result<AsyncSmtpConnection, Failure> {
        let at_once = self.tls.clone().filter(|_| self.cover == Cover::Tls);
        let place = (self.host.as_str(), self.port);
        let met = AsyncSmtpConnection::connect_tokio1(place, None, &self.hello, at_once, None);
        let mut server = met.await.map_err(|e| self.told("is not reached", &e))?;
        if let (Cover::StartTls, Some(tls)) = (self.cover, &self.tls) {
            let covered = server.starttls(tls.clone(), &self.hello).await;
            covered.map_err(|e| self.told("does not encrypt", &e))?;
        }
        if let Some(credentials) = &self.credentials {
            let known = server.auth(&[Mechanism::Plain, Mechanism::Login], credentials).await;
            known.map_err(|e| self.told("does not let us in", &e))?;
        }
        Ok(server)
    }

    async fn hand_over(
        &self,
        server: &mut AsyncSmtpConnection,
        written: &Message,
    ) -> Result<(), Failure> {
        let envelope = written.envelope();
        let from = Mail::new(envelope.from().cloned(), Vec::new());
        self.step("takes no letter of ours", server.command(from)).await?;
        for to in envelope.to() {
            let to = Rcpt::new(to.clone(), Vec::new());
            self.step("does not know whom it is for", server.command(to)).await?;
        }
        self.step("takes no letter", server.command(Data)).await?;
        let text = written.formatted();
        match timeout(STEP, server.message(&text)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(trouble)) if trouble.status().is_some() => {
                Err(self.told("takes no letter", &trouble))
            }
            Ok(Err(_)) | Err(_) => {
                let place = self.shown();
                let why = format!("{place} did not say whether it has the letter");
                Err(Failure::Unclear(why))
            }
        }
    }

    /// One step before the letter itself, which may be repeated whatever comes of it.
    async fn step<T>(
        &self,
        what: &str,
        step: impl Future<Output = Result<T, Trouble>>,
    ) -> Result<(), Failure> {
        match timeout(STEP, step).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(trouble)) => Err(self.told(what, &trouble)),
            Err(_) => Err(self.late()),
        }
    }

    fn late(&self) -> Failure {
        Failure::Passing(format!("{} does not answer in time", self.shown()))
    }

    fn told(&self, what: &str, trouble: &Trouble) -> Failure {
        let why = format!("{} {what}: {}", self.shown(), chain(trouble));
        let is_lasting = trouble.is_permanent() || trouble.is_client() || trouble.is_tls();
        if is_lasting { Failure::Refused(why) } else { Failure::Passing(why) }
    }
}

/// What is said, down to its cause.
fn chain(trouble: &Trouble) -> String {
    let mut said = trouble.to_string();
    let mut cause = std::error::Error::source(trouble);
    while let Some(next) = cause {
        let text = next.to_string();
        if !said.contains(&text) {
            said = format!("{said}: {text}");
        }
        cause = next.source();
    }
    said
}
