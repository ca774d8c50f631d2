//! What follows from what: formulas, roll-ups and conditions of all modules, checked and in order.
//!
//! Read `names` (what a path leads to), `rollup`, `compile` (all of it), `graph` (what follows from
//! itself is refused), `mistake` (what can be wrong).

mod compile;
mod fit;
mod graph;
mod mistake;
mod names;
mod rollup;

pub use compile::{Conditions, FormulaPlan, ModulePlan, Plan, Reader, Step, kind_for};
pub use fit::fitted;
pub use graph::Node;
pub use mistake::{Mistake, PlanError};
pub use names::{Leaf, NamesOf, Way, kind_of};
pub use rollup::RollupPlan;
