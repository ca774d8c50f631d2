//! Every address of the browser's side, in one list.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};

use crate::guard::fenced;
use crate::pages::{
    act, bin, bulk, calendar, change, comment, condition, counts, detail, edit, errand, export,
    file, home, import, inline, interface, kanban, lines, list, lookup, map, menu, merge, messages,
    modules, palette, preview, readers, relate, related, search, share, sketch, social, taking,
    view, view_edit,
};
use crate::squeeze::squeezed;
use visit::answer::{Refused, framed};
use visit::body::LIMIT;
use visit::state::WebState;
use visit::visitor::Visitor;

/// Method and address of every route, for tests that must know them all.
pub const ROUTES: &[(&str, &str)] = &[
    ("GET", "/"),
    ("GET", "/login"),
    ("POST", "/login"),
    ("GET", "/login/code"),
    ("POST", "/login/code"),
    ("POST", "/login/code/ask"),
    ("POST", "/login/passkey"),
    ("POST", "/login/passkey/ask"),
    ("GET", "/login/forgotten"),
    ("POST", "/login/forgotten"),
    ("GET", "/login/with/{id}"),
    ("GET", "/login/back/{id}"),
    ("GET", "/login/link"),
    ("POST", "/login/link"),
    ("POST", "/logout"),
    ("GET", "/session"),
    ("GET", "/setup"),
    ("POST", "/setup"),
    ("GET", "/search"),
    ("GET", "/search/acts"),
    ("GET", "/search/counts"),
    ("GET", "/search/options"),
    ("GET", "/search/palette"),
    ("GET", "/search/people"),
    ("GET", "/me"),
    ("POST", "/me"),
    ("GET", "/me/formats"),
    ("POST", "/me/formats"),
    ("GET", "/me/security"),
    ("POST", "/me/picture"),
    ("POST", "/me/picture/remove"),
    ("GET", "/me/messages"),
    ("GET", "/me/programs"),
    ("POST", "/me/favourites"),
    ("POST", "/me/looks"),
    ("POST", "/me/messages"),
    ("POST", "/me/password"),
    ("POST", "/me/own-view"),
    ("POST", "/me/own-view/changes"),
    ("GET", "/me/passkeys"),
    ("POST", "/me/passkeys"),
    ("POST", "/me/passkeys/ask"),
    ("POST", "/me/passkeys/prove"),
    ("POST", "/me/passkeys/prove/ask"),
    ("POST", "/me/passkeys/{id}"),
    ("POST", "/me/passkeys/{id}/remove"),
    ("GET", "/me/second-factor"),
    ("POST", "/me/second-factor"),
    ("POST", "/me/second-factor/codes"),
    ("POST", "/me/second-factor/off"),
    ("POST", "/me/sessions/end"),
    ("POST", "/me/sessions/{id}/end"),
    ("POST", "/me/tokens"),
    ("POST", "/me/tokens/{id}/remove"),
    ("POST", "/me/access-key"),
    ("POST", "/me/access-key/end"),
    ("GET", "/messages"),
    ("GET", "/messages/live"),
    ("POST", "/messages/read"),
    ("GET", "/modules"),
    ("GET", "/settings"),
    ("GET", "/settings/firm"),
    ("POST", "/settings/firm"),
    ("GET", "/settings/own-fields"),
    ("POST", "/settings/own-fields"),
    ("GET", "/settings/sign-in"),
    ("GET", "/settings/sign-ins"),
    ("POST", "/settings/sign-ins"),
    ("POST", "/settings/sign-in"),
    ("POST", "/settings/sign-in/{id}/{act}"),
    ("GET", "/settings/users"),
    ("POST", "/settings/users"),
    ("GET", "/settings/users/{id}"),
    ("POST", "/settings/users/{id}"),
    ("POST", "/settings/users/{id}/hand-over"),
    ("POST", "/settings/users/{id}/picture-remove"),
    ("POST", "/settings/users/{id}/remove"),
    ("POST", "/settings/users/{id}/{act}"),
    ("GET", "/settings/roles"),
    ("GET", "/settings/roles/{id}"),
    ("POST", "/settings/roles/{id}"),
    ("POST", "/settings/roles/{id}/remove"),
    ("GET", "/settings/profiles"),
    ("GET", "/settings/profiles/compare"),
    ("GET", "/settings/profiles/{id}"),
    ("POST", "/settings/profiles/{id}"),
    ("POST", "/settings/profiles/{id}/remove"),
    ("GET", "/settings/groups"),
    ("GET", "/settings/groups/{id}"),
    ("POST", "/settings/groups/{id}"),
    ("POST", "/settings/groups/{id}/remove"),
    ("GET", "/settings/sharing"),
    ("POST", "/settings/sharing"),
    ("POST", "/settings/sharing/rules"),
    ("POST", "/settings/sharing/rules/{id}/remove"),
    ("GET", "/settings/why"),
    ("GET", "/settings/modules"),
    ("GET", "/settings/modules/new"),
    ("POST", "/settings/modules/new"),
    ("GET", "/settings/modules/{code}"),
    ("POST", "/settings/modules/{code}/rename"),
    ("GET", "/settings/modules/{code}/remove"),
    ("POST", "/settings/modules/{code}/remove"),
    ("GET", "/settings/modules/{code}/stages"),
    ("GET", "/settings/modules/{code}/stages/{stage}"),
    ("POST", "/settings/modules/{code}/stages/{stage}"),
    ("GET", "/settings/modules/{code}/likeness"),
    ("POST", "/settings/modules/{code}/likeness"),
    ("POST", "/settings/modules/{code}/likeness/shipped"),
    ("GET", "/settings/modules/{code}/numbers"),
    ("POST", "/settings/modules/{code}/numbers"),
    ("POST", "/settings/modules/{code}/numbers/preview"),
    ("POST", "/settings/modules/{code}/act/{act}"),
    ("GET", "/settings/modules/{code}/fields/{name}"),
    ("POST", "/settings/modules/{code}/fields/{name}"),
    ("GET", "/settings/modules/{code}/fields/{name}/type"),
    ("POST", "/settings/modules/{code}/fields/{name}/type"),
    ("POST", "/settings/modules/{code}/fields/{name}/type/do"),
    ("GET", "/settings/modules/{code}/follows"),
    ("POST", "/settings/modules/{code}/follows"),
    ("GET", "/settings/modules/{code}/follows/{field}"),
    ("POST", "/settings/modules/{code}/follows/{field}"),
    ("POST", "/settings/modules/{code}/follows/{field}/end"),
    ("POST", "/settings/modules/{code}/formula/{name}"),
    ("GET", "/settings/areas"),
    ("POST", "/settings/areas"),
    ("POST", "/settings/areas/act/{act}"),
    ("GET", "/settings/areas/{area}"),
    ("POST", "/settings/areas/{area}"),
    ("GET", "/settings/picklists"),
    ("POST", "/settings/picklists"),
    ("GET", "/settings/picklists/{list}"),
    ("POST", "/settings/picklists/{list}"),
    ("POST", "/settings/picklists/{list}/exchange"),
    ("GET", "/settings/changes"),
    ("GET", "/settings/changes.json"),
    ("POST", "/settings/changes/bring"),
    ("POST", "/settings/changes/{id}/{act}"),
    ("GET", "/settings/providers"),
    ("POST", "/settings/providers"),
    ("GET", "/settings/providers/{id}"),
    ("POST", "/settings/providers/{id}"),
    ("GET", "/settings/providers/{id}/people"),
    ("POST", "/settings/providers/{id}/people"),
    ("GET", "/settings/providers/{id}/linked"),
    ("POST", "/settings/providers/{id}/linked"),
    ("POST", "/settings/providers/{id}/{act}"),
    ("GET", "/settings/webhooks"),
    ("POST", "/settings/webhooks"),
    ("GET", "/settings/webhooks/{id}"),
    ("POST", "/settings/webhooks/{id}"),
    ("POST", "/settings/webhooks/{id}/{act}"),
    ("POST", "/settings/webhooks/{id}/messages/{message}"),
    ("GET", "/settings/moving"),
    ("POST", "/settings/moving"),
    ("POST", "/settings/moving/act/{act}"),
    ("GET", "/settings/moving/plan"),
    ("POST", "/settings/moving/plan"),
    ("GET", "/settings/moving/modules/{name}"),
    ("POST", "/settings/moving/modules/{name}"),
    ("GET", "/settings/moving/runs/{run}"),
    ("GET", "/settings/moving/runs/{run}/report.csv"),
    ("POST", "/settings/moving/runs/{run}/{act}"),
    ("GET", "/settings/rights.csv"),
    ("GET", "/settings/jobs"),
    ("POST", "/settings/jobs/{id}/{act}"),
    ("POST", "/undo/{entry}"),
    ("POST", "/undo/comments/{comment}"),
    ("POST", "/undo/mappings/{mapping}"),
    ("GET", "/api/docs"),
    ("GET", "/favicon.ico"),
    ("GET", "/assets/{*path}"),
    ("GET", "/files/{id}"),
    ("GET", "/files/people/{id}"),
    ("POST", "/files/{id}/remove"),
    ("GET", "/p/{token}"),
    ("GET", "/p/{token}/paper"),
    ("POST", "/p/{token}/{answer}"),
    ("GET", "/{modules}"),
    ("POST", "/{modules}"),
    ("GET", "/{modules}/new"),
    ("GET", "/{modules}/from_file"),
    ("POST", "/{modules}/from_file"),
    ("GET", "/{modules}/kanban"),
    ("GET", "/{modules}/calendar"),
    ("GET", "/{modules}/map"),
    ("GET", "/{modules}/bin"),
    ("POST", "/{modules}/bulk/{act}"),
    ("POST", "/{modules}/errands/{name}"),
    ("GET", "/{modules}/runs/{run}"),
    ("POST", "/{modules}/runs/{run}/{act}"),
    ("GET", "/{modules}/duplicates"),
    ("POST", "/{modules}/duplicates"),
    ("POST", "/{modules}/duplicates/{act}"),
    ("GET", "/{modules}/merge"),
    ("POST", "/{modules}/merge"),
    ("GET", "/{modules}/merges"),
    ("POST", "/{modules}/merges/{run}/undo"),
    ("POST", "/{modules}/conditions"),
    ("POST", "/{modules}/lines"),
    ("POST", "/{modules}/sketch"),
    ("GET", "/{modules}/{id}/out/{name}"),
    ("POST", "/{modules}/views"),
    ("GET", "/{modules}/views/edit"),
    ("POST", "/{modules}/views/edit"),
    ("POST", "/{modules}/views/{id}/mark"),
    ("POST", "/{modules}/views/{id}/unmark"),
    ("GET", "/{modules}/views/{id}/readers"),
    ("POST", "/{modules}/views/{id}/readers"),
    ("POST", "/{modules}/views/{id}/{act}"),
    ("GET", "/{modules}/export"),
    ("POST", "/{modules}/export"),
    ("GET", "/{modules}/export/runs/{run}"),
    ("POST", "/{modules}/export/runs/{run}/cancel"),
    ("GET", "/{modules}/export/runs/{run}/file"),
    ("GET", "/{modules}/export.csv"),
    ("GET", "/{modules}/export.vcf"),
    ("GET", "/{modules}/export.xlsx"),
    ("GET", "/{modules}/import"),
    ("POST", "/{modules}/import"),
    ("GET", "/{modules}/import/{file}"),
    ("POST", "/{modules}/import/{file}"),
    ("POST", "/{modules}/import/mappings/{mapping}/{act}"),
    ("GET", "/{modules}/import/runs/{run}"),
    ("GET", "/{modules}/import/runs/{run}/errors.csv"),
    ("POST", "/{modules}/import/runs/{run}/{act}"),
    ("GET", "/{modules}/{id}"),
    ("POST", "/{modules}/{id}"),
    ("GET", "/{modules}/{id}/edit"),
    ("GET", "/{modules}/{id}/card.vcf"),
    ("GET", "/{modules}/{id}/menu"),
    ("GET", "/{modules}/{id}/preview"),
    ("GET", "/{modules}/{id}/field/{name}"),
    ("POST", "/{modules}/{id}/field/{name}"),
    ("POST", "/{modules}/{id}/trash"),
    ("POST", "/{modules}/{id}/restore"),
    ("POST", "/{modules}/{id}/purge"),
    ("GET", "/{modules}/{id}/act/{action}"),
    ("POST", "/{modules}/{id}/act/{action}"),
    ("GET", "/{modules}/{id}/move/{name}/{code}"),
    ("POST", "/{modules}/{id}/move/{name}/{code}"),
    ("POST", "/{modules}/{id}/comments"),
    ("GET", "/{modules}/{id}/comments/{comment}"),
    ("POST", "/{modules}/{id}/comments/{comment}"),
    ("POST", "/{modules}/{id}/comments/{comment}/remove"),
    ("GET", "/{modules}/{id}/people"),
    ("GET", "/{modules}/{id}/share"),
    ("POST", "/{modules}/{id}/share"),
    ("POST", "/{modules}/{id}/tags"),
    ("POST", "/{modules}/{id}/follow"),
    ("POST", "/{modules}/{id}/unfollow"),
    ("POST", "/{modules}/{id}/mark"),
    ("POST", "/{modules}/{id}/unmark"),
    ("POST", "/{modules}/{id}/files"),
    ("POST", "/{modules}/{id}/related/{list}"),
    ("GET", "/{modules}/{id}/relate/{relation}"),
    ("POST", "/{modules}/{id}/relate/{relation}"),
    ("POST", "/{modules}/{id}/unrelate/{relation}"),
];

