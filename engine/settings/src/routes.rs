//! Every address of the settings.

use axum::Router;
use axum::routing::{get, post};
use visit::state::WebState;

use crate::house::{firm, group, matrix, own_fields, profile, role, sharing, user, why};
use crate::{access_key, hooks, me, moving, overview, proofs, providers, sign_ins, studio, tokens};

/// Every address of the settings.
pub fn routes() -> Router<WebState> {
    of_oneself().merge(of_house()).merge(of_people()).merge(of_moving()).merge(studio::routes())
}

fn of_oneself() -> Router<WebState> {
    Router::new()
        .route("/me", get(me::profile::page).post(me::profile::save))
        .route("/me/favourites", post(me::formats::move_favourite))
        .route("/me/formats", get(me::formats::page).post(me::formats::save))
        .route("/me/looks", post(me::formats::looks))
        .route("/me/messages", get(me::messages::page).post(me::messages::choose))
        .route("/me/password", post(me::security::password))
        .route("/me/own-view", post(me::formats::own_view))
        .route("/me/own-view/changes", post(me::formats::change_as))
        .route("/me/security", get(me::security::page))
        .route("/me/programs", get(me::programs::page))
        .route("/me/sessions/end", post(me::security::end_others))
        .route("/me/sessions/{id}/end", post(me::security::end_session))
        .route("/me/picture", post(me::picture::set))
        .route("/me/picture/remove", post(me::picture::remove))
        .route("/files/people/{id}", get(me::picture::picture))
        .route("/me/tokens", post(tokens::add))
        .route("/me/tokens/{id}/remove", post(tokens::remove))
        .route("/me/access-key", post(access_key::make))
        .route("/me/access-key/end", post(access_key::end))
}

fn of_house() -> Router<WebState> {
    Router::new()
        .route("/settings", get(overview::home))
        .route("/settings/webhooks", get(hooks::all).post(hooks::add))
        .route("/settings/webhooks/{id}", get(hooks::one).post(hooks::change))
        .route("/settings/webhooks/{id}/{act}", post(hooks::act))
        .route("/settings/webhooks/{id}/messages/{message}", post(hooks::repeat))
        .route("/settings/jobs", get(overview::jobs))
        .route("/settings/jobs/{id}/{act}", post(overview::change_job))
        .route("/settings/firm", get(firm::page).post(firm::save))
        .route("/settings/own-fields", get(own_fields::page).post(own_fields::save))
        .route("/settings/sign-in", get(proofs::proofs).post(proofs::demand))
        .route("/settings/sign-in/{id}/{act}", post(proofs::change))
}

fn of_moving() -> Router<WebState> {
    Router::new()
        .route("/settings/moving", get(moving::home).post(moving::connect))
        .route("/settings/moving/act/{act}", post(moving::act))
        .route("/settings/moving/plan", get(moving::plan).post(moving::save_plan))
        .route("/settings/moving/modules/{name}", get(moving::fields).post(moving::save_fields))
        .route("/settings/moving/runs/{run}", get(moving::run))
        .route("/settings/moving/runs/{run}/report.csv", get(moving::report))
        .route("/settings/moving/runs/{run}/{act}", post(moving::act_on_run))
}

fn of_people() -> Router<WebState> {
    Router::new()
        .route("/settings/users", get(overview::users).post(overview::add_user))
        .route("/settings/users/{id}/{act}", post(overview::change_user))
        .route("/settings/users/{id}/remove", post(user::remove))
        .route("/settings/users/{id}/picture-remove", post(me::picture::remove_of))
        .route("/settings/sign-ins", get(sign_ins::page).post(sign_ins::keep))
        .route("/settings/users/{id}", get(user::edit).post(user::save))
        .route("/settings/users/{id}/hand-over", post(user::hand_over))
        .route("/settings/roles", get(role::list))
        .route("/settings/roles/{id}", get(role::edit).post(role::save))
        .route("/settings/roles/{id}/remove", post(role::remove))
        .route("/settings/profiles", get(profile::list))
        .route("/settings/profiles/compare", get(profile::compare))
        .route("/settings/profiles/{id}", get(profile::edit).post(profile::save))
        .route("/settings/profiles/{id}/remove", post(profile::remove))
        .route("/settings/groups", get(group::list))
        .route("/settings/groups/{id}", get(group::edit).post(group::save))
        .route("/settings/groups/{id}/remove", post(group::remove))
        .route("/settings/sharing", get(sharing::page).post(sharing::save))
        .route("/settings/sharing/rules", post(sharing::add))
        .route("/settings/sharing/rules/{id}/remove", post(sharing::remove))
        .route("/settings/providers", get(providers::list).post(providers::keep))
        .route("/settings/providers/{id}", get(providers::edit).post(providers::save))
        .route("/settings/providers/{id}/people", get(providers::people).post(providers::adopt))
        .route("/settings/providers/{id}/linked", get(providers::linked).post(providers::unlink))
        .route("/settings/providers/{id}/{act}", post(providers::act))
        .route("/settings/why", get(why::why))
        .route("/settings/rights.csv", get(matrix::matrix))
}
