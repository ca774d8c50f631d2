//! Who may do what to which records: `Rights` and `Scope`, pure.
//!
//! **Invariant:** reads nothing; it is handed what is known about a person and answers.
//!
//! Read `actor` (who acts), `rights` (what to a module and a field), `scope` (which records).

mod actor;
mod rights;
mod scope;

pub use actor::{Actor, Sees, Via};
pub use rights::{FieldRight, Right, Rights};
pub use scope::Scope;
