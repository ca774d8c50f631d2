//! Typed names of the fields of `settlement`; `cargo xtask fields` writes this file.

use kernel::{Date, Decimal, Link};
use records::Field;

/// The field `amount`.
pub const AMOUNT: Field<Decimal> = Field::new("amount");

/// The field `discount`.
pub const DISCOUNT: Field<Decimal> = Field::new("discount");

/// The field `document`.
pub const DOCUMENT: Field<Link> = Field::new("document");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `settled_on`.
pub const SETTLED_ON: Field<Date> = Field::new("settled_on");
