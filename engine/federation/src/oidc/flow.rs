//! The way to a provider and back, bound to one browser and gone once.

use identity::{Door, Entered, Linking, Refusal, Vouched};
use kernel::{Error, Language, Result, random_token};
use openidconnect::PkceCodeChallenge;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use store::queries::identity::{self as stored, Way};
use store::queries::provider as rows;
use url::Url;
use uuid::Uuid;

use super::{ask, token};
use crate::Federation;
use crate::provider::{self, Kind, Oidc, Provider};

/// How long somebody may take at a provider.
const LIFE: i64 = 10 * 60_000;

/// What the answer is compared with.
#[derive(Serialize, Deserialize)]
struct Memory {
    state: String,
    nonce: String,
    verifier: String,
    next: String,
    language: String,
}

/// What a browser brings back.
#[derive(Clone, Debug, Default)]
pub struct Back {
    /// The secret of its cookie.
    pub secret: String,
    /// `code` as told.
    pub code: Option<String>,
    /// `state` as told.
    pub state: Option<String>,
    /// `iss` as told (RFC 9207).
    pub iss: Option<String>,
    /// `error` as told.
    pub error: Option<String>,
}

/// How a sign-in by a provider ended.
pub struct Returned {
    /// Where it was begun.
    pub next: String,
    /// The language it was begun in.
    pub language: Option<Language>,
    /// What people know the provider by.
    pub provider: String,
    /// How far they came; nothing when they did not, and the log says why.
    pub entered: Option<Entered>,
}

fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

fn purpose(id: Uuid) -> String {
    format!("sign-in-way/{id}")
}

/// Begins a sign-in: the address at the provider, and the secret for a cookie of this browser.
///
/// # Errors
/// `NotFound` for a provider that is none, any more; `Unavailable` when it does not answer.
pub async fn set_out(
    house: &Federation,
    (id, door): (Uuid, &Door),
    (next, language): (&str, Language),
) -> Result<(String, String)> {
    let (provider, set) = active(house, id).await?;
    let back = house.way_back(id).ok_or(Error::NotFound)?;
    let Ok(_held) = house.gate.try_acquire() else {
        return Err(Error::Unavailable { what: "provider".into() });
    };
    let about = match ask::metadata(&house.outbound, &set).await {
        Ok(about) => about,
        Err(refusal) => {
            provider::say(&house.engine, &provider, (refusal, &door.address)).await?;
            return Err(Error::Unavailable { what: "provider".into() });
        }
    };
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let memory = Memory {
        state: random_token(),
        nonce: random_token(),
        verifier: verifier.into_secret(),
        next: next.to_owned(),
        language: language.code().to_owned(),
    };
    let mut url = Url::parse(&about.authorization_endpoint).map_err(Error::internal)?;
    url.query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &set.client)
        .append_pair("redirect_uri", &back)
        .append_pair("scope", &set.scopes)
        .append_pair("state", &memory.state)
        .append_pair("nonce", &memory.nonce)
        .append_pair("code_challenge", challenge.as_str())
        .append_pair("code_challenge_method", "S256")
        .append_pair("ui_locales", language.code());
    let (secret, now) = (random_token(), house.engine.clock().now());
    let memory = serde_json::to_vec(&memory).map_err(Error::internal)?;
    let sealed = house.vault.seal(&purpose(id), &memory)?;
    let way = Way { id_hash: hash(&secret), provider: id, sealed, created_at: now };
    let before = now.plus_millis(-LIFE);
    house.engine.store().write(move |tx| stored::set_out(tx, &way, before)).await?;
    Ok((url.into(), secret))
}

async fn active(house: &Federation, id: Uuid) -> Result<(Provider, Oidc)> {
    let found = house.engine.store().read(move |reader| rows::get(reader, id)).await?;
    let provider = Provider::of(found.ok_or(Error::NotFound)?)?;
    match provider.set.kind.clone() {
        Kind::Oidc(set) if provider.is_active => Ok((provider, set)),
        Kind::Oidc(_) | Kind::Ldap(_) => Err(Error::NotFound),
    }
}

/// Ends a sign-in that was begun in this browser.
///
/// # Errors
/// `NotFound` for a provider that is none, any more.
pub async fn come_back(
    house: &Federation,
    (id, back): (Uuid, Back),
    door: &Door,
) -> Result<Returned> {
    let (provider, set) = active(house, id).await?;
    let mut returned = Returned {
        next: "/".into(),
        language: None,
        provider: provider.name.clone(),
        entered: None,
    };
    let Some(memory) = remembered(house, id, &back.secret).await? else {
        provider::say(&house.engine, &provider, ("way_lost", &door.address)).await?;
        return Ok(returned);
    };
    returned.next.clone_from(&memory.next);
    returned.language = Language::from_code(&memory.language);
    let entered = match vouched(house, (&provider, &set), (&back, &memory)).await {
        Ok(vouched) => identity::enter(&house.engine, vouched, door).await?,
        Err(refusal) => Err(refusal),
    };
    match entered {
        Ok(entered) => returned.entered = Some(entered),
        Err(refusal) => provider::say(&house.engine, &provider, (refusal, &door.address)).await?,
    }
    Ok(returned)
}

