//! Comments on records.

use std::collections::BTreeMap;

use access::Right;
use kernel::{Error, FieldProblem, Instant, Link, PrincipalId, Result};
use records::Cx;
use store::queries::{comment as stored, mention};
use uuid::Uuid;

use crate::mention::mentioned;
use crate::tell::{self, Said};

/// Characters at most.
const LONGEST: usize = 10_000;

/// A comment as its readers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its id.
    pub id: Uuid,
    /// Who wrote it.
    pub author: Option<PrincipalId>,
    /// When.
    pub at: Instant,
    /// When it was changed last.
    pub edited_at: Option<Instant>,
    /// What it says.
    pub text: String,
    /// Whether the reader may change it: their own, or any for administrators.
    pub is_mine: bool,
    /// Who is mentioned in it and was told.
    pub mentions: Vec<PrincipalId>,
}

/// A comment that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its id.
    pub id: Uuid,
    /// People who are mentioned and may not see the record; they were not told.
    pub out_of_reach: Vec<PrincipalId>,
}

/// What became of something that was taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It was not there.
    New,
    /// It was there and is otherwise now.
    Changed,
    /// It was there.
    Known,
}

fn judge(text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::invalid("text", "required"));
    }
    if text.chars().count() > LONGEST {
        let problem = FieldProblem::new("text", "too_long").with("max", LONGEST);
        return Err(Error::Invalid(vec![problem]));
    }
    if text.contains(|c: char| c.is_control() && !"\n\r\t".contains(c)) {
        return Err(Error::invalid("text", "control_character"));
    }
    Ok(text.to_owned())
}

async fn reach(cx: &Cx, link: &Link) -> Result<()> {
    records::get(cx, &link.module, link.id).await.map(drop)
}

/// Adds a comment; whoever sees a record may comment on it, and whoever is mentioned is told.
///
/// `chosen` are people picked from a list while writing, to tell those of one name apart.
///
/// # Errors
/// `NotFound` for the record; `Invalid` at `text`.
pub async fn add_comment(
    cx: &Cx,
    link: &Link,
    text: &str,
    chosen: &[PrincipalId],
) -> Result<Written> {
    let text = judge(text)?;
    reach(cx, link).await?;
    let people = mentioned(cx, link, &text, chosen).await?;
    let comment = stored::Comment {
        id: Uuid::now_v7(),
        module: link.module.clone(),
        record: link.id,
        author: cx.actor.user,
        at: cx.now(),
        edited_at: None,
        text,
    };
    let (id, link, told) = (comment.id, link.clone(), people.told);
    let write = move |tx: &mut store::Tx<'_>| {
        stored::add(tx, &comment)?;
        mention::set(tx, id, &told)?;
        let said = Said { link: &link, id, author: comment.author, at: comment.at };
        tell::mentioned(tx, &said, &told)?;
        tell::commented(tx, &said, &told)
    };
    cx.store().write(write).await?;
    Ok(Written { id, out_of_reach: people.out_of_reach })
}

/// Takes over a comment that was written elsewhere, under the moment and the name of the context;
/// nobody is told. Doing so twice is as once; what was changed there meanwhile is changed here.
///
/// # Errors
/// `NotFound` for the record; `Invalid` at `text`.
pub async fn take_over_comment(cx: &Cx, link: &Link, id: Uuid, text: &str) -> Result<Taken> {
    let text = judge(text)?;
    reach(cx, link).await?;
    let comment = stored::Comment {
        id,
        module: link.module.clone(),
        record: link.id,
        author: cx.actor.user,
        at: cx.now(),
        edited_at: None,
        text,
    };
    let write = move |tx: &mut store::Tx<'_>| match stored::get(tx, id)? {
        None => stored::add(tx, &comment).map(|()| Taken::New),
        Some(known) if known.text == comment.text => Ok(Taken::Known),
        // What was changed here is no longer what was taken over; what was taken over again stands
        // under the moment in which it was written.
        Some(known) if known.edited_at.is_some_and(|at| at != known.at) => Ok(Taken::Known),
        Some(_) => {
            let (at, text) = (comment.at, comment.text.as_str());
            stored::edit(tx, id, text, at).map(|()| Taken::Changed)
        }
    };
    cx.store().write(write).await
}

