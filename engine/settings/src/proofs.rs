//! How people of the house prove who they are, for administrators.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use entrance::proofs as view;
use kernel::Error;
use ui::Names;

use present::head;
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::open::Open;
use visit::state::{Posting, WebState};
use visit::visitor::Visitor;

/// `GET /settings/sign-in`
pub async fn proofs(State(_): State<WebState>, visitor: Visitor) -> Answer {
    let cx = visitor.cx();
    let lines = identity::proofs(cx).await.for_(&visitor)?;
    let rows = lines.into_iter().map(|line| view::ProofRow {
        person: head::person(cx, line.profile.id, &line.profile.name),
        login: line.profile.login,
        demanded: cx.text(&format!("ui.proofs.strength_{}", line.demanded)).to_owned(),
        n_passkeys: line.n_passkeys,
        factor_since: line.factor_since,
        is_lacking: line.is_lacking,
        can_invite: line.profile.email.is_some(),
        n_sessions: line.n_sessions,
    });
    let demanded = identity::demanded_of_all(cx).await.for_(&visitor)?;
    let by_passkey = visitor.by_passkey;
    let page = view::ProofsPage { demanded, by_passkey, rows: rows.collect() };
    let open = Open::new(&visitor, "/settings", Names::default()).await.for_(&visitor)?;
    let body = view::page(open.reader(), &page);
    Ok(open.answer(StatusCode::OK, cx.text("ui.proofs.title"), &body))
}

/// `POST /settings/sign-in`: posts `strength`.
pub async fn demand(State(_): State<WebState>, Posted { visitor, form, .. }: Posted) -> Answer {
    let word = form.get("strength").unwrap_or_default();
    if word == "passkey" && !visitor.by_passkey {
        return Err(Error::conflict("no_passkeys")).for_(&visitor);
    }
    identity::demand_of_all(visitor.cx(), word).await.for_(&visitor)?;
    Ok(redirect("/settings/sign-in", Some(&Flash::done("looks_saved"))))
}

/// `POST /settings/sign-in/{id}/{act}`: `factor` takes the second factor away, `passkeys` all
/// passkeys, `sessions` ends all of them, `invite` sends a link to a new password.
pub async fn change(
    State(state): State<WebState>,
    Path((id, act)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    cx.actor.rights.demand_administrator().for_(&visitor)?;
    let id = id.parse().map_err(|()| Error::NotFound).for_(&visitor)?;
    let done = match act.as_str() {
        "factor" => {
            identity::remove_factor(&cx.engine, cx.actor.user, id).await.for_(&visitor)?;
            "factor_removed"
        }
        "passkeys" => {
            identity::remove_passkeys_of(&cx.engine, cx.actor.user, id).await.for_(&visitor)?;
            "passkeys_removed"
        }
        "invite" => {
            if state.posting != Posting::Ready {
                return Err(Error::conflict("no_mail_server")).for_(&visitor);
            }
            identity::invite(cx, id).await.for_(&visitor)?;
            "invited"
        }
        "sessions" => {
            identity::end_sessions_of(cx, id).await.for_(&visitor)?;
            "sessions_ended"
        }
        _ => return Err(Error::NotFound).for_(&visitor),
    };
    Ok(redirect("/settings/sign-in", Some(&Flash::done(done))))
}
