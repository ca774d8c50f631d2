//! What becomes of everything in the other house: proposed, changed by a person, carried out.

mod change;
mod fields;
mod modules;
mod people;
mod shape;
mod words;

pub use change::{Answers, change, change_fields, keep, plan, renew};
pub use modules::propose;
pub use shape::{FieldGoes, Goes, Plan, PlanField, PlanModule, PlanPerson, PlanValue, ValueGoes};
