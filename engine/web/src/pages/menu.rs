//! What can be done with a record from its row in a list.

use access::Right;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use catalog::Module;
use records::{Cx, Record};
use social::Social;
use ui::Names;
use ui::model::{Go, MenuItem, Tone};
use ui::views::list::{RowGroup, row_entries};

use super::address;
use present::acts::reaching;
use present::kanban::{Plan, moves};
use visit::answer::{Answer, For, part, redirect};
use visit::open::reader;
use visit::query::query;
use visit::state::WebState;
use visit::visitor::{Visitor, page_before};

/// `GET /{modules}/{id}/menu`: what the menu of a row holds, and of a card on the board `by` a
/// field; without script it is the page itself.
pub async fn menu(
    State(_): State<WebState>,
    visitor: Visitor,
    Path((plural, id)): Path<(String, String)>,
    RawQuery(raw): RawQuery,
    headers: HeaderMap,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let id = address::id(&id).for_(&visitor)?;
    let record = records::get(cx, &module.code, id).await.for_(&visitor)?;
    let cx = &records::reaching(cx, &module, &record).await.for_(&visitor)?;
    if !visitor.is_partial {
        return Ok(redirect(&format!("/{plural}/{id}"), None));
    }
    let social = social::social(cx, &record.link(&module)).await.for_(&visitor)?;
    let ways = reaching(cx, &module, &record).into_iter().map(|(way, _)| way);
    let from = page_before(&headers);
    let (opening, marking, away) = groups(cx, &module, &record, (&social, &from));
    let known = Names::default();
    let lanes = lanes(cx, &module, &record, (query(raw.as_deref()).get("by"), &from));
    let groups: [RowGroup; 5] =
        [lanes, ways.collect::<Group>().into(), opening.into(), marking.into(), away.into()];
    Ok(part(StatusCode::OK, row_entries(reader(&visitor, &known), &record.title, &groups)))
}

/// Where the record can go on a board by this field.
fn lanes(cx: &Cx, module: &Module, record: &Record, (by, from): (Option<&str>, &str)) -> RowGroup {
    let plan = by.and_then(|by| Plan::of(cx, module, by));
    let plan = plan.filter(|_| record.trashed_at.is_none());
    let items = plan.map(|plan| moves(cx, &plan, record, from)).unwrap_or_default();
    RowGroup { title: Some(cx.text("ui.kanban.move_to").to_owned()), items }
}

type Group = Vec<MenuItem>;

/// What opens the record, what the reader makes of it, and what takes it away.
fn groups(
    cx: &Cx,
    module: &Module,
    record: &Record,
    (social, from): (&Social, &str),
) -> (Group, Group, Group) {
    let href = format!("/{}/{}", module.plural, record.id);
    let alive = record.trashed_at.is_none();
    let may = |right| alive && cx.actor.rights.may(&module.code, right);
    let entry = |key: &str, icon: &str, go: Go| {
        let label = cx.text(key).to_owned();
        MenuItem { label, icon: icon.into(), go, ..MenuItem::default() }
    };
    let post = |act: &str| Go::Post {
        action: format!("{href}/{act}"),
        fields: vec![("from".into(), from.to_owned())],
        confirm: None,
    };
    let mut opening = vec![
        entry("ui.list.row_peek", "panel-right-open", Go::Drawer(format!("{href}/preview"))),
        entry("ui.preview.open", "external-link", Go::To(href.clone())),
    ];
    if may(Right::Edit) {
        opening.push(entry("ui.preview.edit", "pencil", Go::To(format!("{href}/edit"))));
    }
    let marking = match (alive, social.follows, social.is_favourite) {
        (false, ..) => Vec::new(),
        (true, follows, is_favourite) => vec![
            match follows {
                true => entry("ui.list.row_unfollow", "eye-off", post("unfollow")),
                false => entry("ui.list.row_follow", "eye", post("follow")),
            },
            match is_favourite {
                true => entry("ui.list.row_unmark", "star-off", post("unmark")),
                false => entry("ui.list.row_mark", "star", post("mark")),
            },
        ],
    };
    let trash = may(Right::Delete).then(|| MenuItem {
        tone: Tone::Danger,
        ..entry("ui.list.row_trash", "trash-2", post("trash"))
    });
    (opening, marking, trash.into_iter().collect())
}
