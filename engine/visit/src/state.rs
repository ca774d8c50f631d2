//! What every page works with.

use std::net::IpAddr;
use std::sync::Arc;

use axum::http::HeaderMap;
use federation::Federation;
use identity::{Lack, Passkeys, SignedIn, Vault};
use outbound::Outbound;
use records::{Cx, Engine};
use social::Files;
use tokio::sync::watch;

use crate::live::Live;

/// How people reach the program.
#[derive(Clone, Debug)]
pub struct Transport {
    /// Name of the session cookie.
    pub cookie: &'static str,
    /// Whether people come by https.
    pub is_secure: bool,
    /// Address under which people reach the program.
    pub public_url: Option<String>,
    /// Addresses of proxies whose forwarding headers are believed.
    pub trusted_proxies: Vec<String>,
}

/// Whether letters can leave the house.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Posting {
    /// They can.
    Ready,
    /// No mail server is set up.
    #[default]
    NoServer,
    /// There is one, but nobody said under which address people reach the program, so links in
    /// letters would lead nowhere.
    NoAddress,
}

/// What every page works with.
#[derive(Clone)]
pub struct WebState {
    /// The tenant.
    pub engine: Arc<Engine>,
    /// Files at records.
    pub files: Files,
    /// What seals secrets.
    pub vault: Vault,
    /// Whoever asks other programs.
    pub outbound: Outbound,
    /// Sign-ins by the word of others.
    pub federation: Federation,
    /// How people reach the program.
    pub transport: Arc<Transport>,
    /// Judges passkeys; none where the house has no address at which browsers know them.
    pub passkeys: Option<Passkeys>,
    /// Whether letters can leave the house.
    pub posting: Posting,
    /// Describes the interface for programs to one caller (OpenAPI).
    pub describe: fn(&Cx) -> serde_json::Value,
    /// Open pages that are told of changes.
    pub live: Arc<Live>,
}

impl WebState {
    /// Puts it together.
    #[must_use]
    pub fn new(
        engine: Arc<Engine>,
        (files, vault, outbound): (Files, Vault, Outbound),
        transport: Transport,
    ) -> Self {
        let kept = (vault.clone(), outbound.clone());
        let federation = Federation::new(engine.clone(), kept, transport.public_url.clone());
        let passkeys = transport.public_url.as_deref().and_then(Passkeys::at);
        WebState {
            passkeys,
            engine,
            files,
            vault,
            outbound,
            federation,
            transport: Arc::new(transport),
            posting: Posting::default(),
            describe: |_: &Cx| serde_json::Value::Null,
            live: Arc::default(),
        }
    }

    /// What somebody has to set up before anything is open; a passkey only where there are any.
    pub fn lacks(&self, signed_in: &SignedIn) -> Option<Lack> {
        match (signed_in.lacks?, &self.passkeys) {
            (Lack::Passkey, None) => None,
            (Lack::PasskeyAlone, None) => Some(Lack::SecondFactor),
            (lack, _) => Some(lack),
        }
    }

    /// Says whether letters can leave the house.
    #[must_use]
    pub fn posting(self, posting: Posting) -> Self {
        WebState { posting, ..self }
    }

    /// Says how the interface for programs is described, which is another crate's business.
    #[must_use]
    pub fn describing(self, describe: fn(&Cx) -> serde_json::Value) -> Self {
        WebState { describe, ..self }
    }

    /// Ends what is told to open pages when the watched value becomes `true`, so that nobody has
    /// to wait for them at the end of the program.
    #[must_use]
    pub fn until(self, mut stopped: watch::Receiver<bool>) -> Self {
        let live = self.live.clone();
        tokio::spawn(async move {
            // Without a sender nothing ends by itself.
            if stopped.wait_for(|stopped| *stopped).await.is_ok() {
                live.close();
            }
        });
        self
    }

    /// The address a request came from; a forwarding header counts only from a trusted proxy.
    #[must_use]
    pub fn client(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> String {
        self.transport.client(peer, headers)
    }
}

impl Transport {
    /// The address a request came from; a forwarding header counts only from a trusted proxy.
    #[must_use]
    pub fn client(&self, peer: Option<IpAddr>, headers: &HeaderMap) -> String {
        // Version 4 inside of version 6 is still one address a person.
        let Some(peer) = peer.map(|peer| peer.to_canonical()) else { return "unknown".into() };
        let is_trusted = self.trusted_proxies.iter().any(|p| p.parse() == Ok(peer));
        // A proxy adds to the end; what stands before it, or in a line before, anybody can write.
        let mut lines = headers.get_all("x-forwarded-for").iter();
        let last = lines.next_back().and_then(|value| value.to_str().ok()?.rsplit(',').next());
        let named = last.and_then(|text| text.trim().parse::<IpAddr>().ok());
        named.filter(|_| is_trusted).map_or(peer, |named| named.to_canonical()).to_string()
    }
}
