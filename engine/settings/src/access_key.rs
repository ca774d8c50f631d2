//! The key of the older web service: made, shown once, ended.

use axum::extract::State;
use axum::http::StatusCode;
use maud::Markup;
use panel::tokens::Tokens;
use panel::{AccessKeyCard, access_key};
use ui::Names;

use super::me::programs;
use visit::answer::{Answer, Flash, For, Refused, redirect};
use visit::body::Posted;
use visit::open::reader;
use visit::state::WebState;
use visit::visitor::Visitor;

/// The key as its owner sees it.
pub async fn shown(
    state: &WebState,
    visitor: &Visitor,
    made: Option<String>,
) -> Result<Markup, Refused> {
    let profile = &visitor.signed_in.profile;
    let key = identity::access_key(&state.engine, profile.id).await.for_(visitor)?;
    let base = state.transport.public_url.as_deref().unwrap_or_default();
    let card = AccessKeyCard {
        key: key.map(|key| (key.created_at, key.used_at)),
        made,
        address: format!("{base}/webservice.php"),
        login: profile.login.clone(),
    };
    let names = Names::default();
    Ok(access_key(reader(visitor, &names), &card))
}

/// `POST /me/access-key`: the page that answers is the only one that shows the key.
pub async fn make(State(state): State<WebState>, Posted { visitor, .. }: Posted) -> Answer {
    let user = visitor.signed_in.profile.id;
    let made = identity::make_access_key(&state.engine, &state.vault, user).await;
    let made = Some(made.for_(&visitor)?);
    let tokens = Tokens { made_key: made, ..Tokens::default() };
    programs::show(&state, &visitor, (tokens, StatusCode::OK)).await
}

/// `POST /me/access-key/end`
pub async fn end(State(state): State<WebState>, Posted { visitor, .. }: Posted) -> Answer {
    let user = visitor.signed_in.profile.id;
    identity::end_access_key(&state.engine, user).await.for_(&visitor)?;
    Ok(redirect("/me/programs#access-key", Some(&Flash::done("access_key_ended"))))
}
