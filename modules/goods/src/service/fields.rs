//! Typed names of the fields of `service`; `cargo xtask fields` writes this file.

use kernel::{Date, Decimal, Money, PrincipalId};
use records::Field;

/// The field `category`.
pub const CATEGORY: Field<String> = Field::new("category");

/// The field `code`.
pub const CODE: Field<String> = Field::new("code");

/// The field `cost`.
pub const COST: Field<Money> = Field::new("cost");

/// The field `description`.
pub const DESCRIPTION: Field<String> = Field::new("description");

/// The field `description_other`.
pub const DESCRIPTION_OTHER: Field<String> = Field::new("description_other");

/// The field `is_active`.
pub const IS_ACTIVE: Field<bool> = Field::new("is_active");

/// The field `margin`.
pub const MARGIN: Field<Money> = Field::new("margin");

/// The field `margin_rate`.
pub const MARGIN_RATE: Field<Decimal> = Field::new("margin_rate");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `name_other`.
pub const NAME_OTHER: Field<String> = Field::new("name_other");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `sales_end_on`.
pub const SALES_END_ON: Field<Date> = Field::new("sales_end_on");

/// The field `sales_start_on`.
pub const SALES_START_ON: Field<Date> = Field::new("sales_start_on");

/// The field `tax_class`.
pub const TAX_CLASS: Field<String> = Field::new("tax_class");

/// The field `unit`.
pub const UNIT: Field<String> = Field::new("unit");

/// The field `unit_price`.
pub const UNIT_PRICE: Field<Money> = Field::new("unit_price");

/// The field `website`.
pub const WEBSITE: Field<String> = Field::new("website");
