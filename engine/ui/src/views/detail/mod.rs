//! The page of a record.
//!
//! Read `model` first, then `page` (what stands where), `head`, `path`, `figures`, `composer`,
//! `fact` (reading and editing one field), `timeline`, `event` (`differing`), `told`, `comment`,
//! `related`, `files`.

mod comment;
mod composer;
mod differing;
mod event;
mod fact;
mod figures;
mod files;
mod head;
mod lines;
mod model;
mod page;
mod path;
mod related;
mod timeline;
mod told;

#[cfg(test)]
pub(crate) mod tests;

pub use comment::{CommentBox, CommentView, comment_form, comment_page};
pub use fact::{Saved, fact, fact_form, fact_saved};
pub(crate) use fact::{has_many, keys, sentence};
pub use lines::LinesView;
pub use model::{
    BinState, BlockView, Composer, ComposerEntry, DetailPage, Event, EventKind, FactMark, FactView,
    FieldChange, FileBlock, FileLine, KeyFigure, PathEnd, PathStep, Place, RelatedBlock,
    RelatedRow, RelatedView, Switch, TabLink, Timeline, ToldView,
};
pub use page::page;
pub use related::related;
pub use timeline::timeline;
pub use told::told_line;
