//! Typed names of the fields of `case_accounts`; `cargo xtask fields` writes this file.

use records::Field;

/// The field `advance`.
pub const ADVANCE: Field<String> = Field::new("advance");

/// The field `case`.
pub const CASE: Field<String> = Field::new("case");

/// The field `discount`.
pub const DISCOUNT: Field<String> = Field::new("discount");

/// The field `revenue`.
pub const REVENUE: Field<String> = Field::new("revenue");

/// The field `tax_key`.
pub const TAX_KEY: Field<String> = Field::new("tax_key");
