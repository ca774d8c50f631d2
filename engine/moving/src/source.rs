//! The other house: where it is, who signs in there, and what is remembered of it.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kernel::{Error, FieldProblem, Instant, Result};
use outbound::Outbound;
use records::Cx;
use serde::{Deserialize, Serialize};
use serde_json::json;
use url::Url;
use uuid::Uuid;
use vault::Vault;

use crate::client::{Access, Client, address_of};
use crate::ids::Ids;
use crate::{plan, runs};

const SOURCE: &str = "moving.source";
const KNOWN: &str = "moving.known";
const MARKS: &str = "moving.marks";

/// What opens the other house and reaches it.
#[derive(Clone, Copy)]
pub struct Keys<'a> {
    /// What seals the key.
    pub vault: &'a Vault,
    /// Whoever asks other programs.
    pub outbound: &'a Outbound,
}

/// The other house, as administrators see it; never its key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The address of its web service.
    pub address: String,
    /// The name to sign in with.
    pub login: String,
    /// The key, sealed.
    key: String,
    /// What everything that comes from it is told apart by.
    id: Uuid,
    /// When it was connected for the first time, in milliseconds.
    began: i64,
}

/// How far the other house has been read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Marks {
    /// Runs that brought something.
    pub runs: Vec<Uuid>,
    /// By module the moment there up to which everything was read.
    pub since: BTreeMap<String, String>,
    /// Seconds on the clock there at which the last whole run began.
    pub time: Option<i64>,
}

impl Source {
    /// The ids that its records have here.
    pub(crate) fn ids(&self) -> Ids {
        Ids::new(self.id, Instant::from_millis(self.began))
    }

    /// Whoever asks it.
    pub(crate) fn client(&self, keys: Keys<'_>) -> Result<Client> {
        let sealed = STANDARD.decode(&self.key).map_err(Error::internal)?;
        let key =
            keys.vault.open(&purpose(self.id), &sealed).and_then(|key| String::from_utf8(key).ok());
        let key = key.ok_or_else(|| Error::invalid("key", "moving_key_lost"))?;
        let access = Access { address: self.address.clone(), login: self.login.clone(), key };
        Ok(Client::new(keys.outbound.clone(), access))
    }
}

/// The house that is connected, if there is one.
///
/// # Errors
/// `Forbidden` for others than administrators.
pub async fn source(cx: &Cx) -> Result<Option<Source>> {
    cx.actor.rights.demand_administrator()?;
    kept(cx, SOURCE).await
}

pub(crate) async fn demand(cx: &Cx) -> Result<Source> {
    source(cx).await?.ok_or(Error::NotFound)
}

/// Connects another house after signing in there, and makes a plan of it.
///
/// # Errors
/// `Forbidden`; `Invalid` at `address`, `login` or `key`; `Conflict` `moving_runs`.
pub async fn connect(cx: &Cx, keys: Keys<'_>, access: Access) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    runs::demand_rest(cx).await?;
    let mut problems = Vec::new();
    for (field, text) in [("login", &access.login), ("key", &access.key)] {
        if text.trim().is_empty() {
            problems.push(FieldProblem::new(field, "required"));
        }
    }
    let address = address_of(&access.address);
    let address = address.map_err(|trouble| problems.push(trouble.problem())).unwrap_or_default();
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let (login, key) = (access.login.trim().to_owned(), access.key.trim().to_owned());
    let access = Access { address: address.clone(), login: login.clone(), key: key.clone() };
    let client = Client::new(keys.outbound.clone(), access);
    let made = plan::propose(cx, &client).await?;
    let (id, began) = identity(cx, &address).await?;
    let key = STANDARD.encode(keys.vault.seal(&purpose(id), key.as_bytes())?);
    keep(cx, SOURCE, &Source { address, login, key, id, began }).await?;
    plan::keep(cx, &made).await
}

/// What the key of a house is sealed for.
fn purpose(id: Uuid) -> String {
    format!("moving/{id}")
}

/// A house that comes back keeps its identity, so that nothing is brought twice.
async fn identity(cx: &Cx, address: &str) -> Result<(Uuid, i64)> {
    let mut known: BTreeMap<String, (Uuid, i64)> = kept(cx, KNOWN).await?.unwrap_or_default();
    let name = Url::parse(address).map_err(Error::internal)?;
    let name = name[url::Position::BeforeHost..url::Position::AfterPath].to_lowercase();
    if let Some(identity) = known.get(&name) {
        return Ok(*identity);
    }
    let identity = (Uuid::now_v7(), cx.now().millis());
    known.insert(name, identity);
    keep(cx, KNOWN, &known).await?;
    Ok(identity)
}

/// Forgets address, name and key; what was brought stays, and so does what the plan says.
///
/// # Errors
/// `Forbidden`; `Conflict` `moving_runs`.
pub async fn forget(cx: &Cx) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    runs::demand_rest(cx).await?;
    records::set_setting(cx, SOURCE, "").await
}

pub(crate) async fn marks(cx: &Cx, source: &Source) -> Result<Marks> {
    let all: BTreeMap<Uuid, Marks> = kept(cx, MARKS).await?.unwrap_or_default();
    Ok(all.get(&source.id).cloned().unwrap_or_default())
}

pub(crate) async fn set_marks(cx: &Cx, source: &Source, marks: Marks) -> Result<()> {
    let mut all: BTreeMap<Uuid, Marks> = kept(cx, MARKS).await?.unwrap_or_default();
    all.insert(source.id, marks);
    keep(cx, MARKS, &all).await
}

/// What is kept under a key; nothing when nothing is.
pub(crate) async fn kept<T: serde::de::DeserializeOwned>(cx: &Cx, key: &str) -> Result<Option<T>> {
    let text = records::setting(&cx.engine, key).await?;
    match text.is_empty() {
        true => Ok(None),
        false => serde_json::from_str(&text).map(Some).map_err(Error::internal),
    }
}

pub(crate) async fn keep<T: Serialize>(cx: &Cx, key: &str, what: &T) -> Result<()> {
    records::set_setting(cx, key, &json!(what).to_string()).await
}
