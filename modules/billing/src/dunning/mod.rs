//! Dunning: which invoices are due for which level, what that costs, and who is told so.
//!
//! What late payment costs by law stands in `arrears`. Read `level` (what the house asks at which
//! level), `claim` (an invoice that is not paid), `demand` (what a letter asks for), `desk` (what
//! is at hand for the letters of an organisation), `propose` (the run that makes proposals).

mod claim;
mod demand;
mod desk;
mod level;
mod propose;

pub use claim::Claim;
pub use demand::{Asked, Demand, demand, put_back};
pub use desk::{Desk, known};
pub use level::Level;
pub use propose::{follow, propose};
