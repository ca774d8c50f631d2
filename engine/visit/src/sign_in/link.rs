//! A forgotten password, and links in letters.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use entrance::link as view;
use kernel::{Error, Language, Locale};
use maud::Markup;

use super::password::{Asked, firm, language, told_to_sign_in};
use crate::answer::{Answer, Refused};
use crate::body::Loose;
use crate::open::to_stranger;
use crate::state::{Posting, WebState};
use crate::visitor::Stranger;
use present::errors::{Reader, sentence};

async fn draw(
    state: &WebState,
    (language, status): (Language, StatusCode),
    body: impl FnOnce(ui::Cx<'_>, String) -> Markup,
) -> Answer {
    let firm = firm(state).await.map_err(|error| Refused::plain(error, language))?;
    Ok(to_stranger(state, (language, status), |reader| body(reader, firm)))
}

async fn forgotten_at(
    state: &WebState,
    language: Language,
    (at, status): (view::At, StatusCode),
) -> Answer {
    let at = if state.posting == Posting::Ready { at } else { view::At::NoPost };
    draw(state, (language, status), |cx, firm| {
        view::forgotten(cx, &view::ForgottenPage { firm, at })
    })
    .await
}

/// `GET /login/forgotten`
pub async fn forgotten(State(state): State<WebState>, stranger: Stranger, asked: Asked) -> Answer {
    let language = language(&asked, &stranger);
    forgotten_at(&state, language, (view::At::Asked, StatusCode::OK)).await
}

/// `POST /login/forgotten`: the answer is the same whoever is named.
pub async fn ask(
    State(state): State<WebState>,
    stranger: Stranger,
    asked: Asked,
    Loose(form): Loose,
) -> Answer {
    let language = language(&asked, &stranger);
    if state.posting != Posting::Ready {
        return forgotten_at(&state, language, (view::At::NoPost, StatusCode::OK)).await;
    }
    let named = form.get("name").unwrap_or_default();
    match identity::ask_for_reset(&state.engine, named, &stranger.door).await {
        Ok(()) => forgotten_at(&state, language, (view::At::Sent, StatusCode::OK)).await,
        Err(Error::TooMany { retry_after }) => {
            let (catalog, n) = (state.engine.catalog(), retry_after.to_string());
            let said = catalog.texts().fill(language, "web.login.wait", &[("n", &n)]);
            let at = (view::At::Wait(said), StatusCode::TOO_MANY_REQUESTS);
            let mut response = forgotten_at(&state, language, at).await?;
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
            Ok(response)
        }
        Err(error) => Err(Refused::plain(error, language)),
    }
}

/// `GET /login/link?key=`: looking uses nothing up, as programs look at letters too.
pub async fn open(State(state): State<WebState>, stranger: Stranger, asked: Asked) -> Answer {
    let language = language(&asked, &stranger);
    let key = asked.0.get("key").map_or("", String::as_str);
    show(&state, language, (key, None)).await
}

async fn show(
    state: &WebState,
    language: Language,
    (key, problem): (&str, Option<String>),
) -> Answer {
    let status = match problem {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    let (profile, kind) = match identity::open_link(&state.engine, key).await {
        Ok(found) => found,
        Err(Error::NotFound) => {
            return told_to_sign_in(
                state,
                language,
                ("web.login.link_over", StatusCode::NOT_FOUND),
            )
            .await;
        }
        Err(error) => return Err(Refused::plain(error, language)),
    };
    draw(state, (language, status), |cx, firm| {
        let (name, login, key) = (profile.name, profile.login, key.to_owned());
        view::link(cx, &view::LinkPage { firm, kind: kind.word(), name, login, key, problem })
    })
    .await
}

/// `POST /login/link`
pub async fn set(
    State(state): State<WebState>,
    stranger: Stranger,
    asked: Asked,
    Loose(form): Loose,
) -> Answer {
    let language = language(&asked, &stranger);
    let key = form.get("key").unwrap_or_default();
    let password = form.get("password").unwrap_or_default().to_owned();
    match identity::use_link(&state.engine, (key, password), &stranger.door).await {
        Ok(()) => told_to_sign_in(&state, language, ("web.login.link_used", StatusCode::OK)).await,
        Err(Error::Invalid(problems)) => {
            let (catalog, locale) = (state.engine.catalog(), Locale::new(language));
            let reader = Reader { catalog: &catalog, locale: &locale };
            let label = catalog.texts().get(language, "ui.login.password");
            let said = problems.first().map(|problem| sentence(&reader, label, problem));
            show(&state, language, (key, said)).await
        }
        Err(Error::NotFound) => show(&state, language, (key, None)).await,
        Err(error) => Err(Refused::plain(error, language)),
    }
}
