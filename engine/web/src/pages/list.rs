//! Lists.

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use catalog::Module;
use kernel::{Error, Result};
use records::{Cx, ListQuery};
use social::{Face, ListView};
use ui::Names;
use ui::fields::Form;
use ui::model::Count;
use ui::views::shell::Density;

use super::groups::{self, Grouped};
use super::{address, unfit};
use present::acts::reached_by;
use present::columns::is_seen;
use present::list::{Material, SUMMED, page as model, summed_columns};
use present::list_state::ListState;
use present::names;
use present::narrow::{editor, with_new_condition};
use present::view::address as address_of;
use visit::answer::{Answer, For, part, redirect};
use visit::open::{Open, reader};
use visit::query::query;
use visit::shell::{kept_views, shell};
use visit::state::WebState;
use visit::visitor::Visitor;

/// Records counted at most.
const COUNT_BOUND: u64 = 10_000;

/// `GET /{modules}`; `part` asks for what a condition on `filter_field` needs, or for how many
/// there are.
pub async fn list(
    State(_): State<WebState>,
    visitor: Visitor,
    Path(plural): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let views = social::views(cx, &module.code).await.for_(&visitor)?;
    let mut query = query(raw.as_deref());
    if let (true, Some(first)) = (query.0.is_empty(), views.iter().find(|view| view.is_default)) {
        let face = first.definition.face();
        if face != Face::List {
            return Ok(redirect(&address_of(&plural, first.id, face), None));
        }
        query.0.push(("view".into(), first.id.to_string()));
    }
    if query.get("part") == Some("condition") {
        return condition(&visitor, &module, &query).await;
    }
    let answer = found(&visitor, (&module, &views), &query).await;
    unfit::said(answer, &visitor, (&module, &views), query).await
}

async fn found(visitor: &Visitor, (module, views): (&Module, &[ListView]), query: &Form) -> Answer {
    let cx = visitor.cx();
    let state = ListState::read(module, query, views).for_(visitor)?;
    if let Some(narrowed) = with_new_condition(cx, module, &state, query).for_(visitor)? {
        return Ok(redirect(&narrowed, None));
    }
    let mut question = state.question(module);
    question.fields.retain(|name| is_seen(cx, module, name));
    question.fields.extend(reached_by(cx, module).iter().map(|field| field.name.clone()));
    match query.get("part") {
        Some("selection") => return every(visitor, module, &question).await,
        Some("group") => return groups::inside(visitor, module, &state, &question).await,
        Some("rows") => return groups::rows(visitor, module, &state, &question).await,
        _ => {}
    }
    shown(visitor, (module, views), (&state, question), query).await
}

/// The page of a list, with its records or with groups of them.
async fn shown(
    visitor: &Visitor,
    (module, views): (&Module, &[ListView]),
    (state, mut question): (&ListState, ListQuery),
    query: &Form,
) -> Answer {
    let cx = visitor.cx();
    let grouped = Grouped::find(cx, module, state, &question).await.for_(visitor)?;
    if grouped.is_some() {
        question.limit = 1;
    }
    let rows = records::find(cx, &module.code, &question);
    let (found, shell) = tokio::try_join!(rows, shell(visitor, &state.base)).for_(visitor)?;
    let (count, sums) = figures(cx, module, state, &question).await.for_(visitor)?;
    let density = Density::from_code(&visitor.signed_in.profile.preferences.density);
    let links = names::links(found.values());
    let mut known = names::make(cx, &links, &found.titles, found.names.clone());
    if let Some(grouped) = &grouped {
        let further = grouped.names(cx).await.for_(visitor)?;
        known.records.extend(further.records);
        known.people.extend(further.people);
    }
    let kept = kept_views(&shell);
    let open = Open::of(visitor, shell, known);
    let density = density.unwrap_or_default();
    let body = grouped.map(|grouped| grouped.body(cx, open.reader(), (module, state)));
    let material = Material { module, state, views, kept, found, count, sums, density, body };
    let mut page = model(cx, open.reader(), material, query);
    page.bulk.is_done = visitor.flash.as_ref().is_some_and(|flash| flash.code == "bulk");
    let body = ui::views::list::page(open.reader(), &page);
    Ok(open.answer(StatusCode::OK, &page.module.many, &body))
}

/// What a condition on the chosen field asks for.
async fn condition(visitor: &Visitor, module: &Module, query: &Form) -> Answer {
    let cx = visitor.cx();
    let field = editor(cx, module, query).field.ok_or(Error::NotFound).for_(visitor)?;
    let known = names::for_form(cx, Vec::new()).await.for_(visitor)?;
    Ok(part(StatusCode::OK, ui::views::list::condition(reader(visitor, &known), field)))
}

/// How many records there are and what they come to, when that is asked for.
async fn figures(
    cx: &Cx,
    module: &Module,
    state: &ListState,
    question: &ListQuery,
) -> Result<(Option<records::Count>, Option<records::Sums>)> {
    let count = match state.is_counted {
        true => Some(records::count(cx, &module.code, question, COUNT_BOUND).await?),
        false => None,
    };
    let summed = summed_columns(cx, module, state);
    let sums = match state.is_summed && !summed.is_empty() {
        true => Some(records::sums(cx, &module.code, question, (&summed, SUMMED)).await?),
        false => None,
    };
    Ok((count, sums))
}

/// How many records the list finds, in the words of the selection.
async fn every(visitor: &Visitor, module: &Module, question: &ListQuery) -> Answer {
    let count = records::count(visitor.cx(), &module.code, question, COUNT_BOUND).await;
    let count = match count.for_(visitor)? {
        count if count.is_exact => Count::Exact(count.n),
        count => Count::AtLeast(count.n),
    };
    let known = Names::default();
    Ok(part(StatusCode::OK, ui::views::list::every(reader(visitor, &known), count)))
}
