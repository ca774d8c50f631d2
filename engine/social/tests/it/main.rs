//! What hangs on records and lists, on both databases.

mod readers;
mod taking_over;
mod views;
