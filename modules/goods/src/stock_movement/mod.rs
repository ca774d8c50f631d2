//! Stock movements: what came in and went out, and what counting found.

use records::Behavior;

/// What a stock movement is.
pub const DEFINITION: &str = include_str!("stock_movement.toml");

/// What a stock movement does.
#[must_use]
pub fn behavior() -> Behavior {
    Behavior::of("stock_movement")
}
