//! Whole pages, each made of named parts.

pub mod detail;
pub mod edit;
pub mod list;
pub mod login;
pub mod shell;
