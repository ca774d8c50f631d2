//! Typed names of the fields of `price_line`; `cargo xtask fields` writes this file.

use kernel::{Decimal, Link};
use records::Field;

/// The field `discount`.
pub const DISCOUNT: Field<Decimal> = Field::new("discount");

/// The field `from_quantity`.
pub const FROM_QUANTITY: Field<Decimal> = Field::new("from_quantity");

/// The field `item`.
pub const ITEM: Field<Link> = Field::new("item");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `unit`.
pub const UNIT: Field<String> = Field::new("unit");

/// The field `unit_price`.
pub const UNIT_PRICE: Field<Decimal> = Field::new("unit_price");
