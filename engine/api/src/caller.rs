//! Who asks: a token, or the browser session with its header against forged requests.

use std::sync::Arc;

use access::{Actor, Rights, Via};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use identity::{Bearer, Door, Reach};
use kernel::Error;
use records::{Cx, Engine, Once};
use sha2::{Digest, Sha256};
use social::Files;

use crate::pace::{Pace, Whose};
use crate::problem::Problem;

/// What the addresses work with.
#[derive(Clone)]
pub struct ApiState {
    /// The tenant.
    pub engine: Arc<Engine>,
    /// Files at records.
    pub files: Files,
    /// Name of the session cookie of the browser side.
    pub cookie: &'static str,
    /// How fast programs may ask.
    pub pace: Arc<Pace>,
    /// The address a request came from.
    pub client: ClientOf,
}

/// Tells the address a request came from, as far as the proxies before us are believed.
pub type ClientOf = Arc<dyn Fn(&Parts) -> String + Send + Sync>;

/// A caller with the context of their rights.
pub struct Caller(pub Cx);

impl FromRequestParts<ApiState> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &ApiState,
    ) -> Result<Self, Self::Rejection> {
        let (cx, whose) = match found(parts, state).await {
            Err(Error::Unauthenticated) => {
                // A valid token goes on from the same address: nobody is shut out by others.
                state.pace.take(Whose::Address((state.client)(parts)))?;
                return Err(Error::Unauthenticated.into());
            }
            found => found?,
        };
        state.pace.take(whose)?;
        // A layer in front of the routes may leave less open than the caller has.
        match parts.extensions.get::<Rights>() {
            Some(limits) => Ok(Caller(cx.within(limits))),
            None => Ok(Caller(cx)),
        }
    }
}

/// The caller, and in whose name their requests are counted.
async fn found(parts: &Parts, state: &ApiState) -> Result<(Cx, Whose), Error> {
    if let Some(token) = bearer(&parts.headers) {
        let door = || Door {
            address: (state.client)(parts),
            device: device(&parts.headers).into(),
            browser: None,
        };
        let bearer = identity::resolve_token(&state.engine, token, door).await?;
        may_change(&bearer, parts)?;
        return Ok((bearer.cx, Whose::Caller(bearer.token)));
    }
    let secret = cookie(&parts.headers, state.cookie).ok_or(Error::Unauthenticated)?;
    let signed_in = identity::resolve_session(&state.engine, secret).await?;
    if signed_in.lacks.is_some() {
        return Err(Error::forbidden("second_factor"));
    }
    let changes = ![Method::GET, Method::HEAD].contains(&parts.method);
    let told = parts.headers.get("x-csrf-token").and_then(|value| value.to_str().ok());
    if changes && !signed_in.is_own_token(told) {
        return Err(Error::forbidden("csrf"));
    }
    if changes && signed_in.viewer.is_some() {
        return Err(Error::forbidden("viewing"));
    }
    let cx = signed_in.cx;
    let actor = Actor { via: Via::Api, ..(*cx.actor).clone() };
    let person = actor.user.map_or(uuid::Uuid::nil(), |user| user.0);
    Ok((Cx { actor: Arc::new(actor), ..cx }, Whose::Caller(person)))
}

/// A token that only reads changes nothing, whatever is open to everybody who reads.
fn may_change(bearer: &Bearer, parts: &Parts) -> Result<(), Error> {
    let module = parts.uri.path().strip_prefix("/api/v1/").unwrap_or_default();
    let module = module.split('/').next().unwrap_or_default();
    let changes = ![Method::GET, Method::HEAD].contains(&parts.method);
    match changes && bearer.scopes.reach(module) != Some(Reach::Write) {
        true => Err(Error::forbidden("token.write")),
        false => Ok(()),
    }
}

fn device(headers: &HeaderMap) -> &str {
    let named = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    named.unwrap_or_default()
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
    pairs.find(|(known, _)| known.trim() == name).map(|(_, value)| value.trim())
}

/// The key under which a request happens once, bound to everything it says.
pub fn once(headers: &HeaderMap, path: &str, body: &[u8]) -> Result<Option<Once>, Error> {
    let Some(value) = headers.get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().unwrap_or_default().trim();
    let is_plain = key.bytes().all(|byte| byte.is_ascii_graphic());
    if key.is_empty() || key.len() > 200 || !is_plain {
        return Err(Error::invalid("Idempotency-Key", "not_key"));
    }
    let request = Sha256::new().chain_update(path).chain_update([0]).chain_update(body);
    Ok(Some(Once { key: key.into(), request: request.finalize().to_vec() }))
}

/// The version a change is based on, from `If-Match: "N"`.
pub fn if_match(headers: &HeaderMap) -> Result<Option<i64>, Error> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let version = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let version = version.and_then(|version| version.parse().ok());
    version.map(Some).ok_or_else(|| Error::invalid("If-Match", "not_version"))
}
