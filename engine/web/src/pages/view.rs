//! Saving and changing views of lists.

use axum::extract::{Path, State};
use axum::response::Response;
use catalog::Module;
use kernel::Result;
use records::Cx;
use social::{Face, Grouping, ViewChange, ViewDefinition};
use uuid::Uuid;

use super::address;
use present::list_state::{density, rows};
use present::view;
use visit::answer::{Answer, Flash, For, redirect};
use visit::body::Posted;
use visit::state::WebState;

/// `POST /{modules}/views`: posts `name`, `filter`, `sort`, `columns`, for a board `lanes`, for a
/// calendar `calendar`, for a map `map`, and `replace=1` or `share=1`.
pub async fn save(
    State(_): State<WebState>,
    Path(plural): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
    let named = text("columns");
    let mut columns: Vec<String> = Vec::new();
    for name in named.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        if !columns.iter().any(|known| known == name) {
            columns.push(name.to_owned());
        }
    }
    let by = |name: &str| form.get(name).filter(|by| !by.is_empty()).map(str::to_owned);
    let (lanes, calendar, map) = (by("lanes"), by("calendar"), by("map"));
    let grouping = Grouping::read(|name| form.get(name), &Grouping::default());
    let (filter, sort) = (text("filter"), text("sort"));
    let (rows, density) = (rows(form.get("rows")), density(form.get("density")));
    let definition =
        ViewDefinition { columns, filter, sort, lanes, calendar, map, grouping, rows, density };
    let face = definition.face();
    let view = form.get("view").and_then(|id| Uuid::parse_str(id).ok());
    let replaced = view.filter(|_| form.get("replace") == Some("1"));
    let owner = if form.get("share") == Some("1") { None } else { cx.actor.user };
    let name = text("name");
    let id = social::save_view(cx, &module.code, (replaced, &name), definition, owner)
        .await
        .for_(&visitor)?;
    let to = view::address(&plural, id, face);
    Ok(redirect(&to, Some(&Flash::done("view_saved"))))
}

/// Back to a view, in its form.
pub(super) async fn back(cx: &Cx, module: &Module, id: Uuid, said: &str) -> Result<Response> {
    let views = social::views(cx, &module.code).await?;
    let view = views.iter().find(|view| view.id == id);
    let face = view.map_or(Face::List, |view| view.definition.face());
    Ok(redirect(&view::address(&module.plural, id, face), Some(&Flash::done(said))))
}

/// `POST /{modules}/views/{id}/{act}`: `rename`, `share`, `unshare`, `default`, `forget` (the
/// default) or `remove`.
pub async fn change(
    State(_): State<WebState>,
    Path((plural, id, act)): Path<(String, String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let id = Uuid::parse_str(&id).map_err(|_| kernel::Error::NotFound).for_(&visitor)?;
    let code = &module.code;
    let name = || form.get("name").unwrap_or_default().to_owned();
    let done = match act.as_str() {
        "rename" => social::change_view(cx, code, id, ViewChange::Name(name())).await,
        "share" => social::change_view(cx, code, id, ViewChange::Shared).await,
        "unshare" => social::change_view(cx, code, id, ViewChange::Own).await,
        "default" => social::set_default_view(cx, code, Some(id)).await,
        "forget" => social::set_default_view(cx, code, None).await,
        "remove" => social::remove_view(cx, code, id).await,
        _ => Err(kernel::Error::NotFound),
    };
    done.for_(&visitor)?;
    match act.as_str() {
        "remove" => Ok(redirect(&format!("/{plural}"), Some(&Flash::done("view_removed")))),
        _ => back(cx, &module, id, "view_saved").await.for_(&visitor),
    }
}

/// `POST /{modules}/views/{id}/mark`: keeps it at hand.
pub async fn mark(
    State(_): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let module = address::module(visitor.cx(), &plural).for_(&visitor)?;
    let id = Uuid::parse_str(&id).map_err(|_| kernel::Error::NotFound).for_(&visitor)?;
    social::keep_view(visitor.cx(), &module.code, id).await.for_(&visitor)?;
    back(visitor.cx(), &module, id, "view_kept").await.for_(&visitor)
}

/// `POST /{modules}/views/{id}/unmark`
pub async fn unmark(
    State(_): State<WebState>,
    Path((plural, id)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let module = address::module(visitor.cx(), &plural).for_(&visitor)?;
    let id = Uuid::parse_str(&id).map_err(|_| kernel::Error::NotFound).for_(&visitor)?;
    social::let_view_go(visitor.cx(), id).await.for_(&visitor)?;
    back(visitor.cx(), &module, id, "view_let_go").await.for_(&visitor)
}
