//! Whether a token is one: signed by the provider, for us, for this sign-in, and not over.

use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use identity::Refusal;
use openidconnect::core::{
    CoreIdToken, CoreIdTokenVerifier, CoreJsonWebKeySet, CoreJwsSigningAlgorithm as Algorithm,
};
use openidconnect::{ClaimsVerificationError, ClientId, IssuerUrl, Nonce};
use serde_json::Value as Json;

use crate::provider::Oidc;

/// Seconds by which clocks may differ.
const SKEW: i64 = 60;

/// Algorithms with a key that only the provider has. A shared secret, or none, signs nothing.
const SIGNED: [Algorithm; 10] = [
    Algorithm::RsaSsaPkcs1V15Sha256,
    Algorithm::RsaSsaPkcs1V15Sha384,
    Algorithm::RsaSsaPkcs1V15Sha512,
    Algorithm::RsaSsaPssSha256,
    Algorithm::RsaSsaPssSha384,
    Algorithm::RsaSsaPssSha512,
    Algorithm::EcdsaP256Sha256,
    Algorithm::EcdsaP384Sha384,
    Algorithm::EcdsaP521Sha512,
    Algorithm::EdDsa,
];

/// What a token says, once it is one (OpenID Connect Core, 3.1.3.7).
pub fn claims(
    set: &Oidc,
    keys: CoreJsonWebKeySet,
    (token, nonce, now): (&str, &str, i64),
) -> Result<Json, Refusal> {
    let issuer = IssuerUrl::new(set.issuer.clone()).map_err(|_| "wrong_issuer")?;
    let client = ClientId::new(set.client.clone());
    let verifier = CoreIdTokenVerifier::new_public_client(client, issuer, keys)
        .set_allowed_algs(SIGNED)
        // Others may read it too, as long as it was made for us; `azp` says so below.
        .set_other_audience_verifier_fn(|_| true);
    let parsed = CoreIdToken::from_str(token).map_err(|_| "nonsense")?;
    let nonce = Nonce::new(nonce.to_owned());
    parsed.claims(&verifier, &nonce).map_err(|error| refusal(&error))?;
    let body = token.split('.').nth(1).and_then(|part| URL_SAFE_NO_PAD.decode(part).ok());
    let body =
        body.and_then(|body| serde_json::from_slice::<Json>(&body).ok()).ok_or("nonsense")?;
    judge(set, &body, now)?;
    Ok(body)
}

fn judge(set: &Oidc, body: &Json, now: i64) -> Result<(), Refusal> {
    let is_shared = body["aud"].as_array().is_some_and(|all| all.len() > 1);
    match &body["azp"] {
        Json::Null if is_shared => return Err("audience"),
        Json::Null => {}
        Json::String(party) if *party == set.client => {}
        _ => return Err("audience"),
    }
    let seconds = |name: &str| body[name].as_f64().map(|at| at as i64);
    if seconds("exp").is_none_or(|end| end + SKEW <= now) {
        return Err("expired");
    }
    let is_early = ["iat", "nbf"].into_iter().filter_map(seconds).any(|at| now + SKEW < at);
    if is_early { Err("expired") } else { Ok(()) }
}

fn refusal(error: &ClaimsVerificationError) -> Refusal {
    match error {
        ClaimsVerificationError::Expired(_) => "expired",
        ClaimsVerificationError::InvalidAudience(_) => "audience",
        ClaimsVerificationError::InvalidIssuer(_) => "wrong_issuer",
        ClaimsVerificationError::InvalidNonce(_) => "nonce",
        ClaimsVerificationError::SignatureVerification(_) => "signature",
        _ => "nonsense",
    }
}
