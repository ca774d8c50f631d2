//! From a record to the letter that travels.

use kernel::{Link, Result, Value};
use mail::{Attachment, Letter};
use records::{Cx, Output, Record};
use sha2::{Digest, Sha256};

use super::fields;

/// A letter with what is remembered of its files.
pub struct Written {
    /// The letter.
    pub letter: Letter,
    /// Names and hashes of its files, a line each.
    pub files: String,
}

/// Writes the letter of a record, with the files that whoever sends it may see.
///
/// # Errors
/// `Forbidden`, `NotFound`; what giving out a file says.
pub async fn written(cx: &Cx, email: &Record, id: &str) -> Result<Written> {
    let module = cx.module("email")?;
    let text = |name: &str| email.value(&module, name).as_text().to_owned();
    let given = match email.value(&module, fields::DOCUMENT.name()) {
        Value::Link(document) => given(cx, document, &text(fields::ATTACH.name())).await?,
        _ => Vec::new(),
    };
    let files = given.iter().map(told).collect::<Vec<_>>().join("\n");
    let letter = Letter {
        id: id.to_owned(),
        to: text(fields::RECIPIENT.name()),
        copy: text(fields::COPY.name()),
        writer: writer(cx).await?,
        subject: text(fields::SUBJECT.name()),
        text: text(fields::BODY.name()),
        attachments: given.into_iter().map(attached).collect(),
        ..Letter::default()
    };
    Ok(Written { letter, files })
}

/// Whom answers reach: whoever sends it.
async fn writer(cx: &Cx) -> Result<String> {
    let people = records::people(cx).await?;
    let own = people.into_iter().find(|person| Some(person.id) == cx.actor.user);
    Ok(own.and_then(|person| person.email).unwrap_or_default())
}

async fn given(cx: &Cx, document: &Link, attach: &str) -> Result<Vec<Output>> {
    let outputs = records::outputs(cx, &document.module);
    let is_electronic = outputs.iter().any(|(name, _)| *name == "einvoice.xml");
    let names: &[&str] = match (is_electronic, attach) {
        (true, "xml") => &["einvoice.xml"],
        (true, "pdf_and_xml") => &["document.pdf", "einvoice.xml"],
        _ => &["document.pdf"],
    };
    let mut given = Vec::new();
    for name in names {
        given.push(records::output(cx, &document.module, document.id, name).await?);
    }
    Ok(given)
}

fn told(output: &Output) -> String {
    let hash: String =
        Sha256::digest(&output.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{} SHA-256 {hash}", output.file)
}

fn attached(output: Output) -> Attachment {
    let media_type = output.media_type().to_owned();
    Attachment { name: output.file, media_type, bytes: output.bytes }
}
