//! Moving in from a house of the vtiger family: everything it has, by its web service, as often
//! as one likes while it lives.
//!
//! **Invariant:** knows no module by name, for definitions say what their modules and fields are
//! called there; writes through `records`, `social` and `studio` only; what is brought twice is
//! brought once, because ids here follow from ids there.
//!
//! Read `client` (the other house as it is asked), `source` (which one it is), `plan` (what becomes
//! of everything), `prepare` (what is missing is made), `ids`, `pages` (reading), `take` (rows
//! become records), `here` (what is here of what was meant), `relations`, `comments`, `documents`,
//! `gone`, then `state`, `step`, `runs` and `job` (one after the other, going on where it was) and
//! `report` (what could not be brought).

mod client;
mod comments;
mod documents;
mod gone;
mod here;
mod ids;
mod job;
mod pages;
mod plan;
mod prepare;
mod relations;
mod report;
mod runs;
mod source;
mod state;
mod step;
mod take;
mod tally;

pub use client::Access;
pub use job::MoveIn;
pub use plan::{
    Answers, FieldGoes, Goes, Plan, PlanField, PlanModule, PlanPerson, PlanValue, ValueGoes,
    change, change_fields, plan, renew,
};
pub use report::Line;
pub use runs::{Extent, MovingRun, cancel, report, report_csv, run, runs, start};
pub use source::{Keys, Source, connect, forget, source};
pub use state::{Phase, Said};
pub use tally::Tally;