/// The browser's side.
pub fn router(state: WebState) -> Router {
    let router = Router::new()
        .merge(fixed())
        .merge(visit::sign_in::routes())
        .merge(settings::routes())
        .merge(guest::routes())
        .merge(of_module())
        .merge(of_record())
        .fallback(missing)
        .layer(from_fn(framed))
        .layer(from_fn_with_state(state.clone(), squeezed))
        .layer(DefaultBodyLimit::max(LIMIT))
        .with_state(state.clone());
    fenced(router, state)
}

async fn missing(visitor: Visitor) -> Refused {
    Refused::page(kernel::Error::NotFound, &visitor)
}

fn fixed() -> Router<WebState> {
    Router::new()
        .route("/", get(home::home))
        .route("/search", get(search::search))
        .route("/search/acts", get(palette::acts_of))
        .route("/search/counts", get(counts::counts))
        .route("/search/options", get(lookup::records_for))
        .route("/search/palette", get(palette::palette))
        .route("/search/people", get(lookup::people_for))
        .route("/modules", get(modules::modules))
        .route("/messages", get(messages::messages))
        .route("/messages/live", get(messages::live))
        .route("/messages/read", post(messages::done))
        .route("/undo/{entry}", post(change::undo))
        .route("/undo/comments/{comment}", post(comment::restore))
        .route("/undo/mappings/{mapping}", post(import::restore_mapping))
        .route("/api/docs", get(interface::docs))
        .route("/favicon.ico", get(file::icon))
        .route("/assets/{*path}", get(file::asset))
        .route("/files/{id}", get(file::download))
        .route("/files/{id}/remove", post(file::remove))
}

