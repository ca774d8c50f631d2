//! What administrators changed, as a list of small changes over the shipped catalog.
//!
//! **Invariant:** a change never holds a copy of what is shipped, so updates of the program and
//! changes of the customer do not fight.

mod apply;
mod change;
mod custom_field;
mod depend;
mod follow;
mod likeness;
mod refused;
mod remove;
mod side_bar;
mod soon;
mod stage;
mod start;

pub use change::Change;
pub use custom_field::CustomField;
pub use refused::Refused;
pub use side_bar::Arrangement;
pub use soon::Held;
pub use stage::StageSaid;
pub use start::Start;
