//! What hangs on one record besides other records, in questions that travel together.

use std::collections::BTreeMap;

use access::Party;
use kernel::{Instant, PrincipalId, RecordId, Result};
use uuid::Uuid;

use super::comment::{self, Comment};
use super::file::{self, File};
use super::history::{self, Entry};
use super::relation::{self, Relation};
use super::view::{self, View};
use super::{mention, merging, plain};
use crate::conn::Reader;

/// Which part of it is wanted.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Place in the history before which it begins.
    pub before: Option<i64>,
    /// Moment up to which comments are read.
    pub until: Option<Instant>,
    /// Entries and comments at most.
    pub limit: usize,
}

/// What hangs on a record.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// What happened to it, the newest first.
    pub history: Vec<Entry>,
    /// Comments, the newest first.
    pub comments: Vec<Comment>,
    /// Who is mentioned in them, by comment.
    pub mentions: BTreeMap<Uuid, Vec<PrincipalId>>,
    /// Whether other records went into it, whose history is its own as well.
    pub has_merged: bool,
    /// Files, the newest first.
    pub files: Vec<File>,
    /// Tags in order.
    pub tags: Vec<String>,
    /// Whether a person follows it.
    pub follows: bool,
    /// Whether a person marked it.
    pub is_marked: bool,
    /// Relations from it and to it.
    pub relations: Vec<Relation>,
    /// Views of all modules that a person may use.
    pub views: Vec<View>,
    /// A setting of the person.
    pub setting: Option<String>,
}

/// Reads what hangs on a record; what concerns a person is empty without one.
///
/// # Errors
/// When the database fails.
pub fn read(
    reader: &mut Reader<'_>,
    record: RecordId,
    part: &Part,
    (user, parties, setting): (Option<PrincipalId>, &[Party], &str),
) -> Result<Beside> {
    let page = (part.until, part.limit);
    let mut comments = reader.sql();
    comment::push_of_record(&mut comments, comment::COLUMNS, record, page);
    let mut mentions = reader.sql();
    mentions.push("SELECT comment_id, user_id FROM ").table("mentions");
    mentions.push(" WHERE comment_id IN (SELECT id FROM (");
    comment::push_of_record(&mut mentions, "id", record, page);
    mentions.push(") AS shown) ORDER BY comment_id, user_id");
    let own = [("record_id", record.into()), ("user_id", user.into())];
    let on = [("record_id", record.into())];
    let questions = [
        history::of_record_question(reader, record, part.before, part.limit),
        comments,
        mentions,
        merging::into_question(reader, record),
        file::of_record_question(reader, record),
        plain::question(reader, ("tags", "tag"), &on, " ORDER BY tag"),
        plain::question(reader, ("followers", "user_id"), &own, ""),
        plain::question(reader, ("favourites", "record_id"), &own, ""),
        relation::of_record_question(reader, record),
        view::usable_question(reader, None, parties),
        plain::question(reader, ("settings", "value"), &[("key", setting.into())], ""),
    ];
    let mut answers = reader.query_all(&questions)?.into_iter();
    let mut answer = || answers.next().unwrap_or_default();
    Ok(Beside {
        history: history::entries_of(answer())?,
        comments: comment::comments_of(answer())?,
        mentions: mention::people_of(answer())?,
        has_merged: !answer().is_empty(),
        files: file::files_of(answer())?,
        tags: answer().iter_mut().map(|row| row.text()).collect::<Result<_>>()?,
        follows: !answer().is_empty(),
        is_marked: !answer().is_empty(),
        relations: relation::relations_of(answer())?,
        views: view::usable_of(answer())?,
        setting: answer().first_mut().map(|row| row.text()).transpose()?,
    })
}
