//! The palette: what it offers while somebody types, and what can be done with a hit.

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use kernel::{Error, Link, RecordId, Result};
use records::Cx;
use ui::Names;
use ui::model::RecordLine;
use ui::views::palette as view;

use present::place::escaped;
use present::{acts, head, notes, palette};
use visit::answer::{Answer, For, part};
use visit::open::reader;
use visit::query::query;
use visit::state::WebState;
use visit::visitor::Visitor;

/// Hits of a module at most.
const OF_MODULE: usize = 4;
/// Hits in all.
const HITS: usize = 8;
/// Commands beside hits.
const COMMANDS: usize = 5;

/// `GET /search/palette?q=&here=`: `>` before the words asks for commands, `#` for numbers.
pub async fn palette(
    State(_): State<WebState>,
    visitor: Visitor,
    RawQuery(raw): RawQuery,
) -> Answer {
    let cx = visitor.cx();
    let query = query(raw.as_deref());
    let typed: String = query.get("q").unwrap_or_default().trim().chars().take(200).collect();
    let here = query.get("here").unwrap_or_default();
    let page = match typed.chars().next() {
        None => recent(cx).await.for_(&visitor)?,
        Some('>') => only_commands(cx, typed[1..].trim(), here).await.for_(&visitor)?,
        Some(sign) => {
            let number = (sign == '#').then(|| typed[1..].trim());
            found(cx, number.unwrap_or(&typed), number.is_some(), here).await.for_(&visitor)?
        }
    };
    let known = Names::default();
    Ok(part(StatusCode::OK, view::palette(reader(&visitor, &known), &page)))
}

/// `GET /search/acts?of=MODULE:ID`
pub async fn acts_of(
    State(_): State<WebState>,
    visitor: Visitor,
    RawQuery(raw): RawQuery,
) -> Answer {
    let cx = visitor.cx();
    let query = query(raw.as_deref());
    let acts = match query.get("of").map(|of| of.split_once(':').unwrap_or_default()) {
        Some((code, id)) => {
            let id = id.parse().map_err(|()| Error::NotFound).for_(&visitor)?;
            of(cx, &Link::new(code, id)).await.for_(&visitor)?
        }
        None => view::PaletteActs::default(),
    };
    let known = Names::default();
    Ok(part(StatusCode::OK, view::acts(reader(&visitor, &known), &acts)))
}

async fn of(cx: &Cx, link: &Link) -> Result<view::PaletteActs> {
    let module = cx.module(&link.module)?;
    let record = records::get(cx, &link.module, link.id).await?;
    Ok(view::PaletteActs { acts: acts::acts(cx, &module, &record), title: record.title })
}

async fn only_commands(cx: &Cx, text: &str, here: &str) -> Result<view::PalettePage> {
    let views = social::all_views(cx).await?;
    Ok(view::PalettePage {
        commands: palette::commands(cx, text, here, &views),
        nothing: nothing(cx, text),
        ..view::PalettePage::default()
    })
}

fn nothing(cx: &Cx, text: &str) -> String {
    cx.catalog.texts().fill(cx.locale.language, "ui.search.none", &[("text", text)])
}

/// Before anything is typed, what was looked at last.
async fn recent(cx: &Cx) -> Result<view::PalettePage> {
    let (records, acts) = with_acts(cx, social::recents(cx).await?).await?;
    Ok(view::PalettePage {
        is_recent: true,
        records,
        acts,
        nothing: cx.text("ui.search.type").to_owned(),
        ..view::PalettePage::default()
    })
}

async fn found(cx: &Cx, text: &str, is_number: bool, here: &str) -> Result<view::PalettePage> {
    let of_module = if is_number { HITS } else { OF_MODULE };
    let (groups, views) =
        tokio::try_join!(records::search(cx, text, of_module), social::all_views(cx))?;
    let mut has_more = groups.iter().any(|group| group.has_more);
    let mut links = Vec::new();
    for group in groups {
        links.extend(
            group.hits.into_iter().map(|hit| (Link::new(&group.module, hit.id), hit.title)),
        );
    }
    has_more |= !is_number && HITS < links.len();
    let (mut records, acts) = match is_number {
        true => numbered(cx, links, text).await?,
        false => with_acts(cx, links).await?,
    };
    has_more |= HITS < records.len();
    records.truncate(HITS);
    let escaped: String = text.bytes().map(escaped).collect();
    let mut commands = match is_number {
        true => Vec::new(),
        false => palette::commands(cx, text, here, &views),
    };
    commands.truncate(COMMANDS);
    Ok(view::PalettePage {
        terms: kernel::search_terms(text),
        all: has_more.then(|| format!("/search?q={escaped}")),
        acts,
        commands,
        nothing: nothing(cx, text),
        records,
        ..view::PalettePage::default()
    })
}

/// The first hits, and what can be done with the best of them.
async fn with_acts(
    cx: &Cx,
    mut links: Vec<(Link, String)>,
) -> Result<(Vec<view::PaletteHit>, Option<view::PaletteActs>)> {
    links.truncate(HITS);
    let first = links.first().map(|(link, _)| link.clone());
    tokio::try_join!(hits(cx, links), first_acts(cx, first))
}

/// The same for all those among the hits whose number holds what was typed.
async fn numbered(
    cx: &Cx,
    mut links: Vec<(Link, String)>,
    text: &str,
) -> Result<(Vec<view::PaletteHit>, Option<view::PaletteActs>)> {
    let wanted = kernel::fold(text);
    let mut records = hits(cx, links.clone()).await?;
    records.retain(|hit| kernel::fold(&hit.record.note).contains(&wanted));
    let is_first = |link: &Link| {
        records.first().is_some_and(|hit| hit.of == format!("{}:{}", link.module, link.id))
    };
    links.retain(|(link, _)| is_first(link));
    let acts = first_acts(cx, links.pop().map(|(link, _)| link)).await?;
    Ok((records, acts))
}

async fn first_acts(cx: &Cx, first: Option<Link>) -> Result<Option<view::PaletteActs>> {
    let Some(link) = first else { return Ok(None) };
    match of(cx, &link).await {
        Ok(acts) => Ok(Some(acts)),
        // It went away while it was looked for.
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Records as hits, in their order, with module and what tells them apart.
async fn hits(cx: &Cx, links: Vec<(Link, String)>) -> Result<Vec<view::PaletteHit>> {
    let mut notes_of = std::collections::BTreeMap::new();
    for module in cx.catalog.modules() {
        let of_module = links.iter().filter(|(link, _)| link.module == module.code);
        let ids: Vec<RecordId> = of_module.map(|(link, _)| link.id).collect();
        if !ids.is_empty() {
            notes_of.extend(notes::notes(cx, module, &ids).await?);
        }
    }
    let hit = |(link, title): (Link, String)| {
        let one = cx.text(&format!("{}.name.one", link.module)).to_owned();
        let note = notes_of.get(&link.id).filter(|note| !note.is_empty());
        view::PaletteHit {
            of: format!("{}:{}", link.module, link.id),
            record: RecordLine {
                note: note.map_or(one.clone(), |note| format!("{one} · {note}")),
                ..head::record_line(cx, &link, &title)
            },
        }
    };
    Ok(links.into_iter().map(hit).collect())
}
