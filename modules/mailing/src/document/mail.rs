//! A document is sent.

use kernel::{Error, Link, Result, Value};
use records::{Answers, Draft, Input, Work};

use crate::email::{demand_server, fields};

/// Why it is asked what was sent already, whoever reaches it.
const WHY: &str = "many documents are sent, each of them once";

/// Writes the e-mail with which a document is sent; the job hands it over. Among many at once, a
/// document that went out already, or is about to, stays.
///
/// # Errors
/// `Conflict` `no_mail_server`, `mailed_already`; `Invalid` when the e-mail cannot be saved.
pub fn mail(work: &mut Work<'_, '_>, document: &mut Draft, said: &Answers) -> Result<()> {
    demand_server(work)?;
    let code = document.module.code.clone();
    if work.cx.run.is_some() {
        demand_unsent(work, document)?;
    }
    let linked = |name: &str| match document.value(name) {
        link @ Value::Link(_) => link.clone(),
        _ => Value::Empty,
    };
    let attach = Some(said.get("attach")).filter(|attach| !attach.is_empty());
    let mut values = proposed(said);
    values.extend([
        (fields::DOCUMENT.name(), Value::Link(Link::new(&code, document.id))),
        (fields::ACCOUNT.name(), linked("account")),
        (fields::CONTACT.name(), linked("contact")),
        (fields::ATTACH.name(), attach.cloned().unwrap_or_else(|| Value::text("hybrid"))),
        (fields::STAGE.name(), Value::text("waiting")),
    ]);
    work.derive("email", &Input::of(values)).map(drop)
}

fn demand_unsent(work: &mut Work<'_, '_>, document: &Draft) -> Result<()> {
    let known = format!(r#"document = "{}" and stage in ("waiting", "sent")"#, document.id);
    match work.all("email", &known, WHY)?.is_empty() {
        true => Ok(()),
        false => Err(Error::conflict("mailed_already")),
    }
}

/// What was said about an e-mail, as its values.
pub fn proposed(said: &Answers) -> Vec<(&'static str, Value)> {
    let all = [
        (fields::RECIPIENT.name(), "recipient"),
        (fields::COPY.name(), "copy"),
        (fields::SUBJECT.name(), "subject"),
        (fields::BODY.name(), "body"),
    ];
    all.map(|(field, asked)| (field, said.get(asked).clone())).to_vec()
}
