//! One's own settings.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use identity::Preferences;
use kernel::{Error, Language};
use panel::me as view;
use ui::Names;
use ui::views::shell::{Density, Theme};

use super::open::Open;
use super::{sign_ins, tokens};
use crate::answer::{Answer, Flash, For, own_address, redirect};
use crate::body::Posted;
use crate::shell::favourite;
use crate::state::{Posting, WebState};
use crate::visitor::Visitor;
use present::errors::{Reader, sentence};

/// `GET /me`
pub async fn me(State(state): State<WebState>, visitor: Visitor) -> Answer {
    show(&state, &visitor, view::MePage::default(), StatusCode::OK).await
}

/// Answers with one's own settings.
pub async fn show(
    state: &WebState,
    visitor: &Visitor,
    page: view::MePage,
    status: StatusCode,
) -> Answer {
    let profile = &visitor.signed_in.profile;
    let sessions = identity::sessions(&visitor.signed_in).await.for_(visitor)?;
    let factor = identity::factor_state(&state.engine, profile.id).await.for_(visitor)?;
    let passkeys = identity::passkeys(&visitor.signed_in).await.for_(visitor)?;
    let came = identity::own_sign_ins(&visitor.signed_in).await.for_(visitor)?;
    let came = came.into_iter().map(|one| sign_ins::row(visitor.cx(), one, None));
    let unwanted = social::unwanted(visitor.cx()).await.for_(visitor)?;
    let rhythm = social::rhythm(visitor.cx()).await.for_(visitor)?;
    let favourites = social::favourites(visitor.cx()).await.for_(visitor)?;
    let favourites = favourites.iter().map(|one| {
        let (label, href, icon) = favourite(visitor.cx(), one);
        view::FavouriteRow { id: one.id().to_string(), label, href, icon }
    });
    let page = view::MePage {
        name: profile.name.clone(),
        login: profile.login.clone(),
        theme: Theme::from_code(&profile.preferences.theme).unwrap_or_default(),
        density: Density::from_code(&profile.preferences.density).unwrap_or_default(),
        factor_since: factor.map(|factor| factor.added_at),
        n_passkeys: passkeys.len(),
        sign_ins: came.collect(),
        sessions: sessions
            .into_iter()
            .map(|session| view::SessionRow {
                id: session.id,
                device: session.device,
                address: session.address,
                seen_at: session.seen_at,
            })
            .collect(),
        tokens: tokens::shown(state, visitor, page.tokens).await?,
        messages: kinds(visitor, &unwanted),
        digest: view::DigestChoice {
            rhythm: rhythm.map_or("never", social::Rhythm::word),
            obstacle: obstacle(state, visitor).map(|key| visitor.cx().text(key).to_owned()),
        },
        favourites: favourites.collect(),
        ..page
    };
    let open = Open::new(visitor, "/me", Names::default()).await.for_(visitor)?;
    let body = view::page(open.reader(), &page);
    Ok(open.answer(status, visitor.cx().text("ui.me.title"), &body))
}

/// Kinds of messages, and whether they are wanted.
fn kinds(visitor: &Visitor, unwanted: &[social::MessageKind]) -> Vec<(String, String, bool)> {
    let kinds = social::MessageKind::ALL.iter().map(|kind| {
        let key = format!("ui.messages.kind.{}", kind.word());
        let label = visitor.cx().text(&key).to_owned();
        (kind.word().to_owned(), label, !unwanted.contains(kind))
    });
    kinds.collect()
}

/// Why a person can have no digests by mail: the key of its text, or none.
pub fn obstacle(state: &WebState, visitor: &Visitor) -> Option<&'static str> {
    let is_admin = visitor.cx().actor.is_administrator();
    let has_address = visitor.signed_in.profile.email.is_some();
    match state.posting {
        Posting::NoServer if is_admin => Some("ui.me.digest_no_server_admin"),
        Posting::NoServer => Some("ui.me.digest_no_server"),
        Posting::NoAddress if is_admin => Some("ui.me.digest_no_address_admin"),
        Posting::NoAddress => Some("ui.me.digest_no_server"),
        Posting::Ready => (!has_address).then_some("ui.me.digest_no_mail"),
    }
}

/// `POST /me/favourites`: posts `id`, and `move` with `up`, `down` or `off`.
pub async fn move_favourite(
    State(_): State<WebState>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let id = form.get("id").and_then(|id| uuid::Uuid::parse_str(id).ok());
    let way = match form.get("move") {
        Some("up") => Some(social::Move::Up),
        Some("down") => Some(social::Move::Down),
        Some("off") => Some(social::Move::Off),
        Some(_) | None => None,
    };
    let (id, way) = id.zip(way).ok_or(Error::NotFound).for_(&visitor)?;
    social::move_favourite(visitor.cx(), id, way).await.for_(&visitor)?;
    Ok(redirect("/me#favourites", None))
}

/// `POST /me/looks`: leads back to where it was asked for.
pub async fn looks(State(_): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    let present = visitor.signed_in.profile.preferences.clone();
    let text = |name: &str, present: String| form.get(name).map_or(present, str::to_owned);
    let language = text("language", present.language.code().into());
    let language = Language::from_code(&language);
    let language =
        language.ok_or_else(|| Error::invalid("language", "not_in_list")).for_(&visitor)?;
    let preferences = Preferences {
        language,
        theme: text("theme", present.theme),
        density: text("density", present.density),
    };
    let (engine, id) = (&visitor.cx().engine, visitor.signed_in.profile.id);
    identity::set_preferences(engine, id, preferences).await.for_(&visitor)?;
    let back = own_address(form.get("back").unwrap_or("/me"));
    Ok(redirect(back, Some(&Flash::done("looks_saved"))))
}

/// `POST /me/own-view`: ends looking at the house as somebody else.
pub async fn own_view(State(_): State<WebState>, Posted { visitor, .. }: Posted) -> Answer {
    identity::end_viewing(&visitor.signed_in).await.for_(&visitor)?;
    Ok(redirect("/settings/users", None))
}

/// `POST /me/password`
pub async fn password(
    State(state): State<WebState>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let words = (text("old_password"), text("password"));
    match identity::change_password(&visitor.signed_in, words).await {
        Ok(()) => Ok(redirect("/me", Some(&Flash::done("password_changed")))),
        Err(Error::Invalid(problems)) => {
            let cx = visitor.cx();
            let reader = Reader { catalog: &cx.catalog, locale: &cx.locale };
            let label = cx.text("ui.login.password");
            let said = problems.iter().map(|p| (p.field.clone(), sentence(&reader, label, p)));
            let page = view::MePage { problems: said.collect(), ..view::MePage::default() };
            show(&state, &visitor, page, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => Err(error).for_(&visitor),
    }
}

/// `POST /me/sessions/{id}/end`
pub async fn end_session(
    State(_): State<WebState>,
    Path(id): Path<String>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    identity::end_session(&visitor.signed_in, &id).await.for_(&visitor)?;
    Ok(redirect("/me", Some(&Flash::done("session_ended"))))
}

/// `POST /me/sessions/end`
pub async fn end_others(State(_): State<WebState>, Posted { visitor, .. }: Posted) -> Answer {
    identity::end_other_sessions(&visitor.signed_in).await.for_(&visitor)?;
    Ok(redirect("/me", Some(&Flash::done("session_ended"))))
}
