//! By whose word people sign in, and how an administrator sets it up.

use identity::Refusal;
use kernel::{Error, Instant, Result};
use records::Cx;
use serde::{Deserialize, Serialize};
use store::Tx;
use store::queries::log::{self, LogEntry};
use store::queries::provider::{self as stored};
use uuid::Uuid;
use vault::Vault;

use crate::mapping::Taking;
use crate::valid;

/// A provider as administrators see it; never its secret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provider {
    /// Its id.
    pub id: Uuid,
    /// What people know it by.
    pub name: String,
    /// Whether people sign in by it at present.
    pub is_active: bool,
    /// How it is asked.
    pub set: Settings,
    /// Whether it has a secret.
    pub has_secret: bool,
    /// Word of what went wrong last.
    pub said: String,
    /// When that was.
    pub said_at: Option<Instant>,
    /// Counts changes.
    pub version: i64,
    pub(crate) secret: Vec<u8>,
}

/// How a provider is asked, and whom it brings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// What is particular to its kind.
    pub kind: Kind,
    /// Whom it brings.
    pub taking: Taking,
}

/// What is particular to a kind of provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// OpenID Connect.
    Oidc(Oidc),
    /// A directory that speaks LDAP.
    Ldap(Box<Ldap>),
}

impl Default for Kind {
    fn default() -> Self {
        Kind::Oidc(Oidc::default())
    }
}

impl Kind {
    /// Its word.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Kind::Oidc(_) => "oidc",
            Kind::Ldap(_) => "ldap",
        }
    }

    /// Where its secret is shown.
    fn place(&self) -> &str {
        match self {
            Kind::Oidc(set) => &set.issuer,
            Kind::Ldap(set) => &set.url,
        }
    }

    /// The field of a form that takes its secret.
    pub(crate) fn secret_field(&self) -> &'static str {
        match self {
            Kind::Oidc(_) => "secret",
            Kind::Ldap(_) => "bind_secret",
        }
    }
}

/// How a provider of OpenID Connect is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Oidc {
    /// Its address, exactly as it calls itself.
    pub issuer: String,
    /// What it knows us by.
    pub client: String,
    /// What we ask for, with spaces between.
    pub scopes: String,
    /// The claim that becomes the name to sign in with.
    pub login_claim: String,
    /// The claim with the groups of a person; empty when none is looked at.
    pub groups_claim: String,
    /// Whether a mail address that it verified links somebody who is here.
    pub links_by_mail: bool,
    /// Words of `acr` or `amr` that count as a second factor; none when there are none.
    pub strong: String,
}

impl Default for Oidc {
    fn default() -> Self {
        Oidc {
            issuer: String::new(),
            client: String::new(),
            scopes: "openid profile email".into(),
            login_claim: "preferred_username".into(),
            groups_claim: String::new(),
            links_by_mail: false,
            strong: String::new(),
        }
    }
}

/// How a directory is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ldap {
    /// Its address, `ldaps://` or `ldap://`.
    pub url: String,
    /// Whether an open connection is encrypted before anything is said.
    pub starttls: bool,
    /// The certificate of who vouches for it, as PEM; empty for those the system trusts.
    pub ca: String,
    /// Who we are to it.
    pub bind_dn: String,
    /// Where people are.
    pub base: String,
    /// How somebody is found; `{name}` is what was typed.
    pub filter: String,
    /// The attribute that becomes the name to sign in with.
    pub login: String,
    /// The attribute with the name as shown.
    pub person: String,
    /// The attribute with the mail address.
    pub mail: String,
    /// The attribute with the phone number.
    pub phone: String,
    /// The attribute of people that names their groups; empty when groups name their people.
    pub groups: String,
    /// Where groups are, when they name their people; empty when nobody looks.
    pub group_base: String,
    /// The attribute of groups that names their people.
    pub group_member: String,
}

impl Default for Ldap {
    fn default() -> Self {
        Ldap {
            url: String::new(),
            starttls: false,
            ca: String::new(),
            bind_dn: String::new(),
            base: String::new(),
            filter: "(&(objectClass=person)(uid={name}))".into(),
            login: "uid".into(),
            person: "cn".into(),
            mail: "mail".into(),
            phone: "telephoneNumber".into(),
            groups: String::new(),
            group_base: String::new(),
            group_member: "member".into(),
        }
    }
}

/// What an administrator sets.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Version that was read.
    pub version: i64,
    /// What people know it by.
    pub name: String,
    /// Whether people sign in by it at present.
    pub is_active: bool,
    /// How it is asked.
    pub set: Settings,
    /// A new secret; empty keeps the one there is.
    pub secret: String,
}

impl Provider {
    /// One that is not kept yet, as a form begins with it.
    #[must_use]
    pub fn begun(kind: Kind) -> Self {
        let set = Settings { kind, taking: Taking::default() };
        Provider { is_active: true, set, ..Provider::default() }
    }

    pub(crate) fn of(row: stored::Provider) -> Result<Self> {
        let set = serde_json::from_str(&row.body)
            .map_err(|error| Error::internal(format!("a provider is not readable: {error}")))?;
        Ok(Provider {
            id: row.id,
            name: row.name,
            is_active: row.is_active,
            set,
            has_secret: !row.secret.is_empty(),
            said: row.said,
            said_at: row.said_at,
            version: row.version,
            secret: row.secret,
        })
    }

