//! What people put on records: tags, and following them.

use access::{Level, Right};
use kernel::{Error, FieldProblem, Link, RecordId, Result};
use serde_json::{Value as Json, json};
use store::queries::tag as stored;
use store::records;

use crate::cx::Cx;
use crate::work::Work;

/// Characters of a tag at most.
const LONGEST: usize = 40;

/// Something that is put on a record or taken off it, beside its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Puts a tag on it.
    Tag(String),
    /// Takes a tag off it.
    Untag(String),
    /// The actor follows it.
    Follow,
    /// The actor no longer follows it.
    Unfollow,
}

impl Mark {
    /// Word of what happened, as it stands in the history.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Mark::Tag(_) => "tagged",
            Mark::Untag(_) => "untagged",
            Mark::Follow => "followed",
            Mark::Unfollow => "unfollowed",
        }
    }

    /// The right that it needs.
    #[must_use]
    pub fn right(&self) -> Right {
        match self {
            Mark::Tag(_) | Mark::Untag(_) => Right::Edit,
            Mark::Follow | Mark::Unfollow => Right::See,
        }
    }

    fn changes(&self) -> Json {
        match self {
            Mark::Tag(tag) | Mark::Untag(tag) => json!([{"tag": tag}]),
            Mark::Follow | Mark::Unfollow => json!([]),
        }
    }

    /// What takes back an entry of the history; none when the entry is of another kind.
    pub(crate) fn back(kind: &str, changes: &str) -> Option<Mark> {
        let list: Vec<Json> = serde_json::from_str(changes).unwrap_or_default();
        let tag = || Some(list.first()?.get("tag")?.as_str()?.to_owned());
        match kind {
            "tagged" => tag().map(Mark::Untag),
            "untagged" => tag().map(Mark::Tag),
            "followed" => Some(Mark::Unfollow),
            "unfollowed" => Some(Mark::Follow),
            _ => None,
        }
    }
}

/// Reads a tag as somebody typed it.
///
/// # Errors
/// `Invalid` at `tag`.
pub fn read_tag(text: &str) -> Result<String> {
    let tag = text.trim().trim_start_matches('#').trim();
    if tag.is_empty() {
        return Err(Error::invalid("tag", "required"));
    }
    if tag.chars().count() > LONGEST {
        let problem = FieldProblem::new("tag", "too_long").with("max", LONGEST);
        return Err(Error::Invalid(vec![problem]));
    }
    if tag.contains(|c: char| c.is_control() || c == ',') {
        return Err(Error::invalid("tag", "not_tag"));
    }
    Ok(tag.to_owned())
}

/// Puts something on a record or takes it off; tells whether that changed anything.
///
/// # Errors
/// `NotFound`; `Forbidden`; `Unauthenticated` when nobody acts but somebody should follow.
pub async fn mark(cx: &Cx, link: &Link, mark: Mark) -> Result<bool> {
    let module = cx.module(&link.module)?;
    cx.actor.rights.demand(&module.code, mark.right())?;
    let (cx, id) = (cx.clone(), link.id);
    cx.store()
        .clone()
        .write(move |tx| mark_in(&mut Work::new(tx, &cx), &module.code, id, &mark))
        .await
}

pub(crate) fn mark_in(
    work: &mut Work<'_, '_>,
    module: &str,
    id: RecordId,
    mark: &Mark,
) -> Result<bool> {
    let module = work.cx.module(module)?;
    let record = records::get(work.tx, &module, &work.cx.actor.scope, id)?;
    let record = record.filter(|record| record.trashed_at.is_none()).ok_or(Error::NotFound)?;
    if mark.right() == Right::Edit {
        work.demand(&module, &record, Level::Write)?;
    }
    let user = work.cx.actor.user;
    let is_new = match mark {
        Mark::Tag(tag) => stored::add(work.tx, &module.code, id, tag)?,
        Mark::Untag(tag) => stored::remove(work.tx, id, tag)?,
        Mark::Follow => {
            let user = user.ok_or(Error::Unauthenticated)?;
            stored::follow(work.tx, &module.code, id, user)?
        }
        Mark::Unfollow => stored::unfollow(work.tx, id, user.ok_or(Error::Unauthenticated)?)?,
    };
    if is_new {
        work.note(&module, &record, mark.word(), mark.changes())?;
    }
    Ok(is_new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_one_short_word_or_none() {
        assert_eq!(read_tag(" #Messe 2026 ").unwrap(), "Messe 2026");
        for wrong in ["", "  ", "#", "a,b", "a\u{7}b", &"x".repeat(41)] {
            assert!(read_tag(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_was_put_on_is_taken_off_and_the_other_way_round() {
        let tag = Mark::Tag("Messe".into());
        let said = tag.changes().to_string();
        assert_eq!(Mark::back(tag.word(), &said), Some(Mark::Untag("Messe".into())));
        assert_eq!(Mark::back("unfollowed", "[]"), Some(Mark::Follow));
        assert_eq!(Mark::back("updated", "[]"), None);
        assert_eq!(Mark::back("tagged", "[]"), None);
    }
}
