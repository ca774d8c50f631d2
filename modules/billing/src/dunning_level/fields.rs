//! Typed names of the fields of `dunning_level`; `cargo xtask fields` writes this file.

use kernel::{Decimal, Money, PrincipalId};
use records::Field;

/// The field `asks_flat_sum`.
pub const ASKS_FLAT_SUM: Field<bool> = Field::new("asks_flat_sum");

/// The field `asks_interest`.
pub const ASKS_INTEREST: Field<bool> = Field::new("asks_interest");

/// The field `closing_de`.
pub const CLOSING_DE: Field<String> = Field::new("closing_de");

/// The field `closing_en`.
pub const CLOSING_EN: Field<String> = Field::new("closing_en");

/// The field `days_to_pay`.
pub const DAYS_TO_PAY: Field<Decimal> = Field::new("days_to_pay");

/// The field `delay`.
pub const DELAY: Field<Decimal> = Field::new("delay");

/// The field `fee`.
pub const FEE: Field<Money> = Field::new("fee");

/// The field `is_active`.
pub const IS_ACTIVE: Field<bool> = Field::new("is_active");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `number`.
pub const NUMBER: Field<Decimal> = Field::new("number");

/// The field `opening_de`.
pub const OPENING_DE: Field<String> = Field::new("opening_de");

/// The field `opening_en`.
pub const OPENING_EN: Field<String> = Field::new("opening_en");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `title_de`.
pub const TITLE_DE: Field<String> = Field::new("title_de");

/// The field `title_en`.
pub const TITLE_EN: Field<String> = Field::new("title_en");
