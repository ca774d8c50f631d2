//! Letters with a link that opens the sign-in once: invitations, and new passwords.
//!
//! **Invariant:** the link begins with the address that was configured and with nothing that a
//! request said; its secret stands in the letter alone.
//!
//! Read `send`.

mod send;

pub use send::SendLink;
