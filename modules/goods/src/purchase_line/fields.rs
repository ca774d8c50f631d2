//! Typed names of the fields of `purchase_line`; `cargo xtask fields` writes this file.

use kernel::{Decimal, Link};
use records::Field;

/// The field `arriving`.
pub const ARRIVING: Field<Decimal> = Field::new("arriving");

/// The field `code`.
pub const CODE: Field<String> = Field::new("code");

/// The field `description`.
pub const DESCRIPTION: Field<String> = Field::new("description");

/// The field `discount`.
pub const DISCOUNT: Field<Decimal> = Field::new("discount");

/// The field `item`.
pub const ITEM: Field<Link> = Field::new("item");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `net`.
pub const NET: Field<Decimal> = Field::new("net");

/// The field `quantity`.
pub const QUANTITY: Field<Decimal> = Field::new("quantity");

/// The field `received`.
pub const RECEIVED: Field<Decimal> = Field::new("received");

/// The field `tax_class`.
pub const TAX_CLASS: Field<String> = Field::new("tax_class");

/// The field `tax_rate`.
pub const TAX_RATE: Field<Decimal> = Field::new("tax_rate");

/// The field `unit`.
pub const UNIT: Field<String> = Field::new("unit");

/// The field `unit_price`.
pub const UNIT_PRICE: Field<Decimal> = Field::new("unit_price");

/// The field `vendor_code`.
pub const VENDOR_CODE: Field<String> = Field::new("vendor_code");
