//! Secrets that have to be read again: sealed with the key of the installation.
//!
//! **Invariant:** knows nothing of what is sealed and writes nothing.
//!
//! The key lies beside the database and not in it, so a copy of the database alone tells none of
//! them. What is sealed is bound to its purpose, and opens for no other one.

mod seal;

pub use seal::Vault;
