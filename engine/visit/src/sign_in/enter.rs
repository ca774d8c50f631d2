//! The sign-in with a passkey.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kernel::Error;

use super::code;
use super::password::{Asked, Onward, go_on, language, refused};
use crate::answer::{Answer, Refused, own_address};
use crate::body::Loose;
use crate::kept::Kept;
use crate::state::WebState;
use crate::visitor::{Stranger, cookie};

/// Name of the cookie that binds a question to the browser that was asked.
const COOKIE: &str = "kontor_ask";
/// How long it is good for.
const LIFE: u32 = 300;

fn bind(response: &mut Response, secret: &str, seconds: u32) {
    let cookie =
        format!("{COOKIE}={secret}; Path=/login; HttpOnly; SameSite=Strict; Max-Age={seconds}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// `POST /login/passkey/ask`: what the browser needs to ask for a passkey.
pub async fn ask(State(state): State<WebState>, stranger: Stranger) -> Answer {
    let plain = |error| Refused::plain(error, stranger.language);
    let passkeys = state.passkeys.as_ref().ok_or(Error::NotFound).map_err(plain)?;
    let asked = identity::ask_to_enter(&state.engine, passkeys, &stranger.door).await;
    let (secret, options) = asked.map_err(plain)?;
    let mut response = Json(options).into_response();
    bind(&mut response, &secret, LIFE);
    Ok(response)
}

/// `POST /login/code/ask`: the same for the second half of a sign-in.
pub async fn ask_for_step(
    State(state): State<WebState>,
    stranger: Stranger,
    headers: HeaderMap,
) -> Answer {
    let plain = |error| Refused::plain(error, stranger.language);
    let passkeys = state.passkeys.as_ref().ok_or(Error::NotFound).map_err(plain)?;
    let secret = cookie(&headers, code::COOKIE).unwrap_or_default();
    let options = identity::ask_for_step(&state.engine, passkeys, secret).await.map_err(plain)?;
    Ok(Json(options).into_response())
}

/// `POST /login/passkey`: posts `answer` and `next`.
pub async fn enter(
    State(state): State<WebState>,
    stranger: Stranger,
    (asked, headers): (Asked, HeaderMap),
    Loose(form): Loose,
) -> Answer {
    let language = language(&asked, &stranger);
    let passkeys = state.passkeys.as_ref().ok_or(Error::NotFound);
    let passkeys = passkeys.map_err(|error| Refused::plain(error, language))?;
    let secret = cookie(&headers, COOKIE).unwrap_or_default();
    let answer = form.get("answer").unwrap_or_default();
    let next = own_address(form.get("next").unwrap_or("/")).to_owned();
    let on = Onward { kept: Kept::carried(&form), next, is_partial: stranger.is_partial };
    let found =
        identity::enter_by_passkey(&state.engine, passkeys, (secret, answer), &stranger.door).await;
    match found {
        Ok(signed_in) => {
            let mut response = go_on(&state, &signed_in, on).await?;
            bind(&mut response, "", 0);
            Ok(response)
        }
        Err(error) => {
            let name = form.get("name").unwrap_or_default().to_owned();
            refused(&state, language, (name, on), (error, "web.login.passkey_wrong")).await
        }
    }
}
