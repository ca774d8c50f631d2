//! The job that sends a link to one person.

use digests::Post;
use entrance::letter as view;
use identity::{LINK_JOB, NewLink};
use jobs::{Job, JobCx, Outcome, Running};
use kernel::{Error, Locale, Result};
use mail::{Failure, Letter};
use serde_json::json;

/// Sends a link to whoever was named, if there is anybody.
pub struct SendLink {
    /// How; without it nothing is sent.
    pub post: Option<Post>,
}

impl Job for SendLink {
    fn name(&self) -> &'static str {
        LINK_JOB
    }

    fn run<'a>(&'a self, cx: &'a JobCx) -> Running<'a> {
        Box::pin(send(cx, self.post.as_ref()))
    }
}

async fn send(job: &JobCx, post: Option<&Post>) -> Result<Outcome> {
    let post = post.ok_or_else(|| Error::conflict("no_mail_server"))?;
    let Some(link) = identity::make_link(&job.engine, &job.payload).await? else {
        // What is seen of jobs does not tell whether there is anybody of that name.
        return Ok(Outcome::Done(json!({})));
    };
    let letter = letter(job, post, &link);
    match post.server.send(&letter).await {
        Ok(()) => Ok(Outcome::Done(json!({}))),
        Err(Failure::Passing(why)) => {
            Err(Error::Unavailable { what: format!("mail server ({why})") })
        }
        Err(Failure::Refused(why)) => Err(told("mail_refused", why)),
        Err(Failure::Unclear(why)) => Err(told("mail_unclear", why)),
    }
}

fn told(code: &str, why: String) -> Error {
    Error::Conflict { code: code.into(), params: [("why".to_owned(), why)].into() }
}

fn letter(job: &JobCx, post: &Post, link: &NewLink) -> Letter {
    let catalog = job.engine.catalog();
    let (locale, names) = (Locale::new(link.profile.preferences.language), ui::Names::default());
    let now = job.engine.clock().now();
    let reader = ui::Cx { catalog: &catalog, locale: &locale, now, names: &names, csrf: "" };
    let language = locale.language.code();
    let page = view::LinkLetter {
        kind: link.kind.word(),
        name: link.profile.name.clone(),
        login: link.profile.login.clone(),
        href: format!("{}/login/link?lang={language}&key={}", post.address, link.secret),
    };
    Letter {
        id: format!("{}-{}", job.id, kernel::random_hex()),
        name: link.profile.name.clone(),
        to: link.to.clone(),
        subject: view::subject(reader, &page),
        text: view::text(reader, &page),
        html: view::page(reader, &page),
        unsubscribe: String::new(),
        ..Letter::default()
    }
}
