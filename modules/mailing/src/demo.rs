//! Templates and e-mails of a firm to look at.

use kernel::{Link, Result, Value};
use records::{Cx, Input, ListQuery, Record};

use crate::document::proposed;
use crate::email::{fields, written};

/// E-mails that went out with documents of a kind.
const EACH: usize = 3;

/// Lays in the templates, and writes down with which e-mails the last documents went out.
///
/// # Errors
/// When something is refused.
pub async fn fill(people: &[Cx]) -> Result<()> {
    records::run_errand(&people[0], "mail_template", "lay_in").await?;
    let known = [("quote", r#"stage = "sent""#), ("invoice", r#"stage in ("issued", "paid")"#)];
    for (module, filter) in known {
        let (filter, sort) = (filter.to_owned(), "-created_at".to_owned());
        let list = ListQuery { filter, sort, limit: EACH, ..ListQuery::default() };
        let found = records::find(&people[0], module, &list).await?.page.records;
        for (n, document) in found.iter().enumerate() {
            went_out(&people[n % people.len()], (module, document)).await?;
        }
    }
    Ok(())
}

async fn went_out(who: &Cx, (code, document): (&str, &Record)) -> Result<()> {
    let module = who.module(code)?;
    let said = records::propose(who, code, document.id, "mail").await?;
    if said.get("recipient").is_empty() {
        return Ok(());
    }
    let mut values: Vec<(&str, Value)> = proposed(&said);
    values.extend([
        (fields::DOCUMENT.name(), Value::Link(Link::new(code, document.id))),
        (fields::ACCOUNT.name(), document.value(&module, "account").clone()),
        (fields::CONTACT.name(), document.value(&module, "contact").clone()),
        (fields::ATTACH.name(), Value::text("hybrid")),
    ]);
    let draft = records::create(who, "email", Input::of(values)).await?;
    let files = written(who, &draft, "demo").await?.files;
    let link = Link::new("email", draft.id);
    records::within(who, move |work| {
        let module = work.cx.module("email")?;
        let Some(record) = work.hold(&link, "it went out")? else { return Ok(()) };
        let mut email = work.held(&module, record);
        email.set(fields::STAGE.name(), Value::text("waiting"));
        work.amend(email, "send")?;
        let Some(record) = work.hold(&link, "it went out")? else { return Ok(()) };
        let mut email = work.held(&module, record);
        email.put(&fields::SENT_AT, Some(email.when.at));
        email.set(fields::FILES.name(), Value::text(&files));
        email.set(fields::STAGE.name(), Value::text("sent"));
        work.amend(email, "updated").map(drop)
    })
    .await
}
