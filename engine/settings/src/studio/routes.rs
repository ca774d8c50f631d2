//! The addresses of these pages.

use axum::Router;
use axum::routing::{get, post};

use super::{
    areas, changes, exchange, field, follow, follows, layout, likeness, list, module, modules,
    number, recast, removal, stage,
};
use visit::state::WebState;

/// The addresses of the studio.
pub fn routes() -> Router<WebState> {
    Router::new()
        .route("/settings/modules", get(modules::modules))
        .route("/settings/modules/new", get(modules::new).post(modules::create))
        .route("/settings/modules/{code}", get(module::page))
        .route("/settings/modules/{code}/rename", post(module::rename))
        .route("/settings/modules/{code}/remove", get(removal::ask).post(removal::remove))
        .route("/settings/modules/{code}/numbers", get(number::page).post(number::save))
        .route("/settings/modules/{code}/numbers/preview", post(number::preview))
        .route("/settings/modules/{code}/act/{act}", post(module::act))
        .route("/settings/modules/{code}/fields/{name}", get(field::edit).post(field::save))
        .route("/settings/modules/{code}/fields/{name}/type", get(recast::ask).post(recast::look))
        .route("/settings/modules/{code}/fields/{name}/type/do", post(recast::change))
        .route("/settings/modules/{code}/follows", get(follows::all).post(follows::begin))
        .route("/settings/modules/{code}/follows/{field}", get(follows::one).post(follows::save))
        .route("/settings/modules/{code}/follows/{field}/end", post(follows::end))
        .route("/settings/modules/{code}/layout", get(layout::page).post(layout::save))
        .route("/settings/modules/{code}/likeness", get(likeness::page).post(likeness::save))
        .route("/settings/modules/{code}/likeness/shipped", post(likeness::shipped))
        .route("/settings/modules/{code}/stages", get(stage::all))
        .route("/settings/modules/{code}/stages/{stage}", get(stage::one).post(stage::save))
        .route("/settings/modules/{code}/formula/{name}", post(follow::check))
        .route("/settings/areas", get(areas::page).post(areas::save))
        .route("/settings/areas/act/{act}", post(areas::act))
        .route("/settings/areas/{area}", get(areas::one).post(areas::change))
        .route("/settings/picklists", get(list::lists).post(list::create))
        .route("/settings/picklists/{list}", get(list::page).post(list::save))
        .route("/settings/picklists/{list}/exchange", post(exchange::exchange))
        .route("/settings/changes", get(changes::changes))
        .route("/settings/changes.json", get(changes::file))
        .route("/settings/changes/bring", get(changes::back).post(changes::bring))
        .route("/settings/changes/{id}/{act}", get(changes::back).post(changes::act))
}
