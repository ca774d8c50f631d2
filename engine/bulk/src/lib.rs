//! One act on many records: a selection, an act, and a run that is followed, stopped, taken back.
//!
//! **Invariant:** every record is changed through `records`, each by itself and once, also when the
//! program dies on the way: what was done to a portion and how far the run is are one transaction.
//!
//! Read `asked` (what is done to which records), `tally` (what came of it), `run` (beginning,
//! going on, stopping), `back` (taking back), `job` (both while nobody waits).

mod asked;
mod back;
mod job;
mod run;
mod tally;

pub use asked::Selection;
pub use back::undo;
pub use job::{ActOnMany, UndoMany};
pub use run::{Begun, Line, cancel, line, lines, start};
pub use tally::{Example, Reason, Tally};
