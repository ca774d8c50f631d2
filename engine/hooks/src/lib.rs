//! Webhooks: other programs are told what happened.
//!
//! **Invariant:** a message says that something happened to a record, never what stands in it, and
//! only of records that the owner of the hook may see; whoever hears it reads the record with
//! rights of their own.
//!
//! Read `hook` (what there is, and who may change it), `hear` (from events to messages), `deliver`
//! (the job that sends one), `sign` (what it is signed with), `log` (what became of it).

mod deliver;
mod hear;
mod hook;
mod log;
mod sign;

pub use deliver::DeliverHook;
pub use hear::hear;
pub use hook::{Hook, HookChange, add, change, get, hooks, remove, renew, restore, set_active};
pub use log::{Dispatch, dispatches, repeat};
pub use sign::signature;
