//! The bin of a module.

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use kernel::Error;
use records::{Cursor, ListQuery};
use sheets::bin as view;
use ui::Names;

use super::address;
use present::head;
use present::list_state::ROWS;
use visit::answer::{Answer, For};
use visit::open::Open;
use visit::query::query;
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /{modules}/bin`
pub async fn bin(
    State(_): State<WebState>,
    visitor: Visitor,
    Path(plural): Path<String>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let cx = visitor.cx();
    let module = address::module(cx, &plural).for_(&visitor)?;
    let query = query(raw.as_deref());
    let after = match query.get("after") {
        None => None,
        Some(text) => {
            let wrong = || Error::invalid("cursor", "wrong_cursor");
            Some(Cursor::parse(text).ok_or_else(wrong).for_(&visitor)?)
        }
    };
    let question = ListQuery {
        sort: "-modified_at".into(),
        after,
        limit: ROWS,
        in_bin: true,
        ..ListQuery::default()
    };
    let found = records::find(cx, &module.code, &question).await.for_(&visitor)?;
    let rows = found.page.records.iter().map(|record| view::BinRow {
        record: head::record_line(cx, &record.link(&module), &record.title),
        at: record.trashed_at.unwrap_or(cx.now()),
        restore: format!("/{plural}/{}/restore", record.id),
    });
    let page = view::BinPage {
        days: records::DAYS_IN_BIN,
        rows: rows.collect(),
        next: found.page.next.as_ref().map(|cursor| format!("/{plural}/bin?after={cursor}")),
        module: head::module(cx, &module),
    };
    let open = Open::new(&visitor, &format!("/{plural}"), Names::default()).await.for_(&visitor)?;
    let body = view::page(open.reader(), &page);
    Ok(open.answer(StatusCode::OK, &page.module.many, &body))
}
