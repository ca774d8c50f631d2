//! Typed names of the fields of `price_list`; `cargo xtask fields` writes this file.

use kernel::{Date, Decimal, Line, PrincipalId};
use records::Field;

/// The field `adjustment`.
pub const ADJUSTMENT: Field<Decimal> = Field::new("adjustment");

/// The field `audience`.
pub const AUDIENCE: Field<String> = Field::new("audience");

/// The field `currency`.
pub const CURRENCY: Field<String> = Field::new("currency");

/// The field `description`.
pub const DESCRIPTION: Field<String> = Field::new("description");

/// The field `lines`.
pub const LINES: Field<Vec<Line>> = Field::new("lines");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `price_group`.
pub const PRICE_GROUP: Field<String> = Field::new("price_group");

/// The field `price_kind`.
pub const PRICE_KIND: Field<String> = Field::new("price_kind");

/// The field `status`.
pub const STATUS: Field<String> = Field::new("status");

/// The field `takes_discounts`.
pub const TAKES_DISCOUNTS: Field<bool> = Field::new("takes_discounts");

/// The field `valid_from`.
pub const VALID_FROM: Field<Date> = Field::new("valid_from");

/// The field `valid_until`.
pub const VALID_UNTIL: Field<Date> = Field::new("valid_until");
