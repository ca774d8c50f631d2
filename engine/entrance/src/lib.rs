//! Pages around the sign-in: the second factor, and who proves by what who they are.
//!
//! **Invariant:** pure, as `ui` is whose frame and components it uses; no page tells more than its
//! model, and no model holds a password.
//!
//! Read `factor` with `square`, `passkeys`, `link` with `letter`, and `proofs`; the sign-in itself
//! stands in `ui::views::login`.

pub mod factor;
pub mod letter;
pub mod link;
pub mod passkeys;
pub mod proofs;
mod square;
