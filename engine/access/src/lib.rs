//! Who may do what to which records: `Rights` and `Scope`, pure.
//!
//! **Invariant:** reads nothing; it is handed what is known about people and answers.
//!
//! Read `house` (who belongs where, and what follows), `profile` and `rights` (what to a module
//! and a field), `scope` and `level` (which records, and how far), `why` (for what reasons),
//! `actor` (who acts).

mod actor;
mod house;
mod level;
mod profile;
mod rights;
mod scope;
mod why;

pub use actor::{Actor, Sees, Via};
pub use house::{House, Member, Party, Role, SharingRule};
pub use level::Level;
pub use profile::{Area, ModuleRights, Profile, Withheld};
pub use rights::{FieldRight, Right, Rights};
pub use scope::{Limits, Owners, Reach, Scope};
pub use why::{Reason, ReasonKind};
