//! A provider of OpenID Connect that lies when it is told to: what a decent one never does.
//!
//! Unless it is told otherwise it keeps the rules: codes work once, for the address and the proof
//! (PKCE) they were made for, and tokens are signed with the key it publishes.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

/// What it knows us by.
pub const CLIENT: &str = "kontor & Söhne";
/// What we prove ourselves with.
pub const SECRET: &str = "geheim:+ 100 %";

/// How it signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Signing {
    #[default]
    Decent,
    /// With a key that it does not publish, under the name of the one it does.
    AnotherKey,
    /// Not at all (`alg: none`).
    None,
    /// With its public key as a shared secret.
    PublicAsSecret,
    /// With the secret of the client.
    ClientSecret,
}

/// What it does next.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What it says of somebody in the token; `null` leaves a claim out.
    pub claims: Json,
    /// What it says of itself beyond the truth.
    pub about: Json,
    /// What it says of somebody when it is asked for more.
    pub more: Json,
    pub signing: Signing,
    /// Places that answer nonsense.
    pub broken: Vec<&'static str>,
}

impl Default for Plan {
    fn default() -> Self {
        let (claims, about) = (json!({}), json!({}));
        Plan { claims, about, more: json!({}), signing: Signing::default(), broken: Vec::new() }
    }
}

struct Code {
    challenge: String,
    back: String,
    nonce: String,
}

/// The provider.
#[derive(Clone)]
pub struct Liar {
    pub issuer: String,
    inner: Arc<Inner>,
}

struct Inner {
    own: EcdsaKeyPair,
    other: EcdsaKeyPair,
    plan: Mutex<Plan>,
    codes: Mutex<BTreeMap<String, Code>>,
}

fn key() -> EcdsaKeyPair {
    let der = rcgen::KeyPair::generate().unwrap().serialize_der();
    let (how, random) = (&ECDSA_P256_SHA256_FIXED_SIGNING, SystemRandom::new());
    EcdsaKeyPair::from_pkcs8(how, &der, &random).unwrap()
}

