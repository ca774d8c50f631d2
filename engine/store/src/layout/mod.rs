//! Which columns a module's table has, and how values become cells: the only place that knows.

mod columns;
mod decode;
mod encode;

pub use columns::{Column, SYSTEM_COLUMNS, field_columns, owner_column, sort_column};
pub use decode::decode;
pub use encode::encode;
