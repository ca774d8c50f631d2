//! Typed names of the fields of `billed_line`; `cargo xtask fields` writes this file.

use kernel::Decimal;
use records::Field;

/// The field `code`.
pub const CODE: Field<String> = Field::new("code");

/// The field `description`.
pub const DESCRIPTION: Field<String> = Field::new("description");

/// The field `discount`.
pub const DISCOUNT: Field<Decimal> = Field::new("discount");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `net`.
pub const NET: Field<Decimal> = Field::new("net");

/// The field `off`.
pub const OFF: Field<Decimal> = Field::new("off");

/// The field `price_base`.
pub const PRICE_BASE: Field<Decimal> = Field::new("price_base");

/// The field `quantity`.
pub const QUANTITY: Field<Decimal> = Field::new("quantity");

/// The field `tax_category`.
pub const TAX_CATEGORY: Field<String> = Field::new("tax_category");

/// The field `tax_rate`.
pub const TAX_RATE: Field<Decimal> = Field::new("tax_rate");

/// The field `unit`.
pub const UNIT: Field<String> = Field::new("unit");

/// The field `unit_code`.
pub const UNIT_CODE: Field<String> = Field::new("unit_code");

/// The field `unit_price`.
pub const UNIT_PRICE: Field<Decimal> = Field::new("unit_price");
