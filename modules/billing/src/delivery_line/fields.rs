//! Typed names of the fields of `delivery_line`; `cargo xtask fields` writes this file.

use kernel::{Decimal, Link};
use records::Field;

/// The field `description`.
pub const DESCRIPTION: Field<String> = Field::new("description");

/// The field `is_shown`.
pub const IS_SHOWN: Field<bool> = Field::new("is_shown");

/// The field `item`.
pub const ITEM: Field<Link> = Field::new("item");

/// The field `moved`.
pub const MOVED: Field<Decimal> = Field::new("moved");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `part_of`.
pub const PART_OF: Field<String> = Field::new("part_of");

/// The field `quantity`.
pub const QUANTITY: Field<Decimal> = Field::new("quantity");

/// The field `serial_numbers`.
pub const SERIAL_NUMBERS: Field<String> = Field::new("serial_numbers");

/// The field `unit`.
pub const UNIT: Field<String> = Field::new("unit");
