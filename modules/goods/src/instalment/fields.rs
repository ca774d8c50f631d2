//! Typed names of the fields of `instalment`; `cargo xtask fields` writes this file.

use kernel::{Date, Decimal};
use records::Field;

/// The field `amount`.
pub const AMOUNT: Field<Decimal> = Field::new("amount");

/// The field `base`.
pub const BASE: Field<Decimal> = Field::new("base");

/// The field `category`.
pub const CATEGORY: Field<String> = Field::new("category");

/// The field `deducted_by`.
pub const DEDUCTED_BY: Field<String> = Field::new("deducted_by");

/// The field `issued_on`.
pub const ISSUED_ON: Field<Date> = Field::new("issued_on");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `rate`.
pub const RATE: Field<Decimal> = Field::new("rate");
