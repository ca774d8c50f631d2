//! The page of a record.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use catalog::Module;
use kernel::{FieldProblem, Instant, Link, Result};
use records::{Cx, Record};
use ui::fields::Form;
use ui::views::detail as view;

use super::address;
use super::place::{came_from, place};
use super::related;
use present::detail::{Material, page as model, values};
use present::related::relation_blocks;
use present::{names, timeline};
use visit::answer::{Answer, For, part, redirect};
use visit::open::{Open, reader};
use visit::query::query;
use visit::state::WebState;
use visit::visitor::Visitor;

use present::timeline::HISTORY;
/// Planned records that the timeline shows.
const PLANNED: usize = 20;

/// `GET /{modules}/{id}`
pub async fn detail(
    State(_): State<WebState>,
    visitor: Visitor,
    Path((plural, id)): Path<(String, String)>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let asked = query(raw.as_deref());
    let from = came_from(&plural, &asked, &headers);
    show(&visitor, (&plural, &id), Asked { query: asked, from, refused: None }).await
}

/// What is asked of a record page besides the record.
#[derive(Default)]
pub struct Asked {
    /// The query of the address.
    pub query: Form,
    /// The question of the list one came from.
    pub from: Option<String>,
    /// A comment that was refused, with the reason.
    pub refused: Option<(String, FieldProblem)>,
}

/// The page of a record.
pub async fn show(visitor: &Visitor, (plural, id): (&str, &str), asked: Asked) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, plural).for_(visitor)?;
    let id = address::id(id).for_(visitor)?;
    let found = records::get(cx, &module.code, id).await;
    if found.as_ref().map_or(true, |record| record.trashed_at.is_some())
        && let Some(into) = records::merged_into(cx, &module.code, id).await.for_(visitor)?
    {
        return Ok(redirect(&format!("/{plural}/{into}"), None));
    }
    let record = found.for_(visitor)?;
    let cx = &records::reaching(cx, &module, &record).await.for_(visitor)?;
    let Asked { query, from, refused } = asked;
    let parts = ["comments", "told", "changes"];
    let shown = query.get("show").filter(|shown| parts.contains(shown)).unwrap_or("all");
    let before = timeline::Since {
        seq: query.get("before").and_then(|text| text.parse().ok()),
        until: query.get("until").and_then(Instant::parse_rfc3339),
    };
    let mut material = material(cx, &module, &record, (shown, before)).await.for_(visitor)?;
    let wanted = values(&record, &material.timeline.history);
    let known = names::of_values(cx, wanted).await.for_(visitor)?;
    material.timeline.known = known.records.clone();
    let link = record.link(&module);
    if query.get("part") == Some("timeline") {
        let page = model(cx, material);
        return Ok(part(StatusCode::OK, view::timeline(reader(visitor, &known), &page.timeline)));
    }
    if visitor.signed_in.viewer.is_none() {
        note_seen(cx, link);
    }
    let open = Open::new(visitor, &format!("/{plural}"), known).await.for_(visitor)?;
    let mut page = model(cx, material);
    page.place = place(cx, &module, &record, from.as_deref()).await.for_(visitor)?;
    let status = if refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    if let (Some(composer), Some((text, problem))) = (&mut page.composer, refused) {
        (composer.text, composer.problem) = (text, Some(problem));
    }
    let body = view::page(open.reader(), &page);
    Ok(open.answer(status, &page.title, &body))
}

/// Notes the look at a record beside the request, which does not wait for it.
fn note_seen(cx: &Cx, link: Link) {
    let cx = cx.clone();
    tokio::spawn(async move {
        if let Err(error) = social::note_seen(&cx, &link).await {
            tracing::warn!(error = ?error, "a look at a record was not noted");
        }
    });
}

async fn material<'a>(
    cx: &Cx,
    module: &'a Arc<Module>,
    record: &'a Record,
    (shown, since): (&str, timeline::Since),
) -> Result<Material<'a>> {
    let part = social::Part { before: since.seq, until: since.until, limit: HISTORY };
    let beside = social::beside(cx, (module, record), part);
    let inbound = around::inbound(cx, &module.code, record.id);
    let (beside, people, inbound) = tokio::try_join!(beside, names::people(cx), inbound)?;
    let telling = (since.until, (PLANNED, HISTORY));
    let around = related::around(cx, (module, record), (&beside.views, &inbound), telling);
    let figures = around::figures(cx, (&module.code, record.id), &inbound);
    let owed = records::follow::calculating(cx, &module.code);
    let seen = records::follow::conditions_for(cx, module, (Some(record.id), &record.values));
    let ((told, mut related), figures, calculating, seen) =
        tokio::try_join!(around, figures, owed, seen)?;
    related.extend(relation_blocks(cx, module, record, beside.relations));
    let (social, files) = (beside.social, beside.files);
    Ok(Material {
        module,
        record,
        social,
        timeline: timeline::Material {
            history: beside.history,
            comments: beside.comments,
            files: files.clone(),
            planned: told.planned,
            told: told.happened,
            since,
            people,
            known: std::collections::BTreeMap::new(),
            shown: shown.into(),
            is_alive: record.trashed_at.is_none(),
        },
        figures,
        related,
        files,
        duplicates: Vec::new(),
        hidden: seen.hidden,
        calculating: calculating.into_iter().flat_map(|one| one.fields).collect(),
    })
}
