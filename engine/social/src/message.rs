//! Messages to a person: read, done with, not wanted.

use std::collections::BTreeMap;

use access::Right;
use kernel::{Error, Instant, Link, PrincipalId, RecordId, Result};
use records::{Cx, Engine};
use store::Reader;
use store::queries::message::{self as stored, Message};
use store::queries::{comment, muted};
use uuid::Uuid;

pub use store::queries::message::{Place, Which};

/// Unread messages are counted up to this many.
pub const COUNTED: i64 = 100;
/// Messages on a page.
const PORTION: i64 = 50;
/// Characters of a comment that a message shows.
const EXCERPT: usize = 160;

/// Why somebody gets a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A record was given to them.
    Assigned,
    /// They were mentioned in a comment.
    Mentioned,
    /// A record of theirs is due.
    Due,
    /// Somebody outside answered a record of theirs by its link.
    Answered,
    /// A job failed that they had asked for.
    Failed,
    /// A file lies ready that they had asked for.
    Ready,
    /// A record changed that they follow.
    Changed,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 7] = [
        Kind::Assigned,
        Kind::Mentioned,
        Kind::Due,
        Kind::Answered,
        Kind::Failed,
        Kind::Ready,
        Kind::Changed,
    ];

    /// The word as stored and posted.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Kind::Assigned => "assigned",
            Kind::Mentioned => "mentioned",
            Kind::Due => "due",
            Kind::Answered => "answered",
            Kind::Failed => "failed",
            Kind::Ready => "ready",
            Kind::Changed => "changed",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What messages are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A record, with its title.
    Record(Link, String),
    /// Many records of a module at once.
    Many(String),
    /// A job, by the name of its kind.
    Job(String),
    /// An export of records of a module, by its run.
    Export(String, Uuid),
}

/// A message as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Its id.
    pub id: Uuid,
    /// Why.
    pub kind: Kind,
    /// When.
    pub at: Instant,
    /// Who did it.
    pub actor: Option<PrincipalId>,
    /// Whether the reader is done with it.
    pub is_read: bool,
    /// What happened in one word, for a change; the day, for what is due.
    pub detail: String,
    /// What the comment says that it tells of.
    pub excerpt: Option<String>,
}

/// Messages about one thing, the newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageGroup {
    /// Id by which all of them are meant.
    pub id: Uuid,
    /// What they are about.
    pub subject: Subject,
    /// The messages.
    pub messages: Vec<Told>,
}

/// A page of messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MessagePage {
    /// Groups, by their newest message.
    pub groups: Vec<MessageGroup>,
    /// Where the next page begins.
    pub next: Option<Place>,
}

fn reader(cx: &Cx) -> Result<PrincipalId> {
    cx.actor.user.ok_or(Error::Unauthenticated)
}

/// How many messages the reader has not read, up to `COUNTED`.
///
/// It is a number only, so what cannot be seen any more is counted until a page finds out.
///
/// # Errors
/// When the database fails.
pub async fn unread(cx: &Cx) -> Result<i64> {
    let Some(user) = cx.actor.user else { return Ok(0) };
    cx.store().read(move |reader| stored::unread(reader, user, COUNTED)).await
}

/// Messages of the reader; with `is_open` only those they are not done with.
///
/// What is about a record out of reach is left out, and counts as read from then on.
///
/// # Errors
/// When the database fails.
pub async fn messages(cx: &Cx, is_open: bool, before: Option<Place>) -> Result<MessagePage> {
    let user = reader(cx)?;
    let which = (is_open, before);
    let read = move |reader: &mut Reader<'_>| stored::page(reader, user, which, PORTION);
    Ok(shown(cx, user, read).await?.0)
}

