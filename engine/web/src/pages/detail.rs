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
use super::list::query;
use super::open::{Open, reader};
use super::place::{came_from, place};
use super::related;
use crate::answer::{Answer, For, part};
use crate::state::WebState;
use crate::visitor::Visitor;
use present::detail::{Material, page as model, values};
use present::{names, timeline};

use present::timeline::HISTORY;
/// Planned records that the timeline shows.
const PLANNED: usize = 20;

/// `GET /{modules}/{id}`
pub async fn detail(
    State(state): State<WebState>,
    visitor: Visitor,
    Path((plural, id)): Path<(String, String)>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let asked = query(raw.as_deref());
    let from = came_from(&plural, &asked, &headers);
    show(&state, &visitor, (&plural, &id), Asked { query: asked, from, refused: None }).await
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
pub async fn show(
    state: &WebState,
    visitor: &Visitor,
    (plural, id): (&str, &str),
    asked: Asked,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, plural).for_(visitor)?;
    let id = address::id(id).for_(visitor)?;
    let record = records::get(cx, &module.code, id).await.for_(visitor)?;
    let cx = &records::reaching(cx, &module, &record).await.for_(visitor)?;
    let Asked { query, from, refused } = asked;
    let parts = ["comments", "told", "changes"];
    let shown = query.get("show").filter(|shown| parts.contains(shown)).unwrap_or("all");
    let before = timeline::Since {
        seq: query.get("before").and_then(|text| text.parse().ok()),
        until: query.get("until").and_then(Instant::parse_rfc3339),
    };
    let mut material =
        material(cx, state, &module, &record, (shown, before)).await.for_(visitor)?;
    let wanted = values(&record, &material.timeline.history);
    let known = names::of_values(cx, wanted).await.for_(visitor)?;
    material.timeline.known = known.records.clone();
    let link = record.link(&module);
    if query.get("part") == Some("timeline") {
        let page = model(cx, material);
        return Ok(part(StatusCode::OK, view::timeline(reader(visitor, &known), &page.timeline)));
    }
    note_seen(cx, link);
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
    state: &WebState,
    module: &'a Arc<Module>,
    record: &'a Record,
    (shown, since): (&str, timeline::Since),
) -> Result<Material<'a>> {
    let story = async {
        let history = records::history_of(cx, (module, record), since.seq, HISTORY).await?;
        let comments = social::comments_of(cx, record, (since.until, HISTORY)).await?;
        Ok((history, comments, state.files.beside(cx, record).await?))
    };
    let place = (module.code.as_str(), record.id);
    let telling = records::story(cx, place, since.until, (PLANNED, HISTORY));
    let around = async { Ok((names::people(cx).await?, social::social_of(cx, record).await?)) };
    // One question does not wait for the answer to another that it does not need.
    let figures = records::figures(cx, &module.code, record.id);
    let ((history, comments, files), (people, social), told, figures, related) =
        tokio::try_join!(story, around, telling, figures, related::blocks(cx, module, record))?;
    Ok(Material {
        module,
        record,
        social,
        timeline: timeline::Material {
            history,
            comments,
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
    })
}
