//! Typed names of the fields of `collection`; `cargo xtask fields` writes this file.

use kernel::{Date, Decimal, Link};
use records::Field;

/// The field `amount`.
pub const AMOUNT: Field<Decimal> = Field::new("amount");

/// The field `collected_on`.
pub const COLLECTED_ON: Field<Date> = Field::new("collected_on");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `order`.
pub const ORDER: Field<Link> = Field::new("order");

/// The field `sequence`.
pub const SEQUENCE: Field<String> = Field::new("sequence");
