//! The syntax UBL 2.1 (EN 16931-3-2).

mod read;
mod read_line;
mod read_money;
mod read_party;
mod write;
mod write_line;
mod write_money;
mod write_party;

pub use read::read;
pub use write::write;