impl Liar {
    pub async fn open() -> Liar {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let (plan, codes) = (Mutex::default(), Mutex::default());
        let liar =
            Liar { issuer, inner: Arc::new(Inner { own: key(), other: key(), plan, codes }) };
        let app = Router::new()
            .route("/.well-known/openid-configuration", get(about))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/more", get(more))
            .with_state(liar.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        liar
    }

    /// Says what it does from now on.
    pub fn plan(&self, plan: Plan) {
        *self.inner.plan.lock().unwrap() = plan;
    }

    fn planned(&self) -> Plan {
        self.inner.plan.lock().unwrap().clone()
    }

    /// Agrees to a sign-in that came to it; gives a code and the state.
    pub fn agree(&self, address: &str) -> (String, String) {
        let rest = address.strip_prefix(&format!("{}/authorize?", self.issuer));
        let asked = pairs(rest.unwrap_or_else(|| panic!("{address} leads elsewhere")));
        assert_eq!(asked["response_type"], "code");
        assert_eq!(asked["client_id"], CLIENT);
        assert_eq!(asked["code_challenge_method"], "S256");
        let code = kernel::random_token();
        let made = Code {
            challenge: asked["code_challenge"].clone(),
            back: asked["redirect_uri"].clone(),
            nonce: asked["nonce"].clone(),
        };
        self.inner.codes.lock().unwrap().insert(code.clone(), made);
        (code, asked["state"].clone())
    }

    fn signed(&self, signing: Signing, claims: &Json) -> String {
        let alg = match signing {
            Signing::Decent | Signing::AnotherKey => "ES256",
            Signing::None => "none",
            Signing::PublicAsSecret | Signing::ClientSecret => "HS256",
        };
        let head = json!({"alg": alg, "kid": "own", "typ": "JWT"});
        let part = |value: &Json| URL_SAFE_NO_PAD.encode(value.to_string());
        let text = format!("{}.{}", part(&head), part(claims));
        let random = SystemRandom::new();
        let by = |key: &EcdsaKeyPair| key.sign(&random, text.as_bytes()).unwrap().as_ref().to_vec();
        let shared = |secret: &[u8]| {
            let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
            mac.update(text.as_bytes());
            mac.finalize().into_bytes().to_vec()
        };
        let signature = match signing {
            Signing::Decent => by(&self.inner.own),
            Signing::AnotherKey => by(&self.inner.other),
            Signing::None => Vec::new(),
            Signing::PublicAsSecret => shared(self.inner.own.public_key().as_ref()),
            Signing::ClientSecret => shared(SECRET.as_bytes()),
        };
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

/// Names and values of a form.
pub fn pairs(text: &str) -> BTreeMap<String, String> {
    url::form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

/// Puts values over others; `null` takes one away.
fn over(mut under: Json, over: &Json) -> Json {
    let known = under.as_object_mut().unwrap();
    for (name, value) in over.as_object().unwrap() {
        match value {
            Json::Null => drop(known.remove(name)),
            value => drop(known.insert(name.clone(), value.clone())),
        }
    }
    under
}

fn answer(plan: &Plan, place: &'static str, value: &Json) -> Response {
    if plan.broken.contains(&place) {
        return (StatusCode::OK, "<html>Wartungsarbeiten</html>").into_response();
    }
    ([("content-type", "application/json")], value.to_string()).into_response()
}

async fn about(State(liar): State<Liar>) -> Response {
    let (plan, at) = (liar.planned(), &liar.issuer);
    let truth = json!({
        "issuer": at,
        "authorization_endpoint": format!("{at}/authorize"),
        "token_endpoint": format!("{at}/token"),
        "jwks_uri": format!("{at}/keys"),
        "userinfo_endpoint": format!("{at}/more"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
    });
    answer(&plan, "about", &over(truth, &plan.about))
}

async fn keys(State(liar): State<Liar>) -> Response {
    let point = liar.inner.own.public_key().as_ref();
    let [x, y] = [&point[1..33], &point[33..]].map(|half| URL_SAFE_NO_PAD.encode(half));
    let key = json!({
        "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": "own", "x": x, "y": y,
    });
    answer(&liar.planned(), "keys", &json!({"keys": [key]}))
}

async fn token(State(liar): State<Liar>, headers: HeaderMap, body: String) -> Response {
    let refused = || (StatusCode::BAD_REQUEST, r#"{"error":"invalid_grant"}"#).into_response();
    let (asked, plan) = (pairs(&body), liar.planned());
    let escaped = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
    let both: [String; 2] = [CLIENT, SECRET].map(escaped);
    let wanted = format!("Basic {}", STANDARD.encode(both.join(":")));
    if headers.get("authorization").is_none_or(|told| told != wanted.as_str()) {
        return (StatusCode::UNAUTHORIZED, r#"{"error":"invalid_client"}"#).into_response();
    }
    let code = asked.get("code").and_then(|code| liar.inner.codes.lock().unwrap().remove(code));
    let Some(code) = code else { return refused() };
    let proof = Sha256::digest(asked["code_verifier"].as_bytes());
    if code.challenge != URL_SAFE_NO_PAD.encode(proof) || code.back != asked["redirect_uri"] {
        return refused();
    }
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let claims = json!({
        "iss": liar.issuer, "sub": "4711", "aud": CLIENT, "nonce": code.nonce,
        "iat": now.as_secs(), "exp": now.as_secs() + 300,
        "preferred_username": "Ines", "name": "Ines Vogt", "email": "ines@firma.test",
    });
    let id_token = liar.signed(plan.signing, &over(claims, &plan.claims));
    let all = json!({"access_token": "mehr", "token_type": "Bearer", "id_token": id_token});
    answer(&plan, "token", &all)
}

async fn more(State(liar): State<Liar>, headers: HeaderMap) -> Response {
    assert_eq!(headers["authorization"], "Bearer mehr");
    let plan = liar.planned();
    answer(&plan, "more", &over(json!({"sub": "4711"}), &plan.more))
}
