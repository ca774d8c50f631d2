//! Typed names of the fields of `case_accounts`; `cargo xtask fields` writes this file.

use kernel::Decimal;
use records::Field;

/// The field `advance`.
pub const ADVANCE: Field<Decimal> = Field::new("advance");

/// The field `case`.
pub const CASE: Field<String> = Field::new("case");

/// The field `discount`.
pub const DISCOUNT: Field<Decimal> = Field::new("discount");

/// The field `revenue`.
pub const REVENUE: Field<Decimal> = Field::new("revenue");

/// The field `tax_key`.
pub const TAX_KEY: Field<Decimal> = Field::new("tax_key");
