//! What fields that look something up are offered.

use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use kernel::fold;
use records::Person;
use ui::Names;
use ui::fields::{OptionLine, options};

use visit::answer::{Answer, For, Refused, part};
use visit::open::reader;
use visit::query::query;
use visit::state::WebState;
use visit::visitor::Visitor;

/// Choices at most.
const CHOICES: usize = 12;
/// People at most of whom it is asked what they see.
const ASKED: usize = 40;

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

/// `GET /{modules}/{id}/people?q=`: people who may see a record, and so can be mentioned at it.
pub async fn people_who_see(
    State(_): State<WebState>,
    visitor: Visitor,
    Path((plural, id)): Path<(String, String)>,
    RawQuery(raw): RawQuery,
) -> Answer {
    let cx = visitor.cx();
    let link = super::social::link(&visitor, &plural, &id)?;
    records::get(cx, &link.module, link.id).await.for_(&visitor)?;
    let typed = fold(query(raw.as_deref()).get("q").unwrap_or_default());
    let others = fitting(&visitor, raw.as_deref()).await?.into_iter().filter(|person| {
        let name = fold(&person.name);
        let begins = name.starts_with(&typed)
            || name.split(' ').any(|word| word.starts_with(&typed))
            || person.login.starts_with(&typed);
        begins && !person.login.is_empty() && Some(person.id) != cx.actor.user
    });
    let mut lines = Vec::new();
    for person in others.take(ASKED) {
        if lines.len() < CHOICES && social::may_see(cx, person.id, &link).await.for_(&visitor)? {
            lines.push(line(person));
        }
    }
    let known = Names::default();
    Ok(part(StatusCode::OK, options(reader(&visitor, &known), &lines)))
}

/// People whose name fits what is typed.
async fn fitting(visitor: &Visitor, raw: Option<&str>) -> Result<Vec<Person>, Refused> {
    let query = query(raw);
    let text = fold(query.get("q").unwrap_or_default());
    let people = records::owners(visitor.cx()).await.for_(visitor)?;
    let fits = |person: &Person| fold(&person.name).contains(&text) || person.login.contains(&text);
    Ok(people.into_iter().filter(fits).collect())
}

fn line(person: Person) -> OptionLine {
    OptionLine {
        code: person.id.to_string(),
        id: person.id.bytes(),
        title: person.name,
        note: person.login,
        is_person: true,
    }
}

/// `GET /search/people?q=`
pub async fn people_for(
    State(_): State<WebState>,
    visitor: Visitor,
    RawQuery(raw): RawQuery,
) -> Answer {
    let fits = fitting(&visitor, raw.as_deref()).await?;
    let lines: Vec<OptionLine> = fits.into_iter().take(CHOICES).map(line).collect();
    let known = Names::default();
    Ok(part(StatusCode::OK, options(reader(&visitor, &known), &lines)))
}