fn of_module() -> Router<WebState> {
    Router::new()
        .route("/{modules}", get(list::list).post(edit::create))
        .route("/{modules}/new", get(edit::new))
        .route("/{modules}/from_file", get(taking::form).post(taking::take_in))
        .route("/{modules}/kanban", get(kanban::kanban))
        .route("/{modules}/calendar", get(calendar::calendar))
        .route("/{modules}/map", get(map::map))
        .route("/{modules}/bin", get(bin::bin))
        .route("/{modules}/bulk/{act}", post(bulk::act))
        .route("/{modules}/errands/{name}", post(errand::run))
        .route("/{modules}/runs/{run}", get(bulk::run))
        .route("/{modules}/runs/{run}/{act}", post(bulk::change))
        .merge(merge::routes())
        .route("/{modules}/conditions", post(condition::asked))
        .route("/{modules}/lines", post(lines::change))
        .route("/{modules}/sketch", post(sketch::sketch))
        .route("/{modules}/{id}/out/{name}", get(file::output))
        .route("/{modules}/views", post(view::save))
        .route("/{modules}/views/edit", get(view_edit::page).post(view_edit::act))
        .route("/{modules}/views/{id}/readers", get(readers::form).post(readers::save))
        .route("/{modules}/views/{id}/mark", post(view::mark))
        .route("/{modules}/views/{id}/unmark", post(view::unmark))
        .route("/{modules}/export", get(export::choose).post(export::begin))
        .route("/{modules}/export/runs/{run}", get(export::run))
        .route("/{modules}/export/runs/{run}/cancel", post(export::cancel))
        .route("/{modules}/export/runs/{run}/file", get(export::file))
        .route("/{modules}/export.csv", get(export::list))
        .route("/{modules}/export.vcf", get(export::cards))
        .route("/{modules}/export.xlsx", get(export::sheet))
        .route("/{modules}/views/{id}/{act}", post(view::change))
        .route("/{modules}/import", get(import::upload).post(import::take))
        .route("/{modules}/import/{file}", get(import::map).post(import::decide))
        .route("/{modules}/import/mappings/{mapping}/{act}", post(import::mapping))
        .route("/{modules}/import/runs/{run}", get(import::run))
        .route("/{modules}/import/runs/{run}/errors.csv", get(import::errors))
        .route("/{modules}/import/runs/{run}/{act}", post(import::change))
}

