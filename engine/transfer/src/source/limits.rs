//! How large a file may be that becomes a list; beyond, it was made to do harm or by mistake.

use kernel::{Error, FieldProblem};

/// Rows and cards.
pub const ROWS: usize = 200_000;
/// Columns.
pub const COLUMNS: usize = 500;
/// Bytes of one cell.
pub const CELL: usize = 100_000;
/// Bytes of the list that is made.
pub const LIST: u64 = 256 << 20;
/// Bytes of a sheet and everything around it once unpacked.
pub const UNPACKED: u64 = 300 << 20;
/// Bytes of the texts that the cells of a sheet share; they stand in memory.
pub const SHARED: u64 = 64 << 20;
/// Files in an Excel file.
pub const PARTS: usize = 2_000;
/// Bytes of a line of a card, however it was folded; pictures are longer and are left out.
pub const CARD_LINE: usize = 64 * 1024;
/// Lines of one card.
pub const CARD_LINES: usize = 2_000;

/// The refusal of a file that is larger than a limit.
pub fn exceeded(code: &'static str, limit: impl std::fmt::Display) -> Error {
    Error::Invalid(vec![FieldProblem::new("file", code).with("max", limit)])
}
