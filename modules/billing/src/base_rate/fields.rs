//! Typed names of the fields of `base_rate`; `cargo xtask fields` writes this file.

use kernel::{Date, Decimal, PrincipalId};
use records::Field;

/// The field `country`.
pub const COUNTRY: Field<String> = Field::new("country");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `rate`.
pub const RATE: Field<Decimal> = Field::new("rate");

/// The field `source`.
pub const SOURCE: Field<String> = Field::new("source");

/// The field `valid_from`.
pub const VALID_FROM: Field<Date> = Field::new("valid_from");