fn of_record() -> Router<WebState> {
    Router::new()
        .route("/{modules}/{id}", get(detail::detail).post(edit::update))
        .route("/{modules}/{id}/edit", get(edit::edit))
        .route("/{modules}/{id}/card.vcf", get(export::card))
        .route("/{modules}/{id}/menu", get(menu::menu))
        .route("/{modules}/{id}/preview", get(preview::preview))
        .route("/{modules}/{id}/field/{name}", get(inline::get).post(inline::post))
        .route("/{modules}/{id}/trash", post(change::trash))
        .route("/{modules}/{id}/restore", post(change::restore))
        .route("/{modules}/{id}/purge", post(change::purge))
        .route("/{modules}/{id}/act/{action}", get(act::ask).post(act::act))
        .route("/{modules}/{id}/move/{name}/{code}", get(act::ask_move).post(act::move_to))
        .route("/{modules}/{id}/comments", post(comment::write))
        .route("/{modules}/{id}/comments/{comment}", get(comment::form).post(comment::change))
        .route("/{modules}/{id}/comments/{comment}/remove", post(comment::remove))
        .route("/{modules}/{id}/people", get(lookup::people_who_see))
        .route("/{modules}/{id}/share", get(share::form).post(share::save))
        .route("/{modules}/{id}/tags", post(social::tag))
        .route("/{modules}/{id}/follow", post(social::follow))
        .route("/{modules}/{id}/unfollow", post(social::unfollow))
        .route("/{modules}/{id}/mark", post(social::mark))
        .route("/{modules}/{id}/unmark", post(social::unmark))
        .route("/{modules}/{id}/files", post(file::upload))
        .route("/{modules}/{id}/related/{list}", post(related::choose))
        .route("/{modules}/{id}/relate/{relation}", get(relate::form).post(relate::relate))
        .route("/{modules}/{id}/unrelate/{relation}", post(relate::unrelate))
}
