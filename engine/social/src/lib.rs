//! Comments, tags, followers, files, saved views, recents and favourites on any record.
//!
//! **Invariant:** whoever does not reach a record reaches nothing that hangs on it; the record is
//! always asked for first, through `records`.
//!
//! Read `comment`, `tag`, `file`, `place` (recents and favourites), `view`.

mod comment;
mod file;
mod place;
mod tag;
mod view;

pub use comment::{Comment, add_comment, comments, edit_comment, remove_comment, restore_comment};
pub use file::{Files, StoredFile};
pub use place::{favourites, mark, note_seen, recents, unmark};
pub use tag::{Social, follow, social, tag, unfollow, untag};
pub use view::{SavedView, ViewDefinition, remove_view, save_view, views};
