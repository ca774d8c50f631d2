//! Typed names of the fields of `component`; `cargo xtask fields` writes this file.

use kernel::{Decimal, Link};
use records::Field;

/// The field `cost`.
pub const COST: Field<Decimal> = Field::new("cost");

/// The field `is_shown`.
pub const IS_SHOWN: Field<bool> = Field::new("is_shown");

/// The field `item`.
pub const ITEM: Field<Link> = Field::new("item");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `quantity`.
pub const QUANTITY: Field<Decimal> = Field::new("quantity");

/// The field `unit`.
pub const UNIT: Field<String> = Field::new("unit");
