//! Everything that hangs on a record besides other records, read at once.

use catalog::Module;
use kernel::Result;
use records::{Cx, HistoryEntry, Record, Related};
use store::queries::beside as stored;
pub use store::queries::beside::Part;

use crate::comment::{self, Comment};
use crate::file::{self, StoredFile};
use crate::related::{self, RelatedViews};
use crate::tag::Social;
use crate::view;

/// What hangs on a record.
#[derive(Clone, Debug)]
pub struct Beside {
    /// What happened to it, the newest first.
    pub history: Vec<HistoryEntry>,
    /// Comments, the newest first.
    pub comments: Vec<Comment>,
    /// Files, the newest first.
    pub files: Vec<StoredFile>,
    /// Tags, and what the reader did with it.
    pub social: Social,
    /// Relations to records that the reader reaches.
    pub relations: Vec<Related>,
    /// Views of the lists beside it.
    pub views: RelatedViews,
}

/// Reads what hangs on a record that was read before, which only who reaches it can have.
///
/// # Errors
/// When the database fails.
pub async fn beside(cx: &Cx, (module, record): (&Module, &Record), part: Part) -> Result<Beside> {
    let (id, user) = (record.id, cx.actor.user);
    let setting = user.map(|user| related::key(user, &module.code)).unwrap_or_default();
    let (before, limit) = (part.before, part.limit);
    let parties = records::parties(cx);
    let read = move |reader: &mut store::Reader<'_>| {
        stored::read(reader, id, &part, (user, &parties, setting.as_str()))
    };
    let read = cx.store().read(read).await?;
    let history = match read.has_merged {
        true => records::history_of(cx, (module, record), before, limit).await?,
        false => records::readable_entries(cx, (module, id), read.history),
    };
    let social = Social { tags: read.tags, follows: read.follows, is_favourite: read.is_marked };
    Ok(Beside {
        history,
        comments: comment::readable(cx, read.comments, read.mentions),
        files: read.files.into_iter().filter_map(file::readable).collect(),
        social,
        relations: records::reached_relations(cx, record, read.relations).await?,
        views: RelatedViews::new(view::with_shipped(cx, read.views), read.setting),
    })
}
