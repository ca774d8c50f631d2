//! What late payment costs by law; whose payment is late is no business of it.
//!
//! **Invariant:** reckons from what it is told, and reads nothing.

pub mod interest;
