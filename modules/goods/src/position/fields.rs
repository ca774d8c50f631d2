//! Typed names of the fields of `position`; `cargo xtask fields` writes this file.

use kernel::{Decimal, Link};
use records::Field;

/// The field `billed`.
pub const BILLED: Field<Decimal> = Field::new("billed");

/// The field `cost`.
pub const COST: Field<Decimal> = Field::new("cost");

/// The field `delivered`.
pub const DELIVERED: Field<Decimal> = Field::new("delivered");

/// The field `description`.
pub const DESCRIPTION: Field<String> = Field::new("description");

/// The field `discount`.
pub const DISCOUNT: Field<Decimal> = Field::new("discount");

/// The field `granted`.
pub const GRANTED: Field<Decimal> = Field::new("granted");

/// The field `item`.
pub const ITEM: Field<Link> = Field::new("item");

/// The field `listed`.
pub const LISTED: Field<Decimal> = Field::new("listed");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `net`.
pub const NET: Field<Decimal> = Field::new("net");

/// The field `price_list`.
pub const PRICE_LIST: Field<Link> = Field::new("price_list");

/// The field `quantity`.
pub const QUANTITY: Field<Decimal> = Field::new("quantity");

/// The field `role`.
pub const ROLE: Field<String> = Field::new("role");

/// The field `tax_class`.
pub const TAX_CLASS: Field<String> = Field::new("tax_class");

/// The field `tax_rate`.
pub const TAX_RATE: Field<Decimal> = Field::new("tax_rate");

/// The field `unit`.
pub const UNIT: Field<String> = Field::new("unit");

/// The field `unit_price`.
pub const UNIT_PRICE: Field<Decimal> = Field::new("unit_price");
