//! Records that are made of the files in an e-mail, as a mail server hands it over.

use axum::extract::{FromRequest, Request, State};
use axum::http::header;
use axum::response::IntoResponse;
use catalog::Module;
use kernel::{Error, Result};
use mail_parser::{Message, MessageParser, MimeHeaders};
use records::Cx;
use serde_json::{Value as Json, json};

use crate::caller::{ApiState, Caller, once};
use crate::list::module_of;
use crate::once::at_most_once;
use crate::params::{NoParams, Place, Whole};
use crate::problem::{Answer, body, status_of};

/// Files at most that are taken out of one e-mail.
const MOST: usize = 50;
/// How deep e-mails lie in others that are looked into, such as ones that were passed on.
const DEPTH: usize = 3;

/// `POST /api/v1/{modules}/from_mail`: the e-mail as it came (RFC 5322). Every file in it that the
/// module reads becomes a record or is told why not; others are passed over.
///
/// Where nothing came of it, it is refused, so that whoever sent it hears of that.
pub async fn take_in(
    State(state): State<ApiState>,
    Caller(cx): Caller,
    _: NoParams,
    Place(plural): Place<String>,
    request: Request,
) -> Answer {
    let module = module_of(&cx, &plural)?;
    cx.actor.rights.demand(&module.code, access::Right::Create)?;
    let endings = records::taken_endings(&cx, &module.code);
    if endings.is_empty() {
        return Err(Error::NotFound.into());
    }
    let headers = request.headers().clone();
    let Whole(bytes) = Whole::from_request(request, &()).await?;
    let files = attached(&bytes, endings)?;
    let once = once(&headers, &format!("{plural}/from_mail"), &bytes)?;
    let own = cx.clone();
    let work = async move { all(&state, &own, &module, files).await.map(|told| told.to_string()) };
    let told = at_most_once(&cx, once, work).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], told).into_response())
}

/// A file in an e-mail.
struct Attached {
    name: String,
    bytes: Vec<u8>,
}

/// Files whose names end in one of some ways.
fn attached(bytes: &[u8], endings: &[&str]) -> Result<Vec<Attached>> {
    let message = MessageParser::default().parse(bytes).filter(|message| !message.parts.is_empty());
    let message = message.ok_or_else(|| Error::invalid("", "not_mail"))?;
    let mut found = Vec::new();
    gather(&message, DEPTH, &mut found);
    found.retain(|file| {
        let ending = file.name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        ending.is_some_and(|ending| endings.contains(&ending.as_str()))
    });
    match found.len() {
        0 => Err(Error::invalid("file", "no_file_in_mail")),
        n if n > MOST => Err(Error::invalid("file", "too_many_files")),
        _ => Ok(found),
    }
}

fn gather(message: &Message<'_>, depth: usize, found: &mut Vec<Attached>) {
    for part in message.attachments() {
        match part.message() {
            Some(inner) if depth > 0 => gather(inner, depth - 1, found),
            Some(_) => {}
            None => {
                let name = part.attachment_name().unwrap_or_default().to_owned();
                found.push(Attached { name, bytes: part.contents().to_vec() });
            }
        }
    }
}

async fn all(state: &ApiState, cx: &Cx, module: &Module, files: Vec<Attached>) -> Result<Json> {
    let mut told = Vec::with_capacity(files.len());
    let mut first_refused = None;
    let mut n_made = 0;
    for Attached { name, bytes } in files {
        match state.files.take_in(cx, &module.code, &name, bytes).await {
            Ok(record) => {
                n_made += 1;
                told.push(json!({"file": name, "status": 201, "id": record.id.to_string()}));
            }
            Err(error @ (Error::Invalid(_) | Error::Conflict { .. })) => {
                let status = status_of(&error);
                let problem = body(&error, status);
                told.push(json!({"file": name, "status": status.as_u16(), "problem": problem}));
                first_refused.get_or_insert(error);
            }
            Err(error) => return Err(error),
        }
    }
    match first_refused {
        Some(error) if n_made == 0 => Err(error),
        _ => Ok(json!({"files": told})),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(mail: &str) -> Vec<String> {
        let found = attached(mail.replace('\n', "\r\n").as_bytes(), &["xml", "pdf"]);
        found.map(|all| all.into_iter().map(|file| file.name).collect()).unwrap_or_default()
    }

    fn of(parts: &str) -> String {
        between("c", parts)
    }

    fn between(edge: &str, parts: &str) -> String {
        let head = "From: a@example.com\nTo: b@example.com\nSubject: x\nMIME-Version: 1.0\n";
        let kind = format!("Content-Type: multipart/mixed; boundary=\"{edge}\"\n\n");
        format!("{head}{kind}{parts}--{edge}--\n")
    }

    fn part(name: &str, text: &str) -> String {
        format!(
            "--c\nContent-Type: application/octet-stream\n\
             Content-Disposition: attachment; filename=\"{name}\"\n\n{text}\n"
        )
    }

    #[test]
    fn what_a_module_reads_is_found_in_an_email() {
        let mail =
            of(&[part("a.XML", "<a/>"), part("agb.txt", "x"), part("b.pdf", "%PDF")].concat());
        assert_eq!(named(&mail), ["a.XML", "b.pdf"]);
        let passed_on = format!("--d\nContent-Type: message/rfc822\n\n{mail}\n");
        let outer = between("d", &passed_on);
        assert_eq!(named(&outer), ["a.XML", "b.pdf"], "also in one that was passed on");
    }

    #[test]
    fn an_email_may_be_nested_as_deep_as_it_likes() {
        let level = |n: usize| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n");
        let multiparts: String = (0..20_000).map(level).collect();
        assert_eq!(named(&multiparts), Vec::<String>::new());
        let passed_on = "Content-Type: message/rfc822\n\n".repeat(20_000);
        assert_eq!(named(&passed_on), Vec::<String>::new());
    }

    #[test]
    fn what_is_no_email_and_what_has_no_file_is_told() {
        for mail in ["", "\n\n", "From: a@example.com\n\nonly words", "\0\0\0"] {
            assert!(attached(mail.as_bytes(), &["xml"]).is_err(), "{mail:?}");
        }
        let many = (0..=MOST).map(|n| part(&format!("{n}.xml"), "<a/>")).collect::<String>();
        assert!(attached(of(&many).replace('\n', "\r\n").as_bytes(), &["xml"]).is_err());
    }
}
