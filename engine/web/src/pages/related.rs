//! Lists beside a record, and the view in which each is shown.

use around::{Inbound, Story};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use catalog::{Module, RelatedList};
use kernel::{Error, Instant, Result, Value};
use records::{Cx, Record};
use social::{ListView, RelatedViews};
use ui::Names;
use ui::views::detail as view;

use super::address;
use present::related::{Shown, related_block};
use visit::answer::{Answer, For, part, redirect};
use visit::body::Posted;
use visit::open::reader;
use visit::state::WebState;

/// Rows of a related list on the page of a record.
const RELATED: usize = 6;

/// What other records tell of a record, and the lists of those that hang on it.
pub(super) async fn around(
    cx: &Cx,
    (module, record): (&Module, &Record),
    (views, inbound): (&RelatedViews, &Inbound),
    story: (Option<Instant>, (usize, usize)),
) -> Result<(Story, Vec<view::RelatedBlock>)> {
    let lists: Vec<(&RelatedList, Option<&ListView>)> =
        module.shown_related().map(|list| (list, views.chosen(list))).collect();
    let asked: Vec<_> = lists.iter().map(|(list, view)| (*list, view.map(asked))).collect();
    let place = (module.code.as_str(), record.id);
    let (story, found) = around::around(cx, (place, inbound), story, (&asked, RELATED)).await?;
    let mut related = Vec::new();
    for ((list, chosen), found) in lists.into_iter().zip(found) {
        related.extend(block(cx, (module, record), (list, views), (chosen, found)).await?);
    }
    Ok((story, related))
}

async fn block(
    cx: &Cx,
    (module, record): (&Module, &Record),
    (list, views): (&RelatedList, &RelatedViews),
    (mut chosen, mut found): (Option<&ListView>, Result<(Vec<Record>, bool)>),
) -> Result<Option<view::RelatedBlock>> {
    if let (Err(Error::Invalid(_)), Some(_)) = (&found, chosen) {
        // A view may ask for what is hidden or gone since it was chosen.
        chosen = None;
        found = around::related(cx, list, (record.id, None), RELATED).await;
    }
    match found {
        Ok((rows, is_whole)) => {
            let names = named(cx, list, &rows).await?;
            let shown = Shown { views: views.of(list).collect(), chosen, rows, is_whole, names };
            Ok(related_block(cx, (module, list), record, &shown))
        }
        Err(Error::Forbidden { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Names of the people and records that a list says in brief; few lists say any.
async fn named(cx: &Cx, list: &RelatedList, rows: &[Record]) -> Result<Names> {
    let Some(module) = cx.catalog.module(&list.module) else { return Ok(Names::default()) };
    let fields = list.brief(module).iter().filter_map(|name| module.position(name));
    let values = rows.iter().flat_map(|row| fields.clone().map(|at| row.values[at].clone()));
    let is_named = |value: &Value| matches!(value, Value::Link(_) | Value::Principal(_));
    let values: Vec<Value> = values.filter(is_named).collect();
    match values.is_empty() {
        true => Ok(Names::default()),
        false => present::names::of_values(cx, values).await,
    }
}

/// What a view asks for: its condition and its order.
fn asked(view: &ListView) -> (&str, &str) {
    (&view.definition.filter, &view.definition.sort)
}

/// `POST /{modules}/{id}/related/{list}`: posts `view`, empty for all records.
pub async fn choose(
    State(_): State<WebState>,
    Path((plural, id, list)): Path<(String, String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let id = address::id(&id).for_(&visitor)?;
    let record = records::get(cx, &module.code, id).await.for_(&visitor)?;
    let known = module.related.iter().find(|known| known.name == list);
    let known = known.ok_or(Error::NotFound).for_(&visitor)?;
    let wanted = form.get("view").filter(|view| !view.is_empty());
    let wanted = wanted.map(|view| uuid::Uuid::parse_str(view).map_err(|_| Error::NotFound));
    let wanted = wanted.transpose().for_(&visitor)?;
    social::choose_related_view(cx, (&module.code, &list), wanted).await.for_(&visitor)?;
    if !visitor.is_partial {
        return Ok(redirect(&format!("/{plural}/{id}#part-detail-related-{list}"), None));
    }
    let views = social::related_views(cx, &module.code).await.for_(&visitor)?;
    let chosen = views.chosen(known);
    let found = around::related(cx, known, (id, chosen.map(asked)), RELATED).await;
    let block = block(cx, (&module, &record), (known, &views), (chosen, found)).await;
    let block = block.for_(&visitor)?;
    let block = block.ok_or(Error::NotFound).for_(&visitor)?;
    let known = Names::default();
    Ok(part(StatusCode::OK, view::related(reader(&visitor, &known), &module.code, &block)))
}
