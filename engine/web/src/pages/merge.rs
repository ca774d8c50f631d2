//! Records that are one: found, laid side by side, made one, and told apart again.

use std::collections::BTreeMap;

use access::Right;
use axum::Router;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use catalog::Module;
use kernel::{Error, RecordId, Result, Value};
use records::merge::Choices;
use records::{Cx, Merge, Source};
use sheets::merge::{OTHER, other};
use ui::fields::Form;

use super::change::undone;
use super::{address, alike as typed_alike};
use present::merge::{self as model, Again, Material};
use present::names;
use present::typed::{self, Typed};
use visit::answer::{Answer, Flash, For, part, redirect};
use visit::body::Posted;
use visit::open::{Open, reader};
use visit::query::query;
use visit::state::WebState;
use visit::visitor::Visitor;

/// Addresses of records that are one.
pub fn routes() -> Router<WebState> {
    Router::new()
        .route("/{modules}/duplicates", get(alike).post(typed_alike::duplicates))
        .route("/{modules}/duplicates/{act}", post(act))
        .route("/{modules}/merge", get(form).post(merge))
        .route("/{modules}/merges", get(merges))
        .route("/{modules}/merges/{run}/undo", post(undo))
}

fn ids(form: &Form, name: &str) -> Result<Vec<RecordId>> {
    let wrong = |()| Error::invalid("id", "wrong_type");
    form.all(name).map(|text| text.parse().map_err(wrong)).collect()
}

fn demand(cx: &Cx, module: &Module) -> Result<()> {
    cx.actor.rights.demand(&module.code, Right::Edit)?;
    cx.actor.rights.demand(&module.code, Right::Delete)
}

/// `GET /{modules}/merge`: the records named by `id` side by side; `winner` names the one that
/// stays, `with` another one.
pub async fn form(
    State(_): State<WebState>,
    visitor: Visitor,
    Path(plural): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    demand(cx, &module).for_(&visitor)?;
    let asked = query(raw.as_deref());
    let ids = ids(&asked, "id").for_(&visitor)?;
    let field = other(&module.code);
    let typed = typed::resolve(cx, &[&field], asked).await.for_(&visitor)?;
    let added = typed.form.get(OTHER).and_then(|code| code.rsplit(':').next());
    if let Some(added) = added.and_then(|id| id.parse::<RecordId>().ok()) {
        let all: Vec<RecordId> = ids.iter().copied().chain([added]).collect();
        return Ok(redirect(&model::address(&module, &all, None), None));
    }
    let winner = typed.form.get("winner").and_then(|id| id.parse().ok());
    show(&visitor, &module, (ids, winner), typed).await
}

/// Lays the records side by side that were selected in a list.
pub(super) fn side_by_side(visitor: &Visitor, module: &Module, form: &Form) -> Answer {
    demand(visitor.cx(), module).for_(visitor)?;
    let ids = ids(form, "id").for_(visitor)?;
    Ok(redirect(&model::address(module, &ids, None), None))
}

async fn show(
    visitor: &Visitor,
    module: &Module,
    (ids, winner): (Vec<RecordId>, Option<RecordId>),
    typed: Typed,
) -> Answer {
    let cx = visitor.cx();
    let mut again = Again { form: typed.form, problems: typed.problems };
    let choices = match records::merge_choices(cx, &module.code, (&ids, winner)).await {
        Ok(choices) => choices,
        Err(Error::Invalid(problems)) => {
            // One record alone asks for another without saying that something is wrong.
            again.problems.extend(problems.into_iter().filter(|_| ids.len() != 1));
            let records = records::get_many(cx, &module.code, &ids).await.for_(visitor)?;
            Choices { records, ..Choices::default() }
        }
        Err(error) => return Err(error).for_(visitor),
    };
    let values = choices.fields.iter().flat_map(|choice| choice.values.iter().cloned());
    let mut known = names::for_form(cx, values.collect()).await.for_(visitor)?;
    known.choices = typed.choices;
    let status = match again.problems.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let open = Open::new(visitor, &format!("/{}", module.plural), known).await.for_(visitor)?;
    let page = model::page(cx, open.reader(), module, &choices, &again);
    Ok(open.answer(status, &page.title, &sheets::merge::page(open.reader(), &page)))
}

/// `POST /{modules}/merge`: the first `id` stays; `from.FIELD` says where its values come from.
pub async fn merge(
    State(_): State<WebState>,
    Path(plural): Path<String>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let ids = ids(&form, "id").for_(&visitor)?;
    let winner = ids.first().copied().unwrap_or_default();
    let wanted = Merge {
        winner,
        losers: ids.iter().skip(1).copied().collect(),
        from: sources(&module, &form),
        versions: versions(&form, &ids),
    };
    match twins::merge(cx, &module.code, wanted).await {
        Ok(begun) => {
            let code = if begun.is_ended { "merged" } else { "merged_on" };
            let undo = begun.is_ended.then_some(begun.run);
            Ok(redirect(&format!("/{plural}/{winner}"), Some(&Flash::undoable(code, undo))))
        }
        Err(Error::Invalid(problems)) => {
            let typed = Typed { form, problems, ..Typed::default() };
            show(&visitor, &module, (ids, Some(winner)), typed).await
        }
        Err(error) => Err(error).for_(&visitor),
    }
}

