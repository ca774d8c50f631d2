//! The job that hands an e-mail to the mail server.

use jobs::{ContextOf, Job, JobCx, Outcome, Running};
use kernel::{Error, Link, RecordId, Result, Value};
use mail::{Failure, MailServer};
use records::{Cx, Event, Record, Work};
use serde_json::{Value as Json, json};

use super::fields;
use super::written::{Written, written};

/// Name of the job.
const JOB: &str = "send_email";

/// Why the program notes what became of an e-mail, whoever reaches it.
const WHY: &str = "an e-mail was handed over";

/// Asks for the job when an e-mail may be waiting.
#[must_use]
pub fn subscribe(event: &Event) -> Vec<(String, Option<String>, Json)> {
    let is_waiting = event.module == "email" && event.touches(fields::STAGE.name());
    let key = Some(format!("{JOB}/{}", event.record));
    let ask = || (JOB.to_owned(), key, json!({"record": event.record}));
    is_waiting.then(ask).into_iter().collect()
}

/// Hands an e-mail to the mail server, in the name and with the rights of whoever sent it.
pub struct SendEmail {
    /// The mail server; without it nothing is sent.
    pub server: Option<MailServer>,
    /// Makes the context of whoever sent it.
    pub context: ContextOf,
}

impl Job for SendEmail {
    fn name(&self) -> &'static str {
        JOB
    }

    /// With the growing waits between them most of a working day, for mail servers that are mended.
    fn tries(&self) -> i64 {
        12
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(send(self, cx))
    }
}

async fn send(kind: &SendEmail, job: &JobCx) -> Result<Outcome> {
    let id = job.payload.get("record").and_then(Json::as_str).and_then(|id| id.parse().ok());
    let id: RecordId = id.ok_or_else(|| Error::internal("this names no record"))?;
    let own = match job.actor {
        Some(person) => job.engine.in_the_name_of(person, WHY),
        None => job.engine.system(WHY),
    };
    let module = own.module("email")?;
    let email = match records::get(&own, "email", id).await {
        Ok(email) if email.value(&module, fields::STAGE.name()).as_text() == "waiting" => email,
        Ok(_) | Err(Error::NotFound) => return Ok(Outcome::Done(json!({"sent": 0}))),
        Err(error) => return Err(error),
    };
    let Some(server) = &kind.server else {
        return Err(failed(&own, &email, Error::conflict("no_mail_server")).await?);
    };
    let sender = match job.actor {
        Some(person) => (kind.context)(job.engine.clone(), person).await,
        None => Ok(own.clone()),
    };
    let letter = match sender {
        Ok(sender) => written(&sender, &email, &job.id.to_string()).await,
        Err(error) => Err(error),
    };
    match letter {
        Ok(written) => hand_over((&own, job), server, (&email, written)).await,
        // What passes is tried again; what is refused stays refused.
        Err(error @ (Error::Internal(_) | Error::Unavailable { .. })) => Err(error),
        Err(error) => Err(failed(&own, &email, error).await?),
    }
}

async fn hand_over(
    (own, job): (&Cx, &JobCx),
    server: &MailServer,
    (email, written): (&Record, Written),
) -> Result<Outcome> {
    // Noted before, not after: what died between the two is not sent a second time.
    if !social::begin_letter(own, job.id).await? {
        return Err(failed(own, email, Error::conflict("mail_perhaps_sent")).await?);
    }
    match server.send(&written.letter).await {
        Ok(()) => {
            sent(own, email, &written.files).await?;
            Ok(Outcome::Done(json!({"sent": 1})))
        }
        Err(Failure::Passing(why)) => {
            social::take_letter_back(own, job.id).await?;
            Err(Error::Unavailable { what: format!("mail server ({why})") })
        }
        Err(Failure::Refused(why)) => {
            social::take_letter_back(own, job.id).await?;
            Err(failed(own, email, told("mail_refused", why)).await?)
        }
        Err(Failure::Unclear(why)) => Err(failed(own, email, told("mail_unclear", why)).await?),
    }
}

fn told(code: &str, why: String) -> Error {
    Error::Conflict { code: code.into(), params: [("why".to_owned(), why)].into() }
}

/// Notes that an e-mail is with the mail server, and lets its document go on.
async fn sent(own: &Cx, email: &Record, files: &str) -> Result<()> {
    let (link, files) = (Link::new("email", email.id), files.to_owned());
    records::within(own, move |work| {
        let document = change(work, &link, ("sent", &files, None))?;
        match document {
            Some(Value::Link(document)) => goes_on(work, &document),
            _ => Ok(()),
        }
    })
    .await
}

/// Notes that an e-mail is not with the mail server and why; gives the error back.
async fn failed(own: &Cx, email: &Record, error: Error) -> Result<Error> {
    let (link, why) = (Link::new("email", email.id), own.told(&error, &["email"]));
    let why: String = why.chars().take(500).collect();
    records::within(own, move |work| change(work, &link, ("failed", "", Some(&why))).map(drop))
        .await?;
    Ok(error)
}

fn change(
    work: &mut Work<'_, '_>,
    link: &Link,
    (stage, files, trouble): (&str, &str, Option<&str>),
) -> Result<Option<Value>> {
    let module = work.cx.module("email")?;
    let Some(record) = work.hold(link, WHY)? else { return Ok(None) };
    let document = record.value(&module, fields::DOCUMENT.name()).clone();
    let mut draft = work.held(&module, record);
    if stage == "sent" {
        draft.put(&fields::SENT_AT, Some(draft.when.at));
        draft.set(fields::FILES.name(), Value::text(files));
    }
    draft.set(fields::TROUBLE.name(), trouble.map_or(Value::Empty, Value::text));
    draft.set(fields::STAGE.name(), Value::text(stage));
    work.amend(draft, "updated")?;
    Ok(Some(document))
}

/// A document that waits to be sent has been sent now.
fn goes_on(work: &mut Work<'_, '_>, document: &Link) -> Result<()> {
    let known = [("quote", "send"), ("dunning_letter", "mark_sent")];
    let action = known.into_iter().find(|(module, _)| *module == document.module);
    let Some((_, action)) = action else { return Ok(()) };
    let module = work.cx.module(&document.module)?;
    let Some(record) = work.hold(document, WHY)? else { return Ok(()) };
    let stage = module.stage_field().map(|field| record.value(&module, &field.name).as_text());
    let action = module.actions.iter().find(|known| known.name == action);
    let action = action
        .filter(|action| stage.is_some_and(|stage| action.from.iter().any(|from| from == stage)));
    let Some(action) = action else { return Ok(()) };
    let draft = work.held(&module, record);
    work.act(draft, action, &records::Answers::default()).map(drop)
}
