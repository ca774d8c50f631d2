//! The job that sends a digest to one person.

use jobs::{Job, JobCx, Outcome, Running};
use kernel::{Error, Instant, PrincipalId, Result};
use mail::{Failure, Letter, MailServer};
use records::Cx;
use serde_json::{Value as Json, json};
use sheets::digest as view;
use social::Stretch;

use crate::page;

/// Which server letters go through, and what their links begin with.
#[derive(Clone, Debug)]
pub struct Post {
    /// The mail server.
    pub server: MailServer,
    /// Address under which people reach the program, without a slash at its end.
    pub address: String,
}

/// Sends a person what they have not read, if they may still see it and are still here.
pub struct SendDigest {
    /// How; without it nothing is sent.
    pub post: Option<Post>,
}

impl Job for SendDigest {
    fn name(&self) -> &'static str {
        "send_digest"
    }

    /// With the growing waits between them most of a working day, for mail servers that are mended.
    fn tries(&self) -> i64 {
        12
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(async move {
            match &self.post {
                Some(post) => send(cx, post).await,
                None => Ok(left("no_mail_server")),
            }
        })
    }
}

/// Nothing was sent, and why that is well.
fn left(why: &str) -> Outcome {
    Outcome::Done(json!({"sent": 0, "why": why}))
}

async fn send(job: &JobCx, post: &Post) -> Result<Outcome> {
    let asked = stretch(&job.payload);
    let stretch = asked.ok_or_else(|| Error::internal("the job does not say whose digest"))?;
    let house = job.engine.system("a digest goes to whoever ordered it");
    let Some(cx) = records::reading_as(&house, stretch.user).await? else {
        return Ok(left("not_active"));
    };
    let people = records::people(&cx).await?;
    let person = people.iter().find(|person| person.id == stretch.user);
    let Some((person, to)) = person.and_then(|person| Some((person, person.email.clone()?))) else {
        return Ok(left("no_mail_address"));
    };
    let fresh = social::fresh(&cx, stretch).await?;
    let page = page::of(&cx, fresh, &people, (&person.name, &post.address));
    if page.groups.is_empty() {
        return Ok(left("nothing_unread"));
    }
    let letter = letter(&cx, &page, (job, &person.name, to));
    // Noted before, not after: what died between the two is not sent a second time.
    if !social::begin_letter(&cx, job.id).await? {
        return Ok(left("perhaps_sent"));
    }
    match post.server.send(&letter).await {
        Ok(()) => Ok(Outcome::Done(json!({"sent": 1, "messages": page.n}))),
        Err(failure) => Err(told(&cx, job, failure).await?),
    }
}

/// The error of a letter that was not handed over; unless nobody knows, it may be tried again.
async fn told(cx: &Cx, job: &JobCx, failure: Failure) -> Result<Error> {
    let conflict = |code: &str, why: String| Error::Conflict {
        code: code.into(),
        params: [("why".to_owned(), why)].into(),
    };
    Ok(match failure {
        Failure::Unclear(why) => conflict("mail_unclear", why),
        Failure::Refused(why) => {
            social::take_letter_back(cx, job.id).await?;
            conflict("mail_refused", why)
        }
        Failure::Passing(why) => {
            social::take_letter_back(cx, job.id).await?;
            Error::Unavailable { what: format!("mail server ({why})") }
        }
    })
}

fn letter(cx: &Cx, page: &view::DigestPage, (job, name, to): (&JobCx, &str, String)) -> Letter {
    let known = ui::Names::default();
    let reader = page::reader(cx, &known);
    Letter {
        id: job.id.to_string(),
        name: name.to_owned(),
        to,
        subject: view::subject(reader, page),
        text: view::text(reader, page),
        html: view::page(reader, page),
        unsubscribe: page.settings.clone(),
        ..Letter::default()
    }
}

fn stretch(payload: &Json) -> Option<Stretch> {
    let at = |name: &str| payload.get(name)?.as_i64().map(Instant::from_millis);
    let user = payload.get("user")?.as_str()?.parse().ok().map(PrincipalId)?;
    Some(Stretch { user, since: at("since")?, until: at("until")? })
}
