//! Everything stored that is no record, one file per topic.

mod plain;

pub mod attempt;
pub mod comment;
pub mod digest;
pub mod dump;
pub mod factor;
pub mod favourite;
pub mod file;
pub mod grant;
pub mod group;
pub mod history;
pub mod house;
pub mod idempotency;
pub mod letter;
pub mod log;
pub mod lookup;
pub mod mention;
pub mod message;
pub mod muted;
pub mod number;
pub mod outbox;
pub mod overlay;
pub mod profile;
pub mod queue;
pub mod relation;
pub mod role;
pub mod run;
pub mod search;
pub mod session;
pub mod setting;
pub mod sharing;
pub mod step;
pub mod tag;
pub mod token;
pub mod user;
pub mod view;
