//! What is proposed when a document is sent: to whom, and with which words.

use catalog::filter::quoted;
use kernel::{Result, Value};
use records::{Answers, Asking, Record};

use super::filled::Filled;
use crate::mail_template::{fields, shipped};

/// Proposes a recipient, a subject and a body.
///
/// # Errors
/// When the modules are unknown.
pub fn mail(asking: &mut Asking<'_, '_>, (code, document): (&str, &Record)) -> Result<Answers> {
    let module = asking.cx.module(code)?;
    let language = document.value(&module, "language").as_text().to_owned();
    let (subject, body) = words(asking, (code, &language))?;
    let filled = Filled::of(asking, (&module, document), &language)?;
    let said = [
        ("recipient", Value::text(&filled.recipient)),
        ("subject", Value::text(&filled.fill(&subject))),
        ("body", Value::text(&filled.fill(&body))),
    ];
    Ok(Answers::of(said.into_iter().filter(|(_, value)| !value.is_empty())))
}

/// The words of the house for an occasion, else those that come along.
fn words(
    asking: &mut Asking<'_, '_>,
    (occasion, language): (&str, &str),
) -> Result<(String, String)> {
    let language = if language.is_empty() { "de" } else { language };
    let filter = format!("occasion = {} and language = {}", quoted(occasion), quoted(language));
    let own = asking.first(("mail_template", &filter), 1)?;
    if let Some(own) = own.first() {
        let module = asking.cx.module("mail_template")?;
        let text = |name: &str| own.value(&module, name).as_text().to_owned();
        return Ok((text(fields::SUBJECT.name()), text(fields::BODY.name())));
    }
    Ok(shipped(occasion, language).unwrap_or_default())
}
