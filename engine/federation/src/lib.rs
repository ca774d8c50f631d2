//! Sign-in by the word of others: OpenID Connect and directories that speak LDAP.
//!
//! **Invariant:** nobody is taken for somebody because of a name or a mail address alone, nothing
//! of what went wrong is told to who knocks, and no connection goes where it is not allowed to.
//!
//! Read `provider` with `mapping` and `valid` (what is set up), `linked` (whom it knows), `oidc`
//! (the way there and back), `directory` (LDAP), and `house` (what all of it works with).

mod directory;
mod house;
mod linked;
mod mapping;
mod oidc;
mod provider;
mod valid;

pub use directory::{CHECK_JOB, CheckDirectories, Found, FoundState, adopt, look_around, sign_in};
pub use house::{Button, Federation, Offer, offer, probe};
pub use linked::{Linked, linked, unlink};
pub use mapping::{Brought, Rule, Taking};
pub use oidc::{Back, Returned, come_back, set_out};
pub use provider::{
    Change, Kind, Ldap, Oidc, Provider, Settings, provider, providers, remove, save,
};
