//! The second half of a sign-in: the code of the second factor.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use entrance::factor as view;
use identity::{Door, SignedIn, Ways};
use kernel::{Error, Language, Locale};
use ui::fields::Form;

use super::password::{Asked, Onward, firm, go_on, language};
use crate::answer::{Answer, Refused, own_address, redirect};
use crate::body::Loose;
use crate::kept::Kept;
use crate::open::to_stranger;
use crate::state::WebState;
use crate::visitor::{Stranger, cookie};
use present::errors::{Reader, sentence};

/// Name of the cookie that binds both halves of a sign-in to one browser.
pub(super) const COOKIE: &str = "kontor_step";
/// Name of the header that tells the script of a page to ask for the code.
const ASKED: &str = "x-step";

/// Asks for the code after the password fitted.
pub(super) async fn ask(
    state: &WebState,
    language: Language,
    (secret, on): (&str, Onward),
) -> Answer {
    let mut response = match (&on.kept, on.is_partial) {
        (_, true) => asking_script(state, language, secret).await?,
        (Some(_), false) => {
            let ways = ways(state, language, secret).await?;
            show_in(state, language, (on, None, ways), StatusCode::OK).await?
        }
        (None, false) => {
            let next: String = on.next.bytes().map(present::place::escaped).collect();
            redirect(&format!("/login/code?lang={}&next={next}", language.code()), None)
        }
    };
    let ten_minutes = 600;
    bind(&mut response, secret, ten_minutes);
    Ok(response)
}

fn bind(response: &mut Response, secret: &str, seconds: u32) {
    let cookie =
        format!("{COOKIE}={secret}; Path=/login; HttpOnly; SameSite=Lax; Max-Age={seconds}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// The dialog over a page takes the code where it took the password; a passkey signs in there
/// by itself.
async fn asking_script(state: &WebState, language: Language, secret: &str) -> Answer {
    let (key, step) = match ways(state, language, secret).await? {
        Some(Ways { by_code: false, .. }) => ("ui.passkey.step_text", "password"),
        Some(Ways { by_code: true, .. }) | None => ("ui.factor.code_text", "code"),
    };
    let text = state.engine.catalog().texts().get(language, key).to_owned();
    Ok((StatusCode::UNAUTHORIZED, [(ASKED, step)], text).into_response())
}

async fn ways(state: &WebState, language: Language, secret: &str) -> Result<Option<Ways>, Refused> {
    let found = identity::ways_on(&state.engine, secret).await;
    found.map_err(|error| Refused::plain(error, language))
}

/// `GET /login/code?next=`
pub async fn show(
    State(state): State<WebState>,
    stranger: Stranger,
    asked: Asked,
    headers: HeaderMap,
) -> Answer {
    let language = language(&asked, &stranger);
    let secret = cookie(&headers, COOKIE).unwrap_or_default();
    let ways = ways(&state, language, secret).await?;
    if ways.is_none() {
        return Ok(redirect("/login", None));
    }
    let next = asked.0.get("next").map_or("/", |next| own_address(next)).to_owned();
    let on = Onward { kept: None, next, is_partial: false };
    show_in(&state, language, (on, None, ways), StatusCode::OK).await
}

async fn show_in(
    state: &WebState,
    language: Language,
    (on, problem, ways): (Onward, Option<String>, Option<Ways>),
    status: StatusCode,
) -> Answer {
    let firm = firm(state).await.map_err(|error| Refused::plain(error, language))?;
    let kept = on.kept.map(|kept| kept.hidden()).unwrap_or_default();
    let ways = ways.unwrap_or(Ways { by_code: true, by_passkey: false });
    let form = view::CodePage {
        firm,
        problem,
        kept,
        next: on.next,
        by_code: ways.by_code,
        by_passkey: ways.by_passkey && state.passkeys.is_some(),
    };
    Ok(to_stranger(state, (language, status), |reader| view::code(reader, &form)))
}

/// `POST /login/code`
pub async fn confirm(
    State(state): State<WebState>,
    stranger: Stranger,
    (asked, headers): (Asked, HeaderMap),
    Loose(form): Loose,
) -> Answer {
    let language = language(&asked, &stranger);
    let secret = cookie(&headers, COOKIE).unwrap_or_default();
    let next = own_address(form.get("next").unwrap_or("/")).to_owned();
    let on = Onward { kept: Kept::carried(&form), next, is_partial: stranger.is_partial };
    match proved(&state, (secret, &form), &stranger.door).await {
        Ok(signed_in) => {
            let mut response = go_on(&state, &signed_in, on).await?;
            bind(&mut response, "", 0);
            Ok(response)
        }
        Err(error) => refused(&state, language, (secret, on), error).await,
    }
}

/// Who comes in with the code or the passkey of a form.
async fn proved(
    state: &WebState,
    (secret, form): (&str, &Form),
    door: &Door,
) -> kernel::Result<SignedIn> {
    let answer = form.get("answer").filter(|answer| !answer.is_empty());
    if let Some((answer, passkeys)) = answer.zip(state.passkeys.as_ref()) {
        let told = (secret, answer);
        return identity::confirm_by_passkey(&state.engine, passkeys, told, door).await;
    }
    let typed = form.get("code").unwrap_or_default();
    identity::confirm(&state.engine, &state.vault, (secret, typed), door).await
}

/// Asks once more, or for the password when that is over.
async fn refused(
    state: &WebState,
    language: Language,
    (secret, on): (&str, Onward),
    error: Error,
) -> Answer {
    let catalog = state.engine.catalog();
    let locale = Locale::new(language);
    let reader = Reader { catalog: &catalog, locale: &locale };
    let (status, problem, wait) = match error {
        Error::Invalid(problems) => {
            let label = catalog.texts().get(language, "ui.factor.code");
            let said = problems.first().map(|problem| sentence(&reader, label, problem));
            (StatusCode::UNAUTHORIZED, said.unwrap_or_default(), None)
        }
        Error::TooMany { retry_after } => {
            let n = retry_after.to_string();
            let said = catalog.texts().fill(language, "web.login.wait", &[("n", &n)]);
            (StatusCode::TOO_MANY_REQUESTS, said, Some(retry_after))
        }
        Error::Unauthenticated if !on.is_partial => {
            return super::password::once_more(state, language, on).await;
        }
        Error::Unauthenticated => {
            let said = catalog.texts().get(language, "web.login.step_over").to_owned();
            return Ok((StatusCode::UNAUTHORIZED, said).into_response());
        }
        error => return Err(Refused::plain(error, language)),
    };
    let mut response = match on.is_partial {
        true => (status, [(ASKED, "code")], problem).into_response(),
        false => {
            let ways = ways(state, language, secret).await?;
            show_in(state, language, (on, Some(problem), ways), status).await?
        }
    };
    if let Some(wait) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
    }
    Ok(response)
}
