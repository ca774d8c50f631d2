//! The one door to data: use cases on any record.
//!
//! **Invariant:** whoever reads or writes a record comes through here, whether from screen,
//! interface, import or job; so rights, rules, numbers, history, search and events cannot be
//! forgotten. Nothing here knows HTTP or a module by name.
//!
//! Read `cx` (who asks, about what), `behavior` and `offer` (what modules add), `work` (one
//! transaction), `save`, `trash`, `act`, `relate` (the writes), `find`, `search`, `history`,
//! `duplicate` (the reads), `verify` last.

mod act;
mod behavior;
mod bulk;
mod cx;
mod draft;
mod duplicate;
mod find;
mod held;
mod history;
mod index;
mod number;
mod offer;
mod people;
mod relate;
mod repair;
mod replay;
mod run;
mod save;
mod search;
mod setting;
mod standing;
mod trash;
mod undo;
mod validate;
mod verify;
mod work;

pub use act::{Answers, Asking, act, propose};
pub use behavior::{Behavior, Needs};
pub use bulk::{Identity, identities, named, same};
pub use cx::{Cx, Engine};
pub use draft::{Draft, Field, When};
pub use duplicate::{Duplicate, duplicates};
pub use find::{Found, ListQuery, count, find, get, get_many, lookup, titles, titles_of};
pub use held::Held;
pub use history::{Change, HistoryEntry, history};
pub use offer::{Offer, Shipped};
pub use people::{Person, actor, people, reading_as};
pub use relate::{Related, relate, relations, unrelate};
pub use repair::repair;
pub use replay::{begin_once, end_once};
pub use run::{Run, add_run, change_run, get_run, runs};
pub use save::{BatchRow, Input, Once, create, draft, judge, save_all, save_batch, update};
pub use search::{Group, Hit, query_terms, search};
pub use setting::{set_setting, setting};
pub use standing::standing;
pub use store::queries::outbox::Event;
pub use store::records::{Count, Cursor, Page, Record, Sort, Standing, Towards};
pub use trash::{purge, restore, trash};
pub use undo::{undo, undo_own_run, undo_run, undo_with_module};
pub use verify::{Finding, verify};
pub use work::Work;
