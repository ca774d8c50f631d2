//! Typed names of the fields of `allocation`; `cargo xtask fields` writes this file.

use kernel::{Decimal, Link};
use records::Field;

/// The field `amount`.
pub const AMOUNT: Field<Decimal> = Field::new("amount");

/// The field `discount`.
pub const DISCOUNT: Field<Decimal> = Field::new("discount");

/// The field `document`.
pub const DOCUMENT: Field<Link> = Field::new("document");