/// What was remembered for this browser; asking uses it up.
async fn remembered(house: &Federation, id: Uuid, secret: &str) -> Result<Option<Memory>> {
    let id_hash = hash(secret);
    let way = house.engine.store().write(move |tx| stored::come_back(tx, &id_hash)).await?;
    let now = house.engine.clock().now().millis();
    let way = way.filter(|way| way.provider == id && now - way.created_at.millis() < LIFE);
    let opened = way.and_then(|way| house.vault.open(&purpose(id), &way.sealed));
    Ok(opened.and_then(|opened| serde_json::from_slice(&opened).ok()))
}

/// From an answer to the word of the provider; the order is that of OpenID Connect Core, 3.1.2.7.
async fn vouched(
    house: &Federation,
    (provider, set): (&Provider, &Oidc),
    (back, memory): (&Back, &Memory),
) -> Result<Vouched, Refusal> {
    if back.state.as_ref() != Some(&memory.state) {
        return Err("state");
    }
    let about = ask::metadata(&house.outbound, set).await?;
    match &back.iss {
        Some(iss) if *iss != set.issuer => return Err("wrong_issuer"),
        None if about.authorization_response_iss_parameter_supported => {
            return Err("wrong_issuer");
        }
        Some(_) | None => {}
    }
    if back.error.is_some() {
        return Err("said_no");
    }
    let code = back.code.as_deref().ok_or("nonsense")?;
    let secret = provider.opened(&house.vault).ok_or("secret_lost")?;
    let way_back = house.way_back(provider.id).ok_or("nonsense")?;
    let exchange = (code, memory.verifier.as_str(), way_back.as_str());
    let tokens = ask::tokens(&house.outbound, (set, &about), &secret, exchange).await?;
    let keys = ask::keys(&house.outbound, &about).await?;
    let now = house.engine.clock().now().millis() / 1000;
    let mut claims = token::claims(set, keys, (&tokens.id_token, &memory.nonce, now))?;
    if let Some(more) = ask::person(&house.outbound, &about, &tokens.access_token).await? {
        // OpenID Connect Core, 5.3.2: what is said of another person must not be used.
        if more["sub"] != claims["sub"] {
            return Err("nonsense");
        }
        add(&mut claims, more);
    }
    Ok(described(provider, set, &claims))
}

/// Adds what the token does not say itself.
fn add(claims: &mut Json, more: Json) {
    let (Json::Object(claims), Json::Object(more)) = (claims, more) else { return };
    for (name, value) in more {
        claims.entry(name).or_insert(value);
    }
}

/// What the claims of somebody mean here.
fn described(provider: &Provider, set: &Oidc, claims: &Json) -> Vouched {
    let text = |name: &str| claims[name].as_str().unwrap_or_default().trim().to_owned();
    let mail = Some(text("email")).filter(|mail| !mail.is_empty());
    let is_verified = claims["email_verified"] == true || claims["email_verified"] == "true";
    let linking = match &mail {
        Some(mail) if set.links_by_mail && is_verified => Linking::Mail(mail.clone()),
        Some(_) | None => Linking::Never,
    };
    let groups = all(&claims[set.groups_claim.as_str()]);
    let ways = [all(&claims["acr"]), all(&claims["amr"])].concat();
    let is_strong = set.strong.split_whitespace().any(|word| ways.contains(&word));
    let phone = text("phone_number");
    Vouched {
        provider: provider.id,
        provider_name: provider.name.clone(),
        issuer: set.issuer.clone(),
        subject: text("sub"),
        login: text(&set.login_claim),
        name: text("name"),
        email: mail,
        phone: Some(phone).filter(|phone| !phone.is_empty()),
        linking,
        adopts: provider.set.taking.adopts,
        brings: provider.set.taking.brings(|name| groups.contains(&name)),
        is_strong,
    }
}

/// A claim with one text or several.
fn all(value: &Json) -> Vec<&str> {
    match value {
        Json::String(one) => vec![one],
        Json::Array(many) => many.iter().filter_map(Json::as_str).collect(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Object(_) => Vec::new(),
    }
}
