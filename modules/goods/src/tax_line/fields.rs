//! Typed names of the fields of `tax_line`; `cargo xtask fields` writes this file.

use kernel::Decimal;
use records::Field;

/// The field `amount`.
pub const AMOUNT: Field<Decimal> = Field::new("amount");

/// The field `base`.
pub const BASE: Field<Decimal> = Field::new("base");

/// The field `category`.
pub const CATEGORY: Field<String> = Field::new("category");

/// The field `rate`.
pub const RATE: Field<Decimal> = Field::new("rate");
