//! What fields that look something up are offered.

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use kernel::fold;
use ui::Names;
use ui::fields::{OptionLine, options};

use super::list::query;
use super::open::reader;
use crate::answer::{Answer, For, part};
use crate::state::WebState;
use crate::visitor::Visitor;

/// Choices at most.
const CHOICES: usize = 12;

/// `GET /search/options?to=CODES&q=`
pub async fn records_for(
    State(_): State<WebState>,
    visitor: Visitor,
    RawQuery(raw): RawQuery,
) -> Answer {
    let cx = visitor.cx();
    let query = query(raw.as_deref());
    let text: String = query.get("q").unwrap_or_default().chars().take(200).collect();
    let mut lines = Vec::new();
    for code in query.get("to").unwrap_or_default().split(',').take(10) {
        let Some(module) = cx.catalog.module(code) else { continue };
        let found = records::lookup(cx, code, &text).await.for_(&visitor)?;
        lines.extend(found.iter().map(|record| {
            OptionLine {
                code: format!("{code}:{}", record.id),
                id: record.id.bytes(),
                title: record.title.clone(),
                note: module
                    .number_field()
                    .map(|field| record.value(module, &field.name).as_text().to_owned())
                    .unwrap_or_default(),
                is_person: module.is_person,
            }
        }));
    }
    lines.truncate(CHOICES);
    let known = Names::default();
    Ok(part(StatusCode::OK, options(reader(&visitor, &known), &lines)))
}

/// `GET /search/people?q=`
pub async fn people_for(
    State(_): State<WebState>,
    visitor: Visitor,
    RawQuery(raw): RawQuery,
) -> Answer {
    let query = query(raw.as_deref());
    let text = fold(query.get("q").unwrap_or_default());
    let people = records::people(visitor.cx()).await.for_(&visitor)?;
    let fits = people
        .into_iter()
        .filter(|person| fold(&person.name).contains(&text) || person.login.contains(&text));
    let lines: Vec<OptionLine> = fits
        .take(CHOICES)
        .map(|person| OptionLine {
            code: person.id.to_string(),
            id: person.id.bytes(),
            title: person.name,
            note: person.login,
            is_person: true,
        })
        .collect();
    let known = Names::default();
    Ok(part(StatusCode::OK, options(reader(&visitor, &known), &lines)))
}
