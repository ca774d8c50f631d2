//! Outbox relay, queue, schedule and worker: everything that happens after a save.
//!
//! **Invariant:** nothing here is needed for consistency; a job that dies runs again, so every job
//! is idempotent, and all that is known of it stands in the database.
//!
//! Read `job` (what a job is), `queue` (asking for one, seeing and repeating it), `worker` (running
//! them), `relay` (events become jobs), `listener` (who writes for events at once), `schedule`
//! (jobs that come again), `calculate` (what follows from other records), `remind` (what is due is
//! told), `digests` (whose digest is due), `errands` (what modules do every day), `keep`
//! (what records give out is kept), `seal` (the history is sealed).

mod calculate;
mod digests;
mod empty_bins;
mod errands;
mod job;
mod keep;
mod listener;
mod queue;
mod relay;
mod remind;
mod schedule;
mod seal;
mod sweep;
mod worker;

pub use calculate::Calculate;
pub use digests::PlanDigests;
pub use empty_bins::EmptyBins;
pub use errands::RunErrands;
pub use job::{ContextOf, Job, JobCx, Outcome, Running};
pub use keep::{KeepOutputs, hear_of_outputs};
pub use listener::{Hear, Listener};
pub use queue::{JobLine, cancel, counts, due, enqueue, line, lines, repeat};
pub use relay::Subscriber;
pub use remind::Remind;
pub use schedule::Schedule;
pub use seal::SealHistory;
pub use sweep::Sweep;
pub use worker::{Worker, WorkerParts};