fn sources(module: &Module, form: &Form) -> BTreeMap<String, Source> {
    let source = |name: &String| match form.get(&format!("from.{name}"))? {
        "all" => Some((name.clone(), Source::All)),
        id => Some((name.clone(), Source::Record(id.parse().ok()?))),
    };
    module.fields.iter().filter_map(|field| source(&field.name)).collect()
}

fn versions(form: &Form, ids: &[RecordId]) -> BTreeMap<RecordId, i64> {
    let version = |id: &RecordId| {
        let text = form.get(&format!("version.{id}"))?;
        Some((*id, text.parse().ok()?))
    };
    ids.iter().filter_map(version).collect()
}

/// `GET /{modules}/merges`
pub async fn merges(
    State(_): State<WebState>,
    visitor: Visitor,
    Path(plural): Path<String>,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    demand(cx, &module).for_(&visitor)?;
    let lines = records::merges(cx, &module.code).await.for_(&visitor)?;
    let people = names::people(cx).await.for_(&visitor)?;
    let known = ui::Names::default();
    let open = Open::new(&visitor, &format!("/{plural}"), known).await.for_(&visitor)?;
    let page = model::merges_page(cx, open.reader(), &module, (lines, &people));
    let page = page.for_(&visitor)?;
    Ok(open.answer(StatusCode::OK, &page.title, &sheets::merges::page(open.reader(), &page)))
}

/// `POST /{modules}/merges/{run}/undo`
pub async fn undo(
    State(_): State<WebState>,
    Path((plural, run)): Path<(String, String)>,
    Posted { visitor, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    demand(cx, &module).for_(&visitor)?;
    let run = uuid::Uuid::parse_str(&run).map_err(|_| Error::NotFound).for_(&visitor)?;
    take_back(&visitor, run, &format!("/{plural}/merges")).await
}

/// Takes a merge back, and goes to an address after that.
pub(super) async fn take_back(visitor: &Visitor, run: uuid::Uuid, to: &str) -> Answer {
    match twins::unmerge(visitor.cx(), run).await.for_(visitor)? {
        true => Ok(undone(visitor, to)),
        false => Ok(redirect(to, Some(&Flash::done("unmerging")))),
    }
}

/// `GET /{modules}/duplicates`: what a search over all records found; `part=found` asks for
/// that alone.
pub async fn alike(
    State(_): State<WebState>,
    visitor: Visitor,
    Path(plural): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    demand(cx, &module).for_(&visitor)?;
    let material = material(cx, &module).await.for_(&visitor)?;
    let values: Vec<Value> =
        material.records.values().flat_map(|record| record.values.iter().cloned()).collect();
    let known = names::of_values(cx, values).await.for_(&visitor)?;
    if query(raw.as_deref()).get("part") == Some("found") {
        let reader = reader(&visitor, &known);
        let page = model::alike_page(cx, reader, &material);
        return Ok(part(StatusCode::OK, sheets::alike::found(reader, &page)));
    }
    let open = Open::new(&visitor, &format!("/{plural}"), known).await.for_(&visitor)?;
    let page = model::alike_page(cx, open.reader(), &material);
    Ok(open.answer(StatusCode::OK, &page.title, &sheets::alike::page(open.reader(), &page)))
}

async fn material<'a>(cx: &Cx, module: &'a Module) -> Result<Material<'a>> {
    let (search, groups, different) = tokio::try_join!(
        twins::last(cx, &module.code),
        twins::found(cx, &module.code),
        twins::different(cx, &module.code),
    )?;
    let all = groups.iter().chain(&different);
    let mut ids: Vec<RecordId> = all.flat_map(|group| group.ids.iter().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    let records = records::get_many(cx, &module.code, &ids).await?;
    let records = records.into_iter().map(|record| (record.id, record)).collect();
    Ok(Material { module, search, groups, different, records })
}

/// `POST /{modules}/duplicates/{act}`: `search` begins a search, `apart` remembers that the
/// records named by `id` are different, `allow` forgets that.
pub async fn act(
    State(_): State<WebState>,
    Path((plural, act)): Path<(String, String)>,
    Posted { visitor, form, .. }: Posted,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    demand(cx, &module).for_(&visitor)?;
    let code = &module.code;
    let ids = ids(&form, "id").for_(&visitor)?;
    let flash = match act.as_str() {
        "search" => twins::begin(cx, code).await.map(|()| None),
        "apart" => twins::tell_apart(cx, code, &ids).await.map(|()| Some("told_apart")),
        "allow" => twins::allow(cx, code, &ids).await.map(|()| Some("undone")),
        _ => Err(Error::NotFound),
    };
    let flash = flash.for_(&visitor)?.map(Flash::done);
    Ok(redirect(&format!("/{plural}/duplicates"), flash.as_ref()))
}
