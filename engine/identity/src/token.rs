//! Personal tokens of programs.

use std::sync::Arc;

use access::Via;
use kernel::{Error, FieldProblem, Instant, PrincipalId, Result, random_token};
use records::{Cx, Engine};
use store::queries::token::{self, Token};
use store::queries::user;
use uuid::Uuid;

use crate::scopes::TokenScopes;
use crate::session::hash;
use crate::sign_in::Door;
use crate::trail;
use crate::user::{Profile, cx_of};

/// Words every token begins with, so that scanners find lost ones.
const PREFIX: &str = "kontor_";
/// How exactly the last use is noted.
const NOTED: i64 = 60_000;
/// A token that rested for so long is written down as a sign-in when it comes back.
const RESTED: i64 = 86_400_000;

/// A token in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenLine {
    /// Its id.
    pub id: Uuid,
    /// What it is for.
    pub label: String,
    /// When it was made.
    pub created_at: Instant,
    /// When it was used last.
    pub used_at: Option<Instant>,
    /// When it ends.
    pub expires_at: Option<Instant>,
    /// What it is for; nothing when that cannot be read any more.
    pub scopes: Option<TokenScopes>,
}

/// What a new token is asked to be.
#[derive(Clone, Debug, Default)]
pub struct NewToken {
    /// What it is for, in the user's words.
    pub label: String,
    /// When it ends.
    pub expires_at: Option<Instant>,
    /// What it leaves open.
    pub scopes: TokenScopes,
}

/// A program that showed its token.
pub struct Bearer {
    /// The token.
    pub token: Uuid,
    /// Its owner, with what the token leaves open of their rights.
    pub cx: Cx,
    /// What it leaves open.
    pub scopes: TokenScopes,
}

/// Makes a token and gives its secret, which is never shown again.
///
/// # Errors
/// `Invalid` at `label`, or at `until` for an end that has passed.
pub async fn create_token(
    engine: &Arc<Engine>,
    user: PrincipalId,
    new: NewToken,
) -> Result<String> {
    let label = new.label.trim();
    if label.is_empty() {
        return Err(Error::invalid("label", "required"));
    }
    if label.chars().count() > 80 || label.contains(char::is_control) {
        let problem = FieldProblem::new("label", "too_long").with("max", 80);
        return Err(Error::Invalid(vec![problem]));
    }
    if new.expires_at.is_some_and(|end| end <= engine.clock().now()) {
        return Err(Error::invalid("until", "in_the_past"));
    }
    let secret = format!("{PREFIX}{}", random_token());
    let token = Token {
        id: Uuid::now_v7(),
        hash: hash(&secret),
        user,
        label: label.into(),
        created_at: engine.clock().now(),
        used_at: None,
        expires_at: new.expires_at,
        scopes: new.scopes.to_string(),
    };
    engine.store().write(move |tx| token::add(tx, &token)).await?;
    Ok(secret)
}

/// Finds who a token belongs to; after a day of rest its use stands in the log of sign-ins.
///
/// # Errors
/// `Unauthenticated` when nobody, it has ended, or the user was disabled.
pub async fn resolve_token(
    engine: &Arc<Engine>,
    secret: &str,
    door: impl FnOnce() -> Door,
) -> Result<Bearer> {
    if !secret.starts_with(PREFIX) || secret.len() > 100 {
        return Err(Error::Unauthenticated);
    }
    let hashed = hash(secret);
    let found = engine
        .store()
        .read(move |reader| {
            let Some(token) = token::by_hash(reader, &hashed)? else { return Ok(None) };
            Ok(user::get(reader, token.user)?.map(|user| (token, user)))
        })
        .await?;
    let (token, user) = found.ok_or(Error::Unauthenticated)?;
    let now = engine.clock().now();
    if !user.is_active || token.expires_at.is_some_and(|end| end <= now) {
        return Err(Error::Unauthenticated);
    }
    if token.used_at.is_none_or(|at| now.millis() - at.millis() > NOTED) {
        let (engine, id, user, door) = (engine.clone(), token.id, user.clone(), door());
        tokio::spawn(async move {
            let noted = engine.store().write(move |tx| {
                if !token::came_back(tx, id, now, now.plus_millis(-RESTED))? {
                    return token::used(tx, id, now);
                }
                trail::note(tx, ("token", "done"), (Some(&user), ""), (&door, now))
            });
            let noted = noted.await;
            if let Err(error) = noted {
                tracing::warn!(error = ?error, "the use of a token was not noted");
            }
        });
    }
    let profile = Profile::of(&user);
    let cx = cx_of(engine, &profile, Via::Api).await?;
    let scopes = TokenScopes::stored(&token.scopes)?;
    let cx = match scopes.limits(&cx.catalog) {
        Some(limits) => cx.within(&limits),
        None => cx,
    };
    Ok(Bearer { token: token.id, cx, scopes })
}

/// Tokens of a person, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn tokens(engine: &Arc<Engine>, user: PrincipalId) -> Result<Vec<TokenLine>> {
    let all = engine.store().read(move |reader| token::of_user(reader, user)).await?;
    let line = |token: Token| TokenLine {
        id: token.id,
        label: token.label,
        created_at: token.created_at,
        used_at: token.used_at,
        expires_at: token.expires_at,
        scopes: TokenScopes::stored(&token.scopes).ok(),
    };
    Ok(all.into_iter().map(line).collect())
}

/// Takes a person's own token away; it ends at once.
///
/// # Errors
/// `NotFound`.
pub async fn remove_token(engine: &Arc<Engine>, user: PrincipalId, id: Uuid) -> Result<()> {
    match engine.store().write(move |tx| token::remove(tx, user, id)).await? {
        true => Ok(()),
        false => Err(Error::NotFound),
    }
}
