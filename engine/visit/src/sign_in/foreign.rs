//! Signing in by the word of others: the way there and back.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use federation::Back;
use identity::Entered;
use kernel::Error;
use uuid::Uuid;

use super::code;
use super::password::{Asked, Onward, go_on, language, told_problem};
use crate::answer::{Answer, Refused, own_address, redirect};
use crate::state::WebState;
use crate::visitor::{Stranger, cookie};

/// Name of the cookie that binds the way there and back to one browser.
const COOKIE: &str = "kontor_way";

/// `GET /login/with/{id}?next=`
pub async fn set_out(
    State(state): State<WebState>,
    Path(id): Path<String>,
    stranger: Stranger,
    asked: Asked,
) -> Answer {
    let language = language(&asked, &stranger);
    let next = asked.0.get("next").map_or("/", |next| own_address(next)).to_owned();
    let id = Uuid::try_parse(&id).map_err(|_| Refused::plain(Error::NotFound, language))?;
    let way = (next.as_str(), language);
    match federation::set_out(&state.federation, (id, &stranger.door), way).await {
        Ok((address, secret)) => {
            let mut response = redirect(&address, None);
            bind(&mut response, &secret, 600);
            Ok(response)
        }
        Err(Error::Unavailable { .. }) => {
            let said = state.engine.catalog().texts().get(language, "web.login.with_away").into();
            told_problem(&state, language, (said, next), StatusCode::SERVICE_UNAVAILABLE).await
        }
        Err(error) => Err(Refused::plain(error, language)),
    }
}

fn bind(response: &mut Response, secret: &str, seconds: u32) {
    let cookie =
        format!("{COOKIE}={secret}; Path=/login; HttpOnly; SameSite=Lax; Max-Age={seconds}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// `GET /login/back/{id}`: what went wrong is told to nobody but the administration.
pub async fn come_back(
    State(state): State<WebState>,
    Path(id): Path<String>,
    stranger: Stranger,
    (asked, headers): (Asked, HeaderMap),
) -> Answer {
    let mut language = language(&asked, &stranger);
    let id = Uuid::try_parse(&id).map_err(|_| Refused::plain(Error::NotFound, language))?;
    let told = |name: &str| asked.0.get(name).cloned();
    let back = Back {
        secret: cookie(&headers, COOKIE).unwrap_or_default().to_owned(),
        code: told("code"),
        state: told("state"),
        iss: told("iss"),
        error: told("error"),
    };
    let found = federation::come_back(&state.federation, (id, back), &stranger.door).await;
    let returned = found.map_err(|error| Refused::plain(error, language))?;
    language = returned.language.unwrap_or(language);
    let next = own_address(&returned.next).to_owned();
    let on = Onward { kept: None, next: next.clone(), is_partial: false };
    let mut response = match returned.entered {
        Some(Entered::In(signed_in)) => go_on(&state, &signed_in, on).await?,
        Some(Entered::Asked(secret)) => code::ask(&state, language, (&secret, on)).await?,
        None => {
            let params = [("name", returned.provider.as_str())];
            let said = state.engine.catalog();
            let said = said.texts().fill(language, "web.login.with_failed", &params);
            told_problem(&state, language, (said, next), StatusCode::UNAUTHORIZED).await?
        }
    };
    bind(&mut response, "", 0);
    Ok(response)
}