/// Comments of a record, the newest first.
///
/// # Errors
/// `NotFound` for the record.
pub async fn comments(
    cx: &Cx,
    link: &Link,
    page: (Option<Instant>, usize),
) -> Result<Vec<Comment>> {
    let id = records::get(cx, &link.module, link.id).await?.id;
    let (all, mentions) = cx
        .store()
        .read(move |reader| {
            let all = stored::of_record(reader, id, page)?;
            let ids: Vec<Uuid> = all.iter().map(|comment| comment.id).collect();
            Ok((all, mention::of_comments(reader, &ids)?))
        })
        .await?;
    Ok(readable(cx, all, mentions))
}

/// Comments as the reader may read them, with who is mentioned in them.
pub(crate) fn readable(
    cx: &Cx,
    all: Vec<stored::Comment>,
    mut mentions: BTreeMap<Uuid, Vec<PrincipalId>>,
) -> Vec<Comment> {
    let readable = |comment: stored::Comment| Comment {
        is_mine: may_change(cx, &comment),
        mentions: mentions.remove(&comment.id).unwrap_or_default(),
        id: comment.id,
        author: comment.author,
        at: comment.at,
        edited_at: comment.edited_at,
        text: comment.text,
    };
    all.into_iter().map(readable).collect()
}

fn may_change(cx: &Cx, comment: &stored::Comment) -> bool {
    let own = comment.author.is_some() && comment.author == cx.actor.user;
    own || cx.actor.is_administrator()
}

async fn own(cx: &Cx, id: Uuid) -> Result<stored::Comment> {
    let comment = cx.store().read(move |reader| stored::get(reader, id)).await?;
    let comment = comment.ok_or(Error::NotFound)?;
    cx.actor.rights.demand(&comment.module, Right::See)?;
    reach(cx, &Link::new(&comment.module, comment.record)).await?;
    match may_change(cx, &comment) {
        true => Ok(comment),
        false => Err(Error::forbidden("comment.edit")),
    }
}

/// One's own comment, to change it.
///
/// # Errors
/// `NotFound`; `Forbidden` for somebody else's.
pub async fn own_comment(cx: &Cx, link: &Link, id: Uuid) -> Result<String> {
    let comment = own(cx, id).await?;
    let is_here = comment.module == link.module && comment.record == link.id;
    if is_here { Ok(comment.text) } else { Err(Error::NotFound) }
}

/// Changes the text of one's own comment; whoever is mentioned for the first time is told.
///
/// # Errors
/// `NotFound`; `Forbidden` for somebody else's; `Invalid` at `text`.
pub async fn edit_comment(
    cx: &Cx,
    id: Uuid,
    text: &str,
    chosen: &[PrincipalId],
) -> Result<Written> {
    let text = judge(text)?;
    let comment = own(cx, id).await?;
    let link = Link::new(&comment.module, comment.record);
    let people = mentioned(cx, &link, &text, chosen).await?;
    let (at, told, author) = (cx.now(), people.told, cx.actor.user);
    let write = move |tx: &mut store::Tx<'_>| {
        stored::edit(tx, id, &text, at)?;
        mention::set(tx, id, &told)?;
        tell::mentioned(tx, &Said { link: &link, id, author, at }, &told)
    };
    cx.store().write(write).await?;
    Ok(Written { id, out_of_reach: people.out_of_reach })
}

/// Takes one's own comment away.
///
/// # Errors
/// `NotFound`; `Forbidden` for somebody else's.
pub async fn remove_comment(cx: &Cx, id: Uuid) -> Result<()> {
    own(cx, id).await?;
    let at = cx.now();
    cx.store().write(move |tx| stored::set_trashed(tx, id, Some(at))).await
}

/// Brings a comment back that was taken away, and says at which record it stands.
///
/// # Errors
/// `NotFound`; `Forbidden` for somebody else's.
pub async fn restore_comment(cx: &Cx, id: Uuid) -> Result<Link> {
    let comment = own(cx, id).await?;
    cx.store().write(move |tx| stored::set_trashed(tx, id, None)).await?;
    Ok(Link::new(&comment.module, comment.record))
}
