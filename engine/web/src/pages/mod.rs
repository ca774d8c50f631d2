//! One file per kind of page.

pub mod act;
mod address;
pub mod bin;
pub mod bulk;
pub mod change;
pub mod comment;
pub mod detail;
pub mod edit;
pub mod file;
pub mod home;
pub mod import;
pub mod inline;
pub mod kanban;
pub mod list;
pub mod lookup;
pub mod me;
pub mod messages;
pub mod modules;
pub mod open;
pub mod palette;
pub mod preview;
pub mod relate;
pub mod search;
pub mod settings;
pub mod sign_in;
pub mod social;
pub mod view;
