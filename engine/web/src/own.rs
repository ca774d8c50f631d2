//! Addresses of one's own settings, and of what administrators say about them.

use axum::Router;
use axum::routing::{get, post};

use crate::pages::house::{firm, own_fields, user};
use crate::pages::{access_key, factor, me, messages, passkey, proofs, settings, tokens};
use crate::state::WebState;

/// One's own settings.
pub fn of_oneself() -> Router<WebState> {
    Router::new()
        .route("/me", get(me::profile::page).post(me::profile::save))
        .route("/me/favourites", post(me::formats::move_favourite))
        .route("/me/formats", get(me::formats::page).post(me::formats::save))
        .route("/me/looks", post(me::formats::looks))
        .route("/me/messages", get(me::messages::page).post(messages::choose))
        .route("/me/password", post(me::security::password))
        .route("/me/own-view", post(me::formats::own_view))
        .route(factor::PATH, get(factor::show).post(factor::switch_on))
        .route("/me/second-factor/codes", post(factor::renew))
        .route("/me/second-factor/off", post(factor::switch_off))
        .route("/me/security", get(me::security::page))
        .route("/me/programs", get(me::programs::page))
        .route("/me/sessions/end", post(me::security::end_others))
        .route("/me/sessions/{id}/end", post(me::security::end_session))
        .route("/messages", get(messages::messages))
        .route("/messages/live", get(messages::live))
        .route("/messages/read", post(messages::done))
        .route("/settings/firm", get(firm::page).post(firm::save))
        .route("/settings/own-fields", get(own_fields::page).post(own_fields::save))
        .route("/me/passkeys/ask", post(passkey::ask))
        .route("/me/passkeys/prove", post(passkey::prove))
        .route("/me/passkeys/prove/ask", post(passkey::ask_to_prove))
        .route("/me/passkeys/{id}", post(passkey::rename))
        .route("/me/passkeys/{id}/remove", post(passkey::remove))
        .route("/me/picture", post(me::picture::set))
        .route("/me/picture/remove", post(me::picture::remove))
        .route("/files/people/{id}", get(me::picture::picture))
        .route("/settings/sign-in", get(proofs::proofs).post(proofs::demand))
        .route("/settings/sign-in/{id}/{act}", post(proofs::change))
        .route("/settings/users", get(settings::users).post(settings::add_user))
        .route("/settings/users/{id}/{act}", post(settings::change_user))
        .route("/settings/users/{id}/remove", post(user::remove))
        .route("/settings/users/{id}/picture-remove", post(me::picture::remove_of))
        .route("/me/tokens", post(tokens::add))
        .route("/me/tokens/{id}/remove", post(tokens::remove))
        .route("/me/access-key", post(access_key::make))
        .route("/me/access-key/end", post(access_key::end))
}
