//! What is asked of a provider: who it is, its keys, a token, what it knows of somebody.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use identity::Refusal;
use openidconnect::core::CoreJsonWebKeySet;
use outbound::{Answer, Outbound, Request};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use url::Url;

use crate::provider::Oidc;
use crate::valid::is_safe;

/// How long one question may take.
const PATIENCE: Duration = Duration::from_secs(8);
/// Bytes of an answer at most.
const LIMIT: usize = 512 * 1024;

/// What a provider says of itself (OpenID Connect Discovery, 3).
#[derive(Clone, Debug, Deserialize)]
pub struct Metadata {
    pub issuer: String,
    pub authorization_endpoint: String,
    pub token_endpoint: String,
    pub jwks_uri: String,
    #[serde(default)]
    pub userinfo_endpoint: Option<String>,
    #[serde(default)]
    pub token_endpoint_auth_methods_supported: Option<Vec<String>>,
    /// Whether it names itself in its answers (RFC 9207).
    #[serde(default)]
    pub authorization_response_iss_parameter_supported: bool,
}

/// Asks a provider who it is.
pub async fn metadata(outbound: &Outbound, set: &Oidc) -> Result<Metadata, Refusal> {
    let issuer = set.issuer.trim_end_matches('/');
    let url = format!("{issuer}/.well-known/openid-configuration");
    let found: Metadata = json(outbound, get(url, None)).await?;
    if found.issuer != set.issuer {
        return Err("wrong_issuer");
    }
    let asked = [&found.authorization_endpoint, &found.token_endpoint, &found.jwks_uri];
    let safe = |url: &&String| Url::parse(url).is_ok_and(|url| is_safe(&url));
    let is_safe = asked.iter().all(safe) && found.userinfo_endpoint.iter().all(|url| safe(&url));
    if is_safe { Ok(found) } else { Err("nonsense") }
}

/// The keys with which a provider signs.
pub async fn keys(outbound: &Outbound, about: &Metadata) -> Result<CoreJsonWebKeySet, Refusal> {
    json(outbound, get(about.jwks_uri.clone(), None)).await
}

/// What comes for a code.
#[derive(Deserialize)]
pub struct Tokens {
    pub id_token: String,
    #[serde(default)]
    pub access_token: String,
}

/// Exchanges a code, with proof that we are the ones who began (RFC 7636).
pub async fn tokens(
    outbound: &Outbound,
    (set, about): (&Oidc, &Metadata),
    secret: &str,
    (code, verifier, back): (&str, &str, &str),
) -> Result<Tokens, Refusal> {
    let mut form = vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", back),
        ("code_verifier", verifier),
    ];
    let mut headers = vec![
        ("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned()),
        ("accept".to_owned(), "application/json".to_owned()),
    ];
    let known = about.token_endpoint_auth_methods_supported.as_ref();
    let is_basic = known.is_none_or(|all| all.iter().any(|one| one == "client_secret_basic"));
    if secret.is_empty() {
        form.push(("client_id", &set.client));
    } else if is_basic {
        // RFC 6749, 2.3.1: both halves are escaped before they are joined.
        let both = format!("{}:{}", escaped(&set.client), escaped(secret));
        headers.push(("authorization".into(), format!("Basic {}", STANDARD.encode(both))));
    } else {
        form.extend([("client_id", set.client.as_str()), ("client_secret", secret)]);
    }
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
    let request = Request {
        method: "POST".into(),
        url: about.token_endpoint.clone(),
        headers,
        body: body.into_bytes(),
        patience: PATIENCE,
        limit: LIMIT,
    };
    let answer = answered(outbound, request).await?;
    if (400..500).contains(&answer.status) {
        return Err("code_refused");
    }
    read(&answer)
}

/// What a provider knows of somebody beyond their token; none when it offers none.
pub async fn person(
    outbound: &Outbound,
    about: &Metadata,
    access: &str,
) -> Result<Option<Json>, Refusal> {
    let Some(url) = about.userinfo_endpoint.clone().filter(|_| !access.is_empty()) else {
        return Ok(None);
    };
    json(outbound, get(url, Some(format!("Bearer {access}")))).await.map(Some)
}

/// Asks for everything that can be asked without a person.
pub async fn probe(outbound: &Outbound, set: &Oidc) -> Result<usize, Refusal> {
    let about = metadata(outbound, set).await?;
    let keys = keys(outbound, &about).await?.keys().len();
    if keys == 0 { Err("no_keys") } else { Ok(keys) }
}

fn get(url: String, authorization: Option<String>) -> Request {
    let mut headers = vec![("accept".to_owned(), "application/json".to_owned())];
    headers.extend(authorization.map(|value| ("authorization".to_owned(), value)));
    let (method, body) = ("GET".into(), Vec::new());
    Request { method, url, headers, body, patience: PATIENCE, limit: LIMIT }
}

async fn json<T: DeserializeOwned>(outbound: &Outbound, request: Request) -> Result<T, Refusal> {
    let answer = answered(outbound, request).await?;
    read(&answer)
}

fn read<T: DeserializeOwned>(answer: &Answer) -> Result<T, Refusal> {
    if answer.status != 200 {
        return Err("nonsense");
    }
    serde_json::from_slice(&answer.body).map_err(|_| "nonsense")
}

async fn answered(outbound: &Outbound, request: Request) -> Result<Answer, Refusal> {
    outbound.ask(&request).await.map_err(|failure| {
        tracing::warn!(url = %request.url, %failure, "a provider was not reached");
        match failure {
            outbound::Failure::Refused(_) => "private",
            outbound::Failure::Unknown
            | outbound::Failure::NoAddress
            | outbound::Failure::TooLong
            | outbound::Failure::Broken(_) => "away",
        }
    })
}

fn escaped(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
