//! What administrators change about modules, fields and lists, while people work.
//!
//! Read `acts` (changes and how they are taken back), `ready` (what is made of the values that
//! stand before a change is used), `keys` (by what records are told apart).

mod acts;
mod keys;
pub(crate) mod ready;

pub use acts::Shaping;
pub(crate) use acts::{read, refused, standing};
