//! How one proves who one is, and where one is signed in.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use kernel::Error;
use panel::me as view;

use super::kit;
use crate::sign_ins;
use present::errors::{Reader, sentence};
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /me/security`
pub async fn page(State(state): State<WebState>, visitor: Visitor) -> Answer {
    show(&state, &visitor, (Vec::new(), StatusCode::OK)).await
}

async fn show(
    state: &WebState,
    visitor: &Visitor,
    (problems, status): (Vec<(String, String)>, StatusCode),
) -> Answer {
    let (cx, signed_in) = (visitor.cx(), &visitor.signed_in);
    let sessions = identity::sessions(signed_in).await.for_(visitor)?;
    let factor = identity::factor_state(&state.engine, signed_in.profile.id).await;
    let passkeys = identity::passkeys(signed_in).await.for_(visitor)?;
    let came = identity::trail::own_sign_ins(signed_in).await.for_(visitor)?;
    let sessions = sessions.into_iter().map(|session| view::SessionRow {
        id: session.id,
        device: session.device,
        address: session.address,
        seen_at: session.seen_at,
    });
    let page = view::SecurityPage {
        frame: kit::frame(cx, "security"),
        problems,
        factor_since: factor.for_(visitor)?.map(|factor| factor.added_at),
        n_passkeys: passkeys.len(),
        sessions: sessions.collect(),
        sign_ins: came.into_iter().map(|one| sign_ins::row(cx, one, None)).collect(),
    };
    kit::answer(visitor, status, |reader| view::security(reader, &page)).await
}

/// `POST /me/password`
pub async fn password(
    State(state): State<WebState>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let words = (text("old_password"), text("password"));
    match identity::change_password(&visitor.signed_in, words).await {
        Ok(()) => Ok(redirect("/me/security", Some(&Flash::done("password_changed")))),
        Err(Error::Invalid(problems)) => {
            let cx = visitor.cx();
            let reader = Reader { catalog: &cx.catalog, locale: &cx.locale };
            let label = cx.text("ui.login.password");
            let said = problems.iter().map(|p| (p.field.clone(), sentence(&reader, label, p)));
            show(&state, &visitor, (said.collect(), StatusCode::UNPROCESSABLE_ENTITY)).await
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
    Ok(redirect("/me/security#sessions", Some(&Flash::done("session_ended"))))
}

/// `POST /me/sessions/end`
pub async fn end_others(State(_): State<WebState>, Posted { visitor, .. }: Posted) -> Answer {
    identity::end_other_sessions(&visitor.signed_in).await.for_(&visitor)?;
    Ok(redirect("/me/security#sessions", Some(&Flash::done("session_ended"))))
}
