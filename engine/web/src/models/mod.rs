//! Page models made of records, texts and rights.

pub mod acts;
pub mod ask;
pub mod bulk;
pub mod condition;
pub mod detail;
pub mod edit;
pub mod errors;
pub mod head;
pub mod import;
pub mod interface;
pub mod kanban;
pub mod list;
pub mod list_state;
pub mod map;
pub mod messages;
pub mod names;
pub mod notes;
pub mod palette;
pub mod related;
pub mod shell;
pub mod timeline;
pub mod typed;
pub mod view;
