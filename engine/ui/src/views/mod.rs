//! Whole pages, each made of named parts.

pub mod detail;
pub mod edit;
pub mod home;
pub mod jobs;
pub mod kanban;
pub mod list;
pub mod login;
pub mod message;
pub mod messages;
pub mod palette;
pub mod people;
pub mod search;
pub mod settings;
pub mod shell;