/// Messages as their reader may see them, and how many were read before that was asked.
pub(crate) async fn shown<F>(cx: &Cx, user: PrincipalId, read: F) -> Result<(MessagePage, usize)>
where
    F: FnOnce(&mut Reader<'_>) -> Result<Vec<Message>> + Send + 'static,
{
    let (all, comments) = cx
        .store()
        .read(move |reader| {
            let all = read(reader)?;
            let ids: Vec<Uuid> = all.iter().filter_map(comment_of).collect();
            let texts = comment::get_many(reader, &ids)?;
            let texts: BTreeMap<Uuid, String> = texts.into_iter().map(|c| (c.id, c.text)).collect();
            Ok((all, texts))
        })
        .await?;
    let n = all.len();
    let next = all.last().filter(|_| n as i64 == PORTION).map(|last| (last.at, last.id));
    let links: Vec<Link> = all.iter().filter_map(link_of).collect();
    let titles = records::titles(cx, &links).await?;
    let mut page = MessagePage { groups: Vec::new(), next };
    let mut hidden = Vec::new();
    for message in all {
        match subject(cx, &message, &titles) {
            Some(subject) => page.add(&message, subject, &comments),
            None => hidden.extend((!message.is_read).then_some(message.id)),
        }
    }
    if !hidden.is_empty() {
        hide(cx, user, hidden).await?;
    }
    Ok((page, n))
}

impl MessagePage {
    fn add(&mut self, message: &Message, subject: Subject, comments: &BTreeMap<Uuid, String>) {
        let Some(kind) = Kind::from_word(&message.kind) else { return };
        let excerpt = comment_of(message).and_then(|id| comments.get(&id));
        let told = Told {
            id: message.id,
            kind,
            at: message.at,
            actor: message.actor,
            is_read: message.is_read,
            detail: match comment_of(message) {
                Some(_) => "commented".into(),
                None => message.detail.clone(),
            },
            excerpt: excerpt.map(|text| text.chars().take(EXCERPT).collect()),
        };
        match self.groups.iter_mut().find(|group| group.id == message.subject) {
            Some(group) => group.messages.push(told),
            None => self.groups.push(MessageGroup {
                id: message.subject,
                subject,
                messages: vec![told],
            }),
        }
    }
}

fn comment_of(message: &Message) -> Option<Uuid> {
    message.detail.strip_prefix("comment/").and_then(|id| Uuid::parse_str(id).ok())
}

fn is_many(message: &Message) -> bool {
    message.detail == "many"
}

fn is_export(message: &Message) -> bool {
    message.kind == Kind::Ready.word()
}

fn link_of(message: &Message) -> Option<Link> {
    let is_record = !message.module.is_empty() && !is_many(message) && !is_export(message);
    is_record.then(|| Link::new(&message.module, RecordId(message.subject)))
}

fn subject(cx: &Cx, message: &Message, titles: &BTreeMap<RecordId, String>) -> Option<Subject> {
    match link_of(message) {
        Some(link) => titles.get(&link.id).map(|title| Subject::Record(link, title.clone())),
        None if is_export(message) => {
            let may = cx.actor.rights.may(&message.module, Right::Export);
            may.then(|| Subject::Export(message.module.clone(), message.subject))
        }
        None if message.module.is_empty() => Some(Subject::Job(message.detail.clone())),
        None => {
            let may = cx.actor.rights.may(&message.module, Right::See);
            may.then(|| Subject::Many(message.module.clone()))
        }
    }
}

async fn hide(cx: &Cx, user: PrincipalId, hidden: Vec<Uuid>) -> Result<()> {
    let now = cx.now();
    cx.store()
        .write(move |tx| {
            for id in &hidden {
                stored::set_read(tx, user, (Which::One(*id), true), now)?;
            }
            Ok(())
        })
        .await
}

/// Says whether the reader is done with messages; tells how many changed.
///
/// # Errors
/// `Unauthenticated` when nobody acts.
pub async fn set_read(cx: &Cx, which: Which, is_read: bool) -> Result<u64> {
    let (user, now) = (reader(cx)?, cx.now());
    cx.store().write(move |tx| stored::set_read(tx, user, (which, is_read), now)).await
}

/// Whoever looks at a record is done with what they were told of it.
pub(crate) async fn seen(cx: &Cx, link: &Link) -> Result<()> {
    let (Some(user), subject) = (cx.actor.user, link.id.0) else { return Ok(()) };
    if cx.store().read(move |reader| stored::is_told(reader, user, subject)).await? {
        set_read(cx, Which::About(subject), true).await?;
    }
    Ok(())
}

/// Kinds of messages that the reader does not want.
///
/// # Errors
/// `Unauthenticated` when nobody acts.
pub async fn unwanted(cx: &Cx) -> Result<Vec<Kind>> {
    let user = reader(cx)?;
    let words = cx.store().read(move |reader| muted::of_person(reader, user)).await?;
    Ok(words.iter().filter_map(|word| Kind::from_word(word)).collect())
}

/// Says which kinds of messages the reader does not want from now on.
///
/// # Errors
/// `Unauthenticated` when nobody acts.
pub async fn set_unwanted(cx: &Cx, kinds: &[Kind]) -> Result<()> {
    let user = reader(cx)?;
    let words: Vec<String> = kinds.iter().map(|kind| kind.word().to_owned()).collect();
    cx.store().write(move |tx| muted::set(tx, user, &words)).await
}

/// People whose messages changed since an instant, with the latest instant of a change.
///
/// # Errors
/// When the database fails.
pub async fn changed_since(
    engine: &Engine,
    since: Instant,
) -> Result<BTreeMap<PrincipalId, Instant>> {
    engine.store().read(move |reader| stored::changed_since(reader, since)).await
}