    /// What we prove ourselves with.
    pub(crate) fn opened(&self, vault: &Vault) -> Option<String> {
        if self.secret.is_empty() {
            return Some(String::new());
        }
        let opened = vault.open(&purpose(self.id), &self.secret)?;
        String::from_utf8(opened).ok()
    }
}

fn purpose(id: Uuid) -> String {
    format!("provider/{id}")
}

/// All providers.
///
/// # Errors
/// `Forbidden` for others than administrators.
pub async fn providers(cx: &Cx) -> Result<Vec<Provider>> {
    cx.actor.rights.demand_administrator()?;
    cx.store().read(stored::all).await?.into_iter().map(Provider::of).collect()
}

/// One provider.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub async fn provider(cx: &Cx, id: Uuid) -> Result<Provider> {
    cx.actor.rights.demand_administrator()?;
    let found = cx.store().read(move |reader| stored::get(reader, id)).await?;
    Provider::of(found.ok_or(Error::NotFound)?)
}

/// Stores a provider, new or changed; its version has to be the one that was read.
///
/// # Errors
/// `Forbidden`; `Invalid` at its fields; `Conflict` `stale`.
pub async fn save(cx: &Cx, vault: &Vault, (id, change): (Uuid, Change)) -> Result<()> {
    cx.actor.rights.demand_administrator()?;
    let (name, set) = valid::judged(cx, &change).await?;
    let body = serde_json::to_string(&set).map_err(Error::internal)?;
    let sealed = match change.secret.as_str() {
        "" => None,
        secret => Some(vault.seal(&purpose(id), secret.as_bytes())?),
    };
    let (cx, kind, store) = (cx.clone(), set.kind.word(), cx.store().clone());
    let (place, field) = (set.kind.place().to_owned(), set.kind.secret_field());
    let needs_secret = matches!(&set.kind, Kind::Ldap(set) if !set.bind_dn.is_empty());
    let write = move |tx: &mut Tx<'_>| {
        let known = stored::get(tx, id)?;
        if known.as_ref().map_or(0, |known| known.version) != change.version {
            return Err(Error::conflict("stale"));
        }
        let kept = match known {
            Some(known) if sealed.is_none() => kept_secret(known, &place)?,
            Some(_) | None => Vec::new(),
        };
        if sealed.is_none() && kept.is_empty() && needs_secret {
            return Err(Error::invalid(field, "required"));
        }
        let row = stored::Provider {
            id,
            kind: kind.into(),
            name: name.clone(),
            is_active: change.is_active,
            body: body.clone(),
            secret: sealed.clone().unwrap_or(kept),
            said: String::new(),
            said_at: None,
            version: change.version + 1,
        };
        stored::put(tx, &row)?;
        note(tx, &cx, ("provider.saved", &row.name))
    };
    store.write(write).await
}

/// The secret as it is kept; it goes to another place only when it is typed once more.
fn kept_secret(known: stored::Provider, place: &str) -> Result<Vec<u8>> {
    let known = Provider::of(known)?;
    if !known.secret.is_empty() && known.set.kind.place() != place {
        return Err(Error::invalid(known.set.kind.secret_field(), "secret_again"));
    }
    Ok(known.secret)
}

/// Takes a provider away; whom it knew keeps their records and needs another way in.
///
/// # Errors
/// `Forbidden`; `NotFound`.
pub async fn remove(cx: &Cx, id: Uuid) -> Result<()> {
    let gone = provider(cx, id).await?;
    let (cx, store) = (cx.clone(), cx.store().clone());
    let write = move |tx: &mut Tx<'_>| {
        stored::remove(tx, id)?;
        note(tx, &cx, ("provider.removed", &gone.name))
    };
    store.write(write).await
}

fn note(tx: &mut Tx<'_>, cx: &Cx, (event, name): (&str, &str)) -> Result<()> {
    let (event, detail, address) = (event.into(), name.into(), String::new());
    log::add(tx, &LogEntry { at: cx.now(), event, actor: cx.actor.user, detail, address })
}

/// Milliseconds within which the same refusal is not written down again: strangers must not fill
/// the log.
const ONCE: i64 = 1000;

/// Writes down for administrators why somebody did not come in.
pub(crate) async fn say(
    engine: &records::Engine,
    provider: &Provider,
    (refusal, address): (Refusal, &str),
) -> Result<()> {
    let (id, at) = (provider.id, engine.clock().now());
    let is_fresh = provider.said_at.is_some_and(|last| at.millis() - last.millis() < ONCE);
    if is_fresh && provider.said == refusal {
        return Ok(());
    }
    let detail = format!("{} · {refusal}", provider.name);
    let address = address.to_owned();
    let write = engine.store().write(move |tx| {
        stored::say(tx, id, (refusal, at))?;
        let (event, detail, address) = ("provider.refused".into(), detail.clone(), address.clone());
        log::add(tx, &LogEntry { at, event, actor: None, detail, address })
    });
    write.await
}
