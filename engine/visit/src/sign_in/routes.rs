//! The addresses of these pages.

use axum::Router;
use axum::routing::{get, post};

use super::{code, enter, factor, foreign, link, passkey, password};
use crate::state::WebState;

/// The addresses of the way in, and of what somebody proves it with.
pub fn routes() -> Router<WebState> {
    Router::new()
        .route("/logout", post(password::leave))
        .route("/session", get(password::session))
        .route("/setup", get(password::show_setup).post(password::set_up))
        .route("/login", get(password::show).post(password::enter))
        .route("/login/code", get(code::show).post(code::confirm))
        .route("/login/code/ask", post(enter::ask_for_step))
        .route("/login/passkey", post(enter::enter))
        .route("/login/passkey/ask", post(enter::ask))
        .route("/login/forgotten", get(link::forgotten).post(link::ask))
        .route("/login/with/{id}", get(foreign::set_out))
        .route("/login/back/{id}", get(foreign::come_back))
        .route("/login/link", get(link::open).post(link::set))
        .route(factor::PATH, get(factor::show).post(factor::switch_on))
        .route("/me/second-factor/codes", post(factor::renew))
        .route("/me/second-factor/off", post(factor::switch_off))
        .route(passkey::PATH, get(passkey::show).post(passkey::add))
        .route("/me/passkeys/ask", post(passkey::ask))
        .route("/me/passkeys/prove", post(passkey::prove))
        .route("/me/passkeys/prove/ask", post(passkey::ask_to_prove))
        .route("/me/passkeys/{id}", post(passkey::rename))
        .route("/me/passkeys/{id}/remove", post(passkey::remove))
}
