//! A document is sent.

use kernel::{Link, Result, Value};
use records::{Answers, Draft, Input, Work};

use crate::email::{demand_server, fields};

/// Writes the e-mail with which a document is sent; the job hands it over.
///
/// # Errors
/// `Conflict` `no_mail_server`; `Invalid` when the e-mail cannot be saved.
pub fn mail(work: &mut Work<'_, '_>, document: &mut Draft, said: &Answers) -> Result<()> {
    demand_server(work)?;
    let code = document.module.code.clone();
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
