//! Typed names of the fields of `plan_line`; `cargo xtask fields` writes this file.

use kernel::{Date, Decimal, Link};
use records::Field;

/// The field `amount`.
pub const AMOUNT: Field<Decimal> = Field::new("amount");

/// The field `due_on`.
pub const DUE_ON: Field<Date> = Field::new("due_on");

/// The field `invoice`.
pub const INVOICE: Field<Link> = Field::new("invoice");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `share`.
pub const SHARE: Field<Decimal> = Field::new("share");
