//! One's own passkeys.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use entrance::passkeys as view;
use identity::Passkeys;
use kernel::Error;
use ui::Names;

use super::password::firm;
use crate::answer::{Answer, Flash, For, Refused, own_address, page, redirect};
use crate::body::Posted;
use crate::open::reader;
use crate::state::WebState;
use crate::visitor::Visitor;
use present::errors::{Reader, sentence};

/// The page on which passkeys are set up.
pub const PATH: &str = "/me/passkeys";

type Asked = Query<std::collections::BTreeMap<String, String>>;

/// Whether an address is open to somebody who has yet to set a passkey up.
pub fn sets_up(path: &str) -> bool {
    [PATH, "/me/passkeys/ask", "/me/passkeys/prove", "/me/passkeys/prove/ask"].contains(&path)
}

/// Passkeys, where there are any.
fn known<'a>(state: &'a WebState, visitor: &Visitor) -> Result<&'a Passkeys, Refused> {
    state.passkeys.as_ref().ok_or(Error::NotFound).for_(visitor)
}

/// `GET /me/passkeys?next=`
pub async fn show(State(state): State<WebState>, visitor: Visitor, asked: Asked) -> Answer {
    let next = asked.0.get("next").map_or("/me/security", |next| own_address(next)).to_owned();
    let how = view::PasskeysPage { next, ..view::PasskeysPage::default() };
    draw(&state, &visitor, how, StatusCode::OK).await
}

async fn draw(
    state: &WebState,
    visitor: &Visitor,
    how: view::PasskeysPage,
    status: StatusCode,
) -> Answer {
    let signed_in = &visitor.signed_in;
    let rows = identity::passkeys(signed_in).await.for_(visitor)?;
    let factor = identity::factor_state(&state.engine, signed_in.profile.id).await;
    let has_password = identity::has_password(&state.engine, signed_in.profile.id).await;
    let rows = rows.into_iter().map(|one| view::PasskeyRow {
        id: one.id.to_string(),
        name: one.name,
        is_backed_up: one.is_backed_up,
        added_at: one.added_at,
        used_at: one.used_at,
    });
    let how = view::PasskeysPage {
        firm: firm(state).await.for_(visitor)?,
        is_possible: state.passkeys.is_some(),
        is_demanded: state.lacks(signed_in).is_some(),
        is_proved: identity::is_proved(signed_in).await.for_(visitor)?,
        has_no_password: !has_password.for_(visitor)?,
        by_code: factor.for_(visitor)?.is_some(),
        rows: rows.collect(),
        ..how
    };
    let names = Names::default();
    Ok(page(status, view::page(reader(visitor, &names), &how)))
}

/// Shows what is wrong at the fields; other errors are pages of their own.
async fn refused(
    state: &WebState,
    visitor: &Visitor,
    (error, how): (Error, view::PasskeysPage),
) -> Answer {
    let Error::Invalid(problems) = error else { return Err(error).for_(visitor) };
    let cx = visitor.cx();
    let reader = Reader { catalog: &cx.catalog, locale: &cx.locale };
    let label = |field: &str| {
        cx.text(match field {
            "name" => "ui.passkey.name",
            "code" => "ui.factor.code",
            _ => "ui.factor.password",
        })
    };
    let said = problems.iter().map(|p| (p.field.clone(), sentence(&reader, label(&p.field), p)));
    let how = view::PasskeysPage { problems: said.collect(), ..how };
    draw(state, visitor, how, StatusCode::UNPROCESSABLE_ENTITY).await
}

fn onward(next: &str) -> Response {
    let next: String = next.bytes().map(present::place::escaped).collect();
    redirect(&format!("{PATH}?next={next}"), None)
}

/// `POST /me/passkeys/ask`: what the browser needs for a new one.
pub async fn ask(State(state): State<WebState>, Posted { visitor, .. }: Posted) -> Answer {
    let passkeys = known(&state, &visitor)?;
    let firm = firm(&state).await.for_(&visitor)?;
    let options = identity::ask_to_add(passkeys, &visitor.signed_in, &firm).await;
    Ok(Json(options.for_(&visitor)?).into_response())
}

/// `POST /me/passkeys`: posts `name`, and `answer` of the browser.
pub async fn add(State(state): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    let passkeys = known(&state, &visitor)?;
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let (name, answer) = (text("name"), text("answer"));
    let next = own_address(form.get("next").unwrap_or("/me/security")).to_owned();
    let was_demanded = state.lacks(&visitor.signed_in).is_some();
    match identity::add_passkey(passkeys, &visitor.signed_in, (&name, &answer)).await {
        Ok(()) if was_demanded => Ok(redirect(&next, Some(&Flash::done("passkey_added")))),
        Ok(()) => Ok(redirect("/me/security#passkeys", Some(&Flash::done("passkey_added")))),
        Err(error) => {
            let how = view::PasskeysPage { name, next, ..view::PasskeysPage::default() };
            refused(&state, &visitor, (error, how)).await
        }
    }
}

/// `POST /me/passkeys/prove/ask`: what the browser needs to prove it with a passkey.
pub async fn ask_to_prove(State(state): State<WebState>, Posted { visitor, .. }: Posted) -> Answer {
    let passkeys = known(&state, &visitor)?;
    let options = identity::ask_to_prove(passkeys, &visitor.signed_in).await;
    Ok(Json(options.for_(&visitor)?).into_response())
}

/// `POST /me/passkeys/prove`: posts `answer`, or `password` and, with a second factor, `code`.
pub async fn prove(State(state): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    let signed_in = &visitor.signed_in;
    let next = own_address(form.get("next").unwrap_or("/me/security")).to_owned();
    let proved = match form.get("answer").filter(|answer| !answer.is_empty()) {
        Some(answer) => {
            let passkeys = known(&state, &visitor)?;
            identity::prove_by_passkey(passkeys, signed_in, answer).await
        }
        None => {
            let password = form.get("password").unwrap_or_default().to_owned();
            let typed = form.get("code").unwrap_or_default();
            identity::prove_by_password(&state.vault, signed_in, (password, typed)).await
        }
    };
    match proved {
        Ok(()) => Ok(onward(&next)),
        Err(error) => {
            let how = view::PasskeysPage { next, ..view::PasskeysPage::default() };
            refused(&state, &visitor, (error, how)).await
        }
    }
}

/// `POST /me/passkeys/{id}`: posts `name`.
pub async fn rename(
    State(state): State<WebState>,
    Path(id): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let id = uuid::Uuid::parse_str(&id).map_err(|_| Error::NotFound).for_(&visitor)?;
    let name = form.get("name").unwrap_or_default();
    match identity::rename_passkey(&visitor.signed_in, id, name).await {
        Ok(()) => Ok(redirect(PATH, None)),
        Err(error) => refused(&state, &visitor, (error, view::PasskeysPage::default())).await,
    }
}

/// `POST /me/passkeys/{id}/remove`
pub async fn remove(
    State(_): State<WebState>,
    Path(id): Path<String>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let id = uuid::Uuid::parse_str(&id).map_err(|_| Error::NotFound).for_(&visitor)?;
    identity::remove_passkey(&visitor.signed_in, id).await.for_(&visitor)?;
    Ok(redirect("/me/security#passkeys", Some(&Flash::done("passkey_removed"))))
}
