//! The pages of the settings: of oneself, of the house, of the studio.
//!
//! **Invariant:** knows no module by name and never touches the database; what somebody may set is
//! judged by the use cases below.
//!
//! Read `routes` (every address), `kit` (what these pages share), `overview` (the map), `me` (one's
//! own), `house` (who there is and who may do what), `providers` (sign-in by the word of others),
//! `studio` (what modules are like), `hooks` (what other programs are told) and `moving` (moving in
//! from another house).

mod access_key;
mod again;
mod hooks;
mod house;
pub mod kit;
mod me;
mod moving;
mod overview;
mod party;
mod proofs;
mod providers;
mod routes;
mod seen;
mod sign_ins;
mod studio;
mod tokens;

pub use routes::routes;
