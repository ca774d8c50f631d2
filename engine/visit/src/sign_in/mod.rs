//! The way in: by password, second step, passkey, link and by the word of others.

pub mod code;
pub mod enter;
pub mod factor;
pub mod foreign;
pub mod link;
pub mod passkey;
pub mod password;
mod routes;

pub use routes::routes;
