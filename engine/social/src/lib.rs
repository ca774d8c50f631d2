//! Comments, tags, followers, files, views, recents, favourites and messages on any record.
//!
//! **Invariant:** whoever does not reach a record reaches nothing that hangs on it; the record is
//! always asked for first, through `records`.
//!
//! Read `comment`, `mention`, `tag`, `file`, `place` (recents and favourites), `view`, `related`
//! (views of lists beside a record), `tell` (what becomes a message), `message` (reading them) and
//! `digest` (who wants them by mail).

mod beside;
mod bytes;
mod comment;
mod digest;
mod file;
mod grouping;
mod incoming;
mod mention;
mod message;
mod place;
mod readers;
mod related;
mod tag;
mod tell;
mod today;
mod view;

pub use beside::{Beside, Part, beside};
pub use comment::{
    Comment, Taken, Written, add_comment, comments, edit_comment, own_comment, remove_comment,
    restore_comment, take_over_comment,
};
pub use digest::{
    Rhythm, Stretch, begin_letter, fresh, rhythm, set_rhythm, take_digest, take_letter_back,
};
pub use file::{Files, LARGEST, StoredFile};
pub use grouping::{Figure, Form, Grouping};
pub use incoming::Incoming;
pub use mention::{Mentioned, may_see};
pub use message::{
    COUNTED, Kind as MessageKind, MessageGroup, MessagePage, Place, Subject, Told, Which,
    changed_since, messages, set_read, set_unwanted, unread, unwanted,
};
pub use place::{
    Favourite, Frame, Move, ViewAtHand, favourites, frame, keep_view, let_view_go, mark,
    move_favourite, note_seen, recents, unmark,
};
pub use readers::{ViewReaders, set_view_readers, view_readers};
pub use related::{RelatedViews, choose_related_view, related_views};
pub use tag::{Social, follow, social, tag, unfollow, untag};
pub use tell::{tell, tell_due, tell_failure, tell_ready};
pub use view::{
    Face, ListView, ROWS, ViewChange, ViewDefinition, Whose, all_views, change_view, may_change,
    remove_view, save_view, set_default_view, views,
};
