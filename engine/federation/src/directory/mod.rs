//! Directories that speak LDAP: who is found there, and whose password is theirs.

mod adopt;
mod check;
mod line;
mod person;
mod sign_in;

pub use adopt::{Found, FoundState, adopt, look_around};
pub use check::{CHECK_JOB, CheckDirectories};
pub(crate) use line::roots;
pub(crate) use person::PLACE;
pub use person::probe;
pub use sign_in::sign_in;
