//! A record in the making: what it holds, and lines of which it is made.
//!
//! Read `making` first, then `held` (typed access) and `lines` (what their cells may hold).

mod held;
pub mod lines;
mod made;
mod making;
pub(crate) mod only;

pub use held::Held;
pub use lines::{Preview, derived};
pub(crate) use lines::{followed, stored};
pub(crate) use making::title;
pub use making::{Draft, Field, Refusal, When, starts_with};
pub use only::only_ones;
