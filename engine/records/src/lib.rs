//! The one door to data: use cases on any record.
//!
//! **Invariant:** whoever reads or writes a record comes through here, so that rights, rules,
//! numbers, history, search and events cannot be forgotten; HTTP and modules are unknown here.
//!
//! Read `cx` (who asks), `behavior`, `work` (one transaction), `save`, `trash`, `find`, the others.

mod act;
mod around;
mod behavior;
mod bins;
mod bulk;
mod cx;
mod draft;
mod duplicate;
mod find;
mod held;
mod history;
mod house;
mod index;
mod lanes;
mod mark;
mod number;
mod offer;
mod pages;
mod people;
mod portion;
mod relate;
mod repair;
mod replay;
mod run;
mod save;
mod search;
mod setting;
mod shaping;
mod share;
pub mod small;
mod standing;
mod sums;
mod trash;
mod undo;
mod validate;
mod verify;
mod work;

pub use act::{Answers, Asking, act, propose};
pub use around::{Agenda, Figured, Story, Told, agenda, figures, related, related_all, story};
pub use behavior::{Behavior, Needs};
pub use bins::{DAYS_IN_BIN, empty_bins};
pub use bulk::{Identity, identities, named, same};
pub use cx::{Cx, Engine};
pub use draft::{Draft, Field, When, starts_with};
pub use duplicate::{Duplicate, duplicates};
pub use find::{Found, ListQuery, Stretch, titles, titles_of, walk};
pub use find::{count, find, get, get_many, lookup, may_ask};
pub use held::Held;
pub use history::{Change, HistoryEntry, feed, history, history_of};
pub use house::{Kept, demand, level, reaching};
pub use lanes::{Next, is_told_of, lanes, next_steps};
pub use mark::{Mark, mark, read_tag};
pub use offer::{Offer, Shipped};
pub use pages::{Together, find_all};
pub use people::{Person, owners, people, reading_as};
pub use portion::{Act, Back, Fate, RunRef, act_on, judge_act, take_back};
pub use relate::{Related, relate, relations, relations_of, unrelate};
pub use repair::repair;
pub use replay::{begin_once, end_once};
pub use run::{Run, add_run, change_run, get_run, runs};
pub use save::{BatchRow, Input, Once, create, draft, judge, save_all, save_batch, update};
pub use search::{Group, Hit, query_terms, search};
pub use setting::{FIRM, set_setting, setting};
pub use shaping::Shaping;
pub use share::{Share, share, shares};
pub use standing::standing;
pub use store::queries::outbox::Event;
pub use store::records::{Count, Cursor, Lane, LanesOf, Page, Record};
pub use store::records::{Sort, Standing, Sum, Sums, Towards};
pub use sums::{is_summed, sums, tally};
pub use trash::{purge, restore, trash};
pub use undo::{undo, undo_own_run, undo_run, undo_with_module};
pub use verify::{Finding, verify};
pub use work::Work;
