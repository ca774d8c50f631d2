//! Typed names of the fields of `finding`; `cargo xtask fields` writes this file.

use kernel::Decimal;
use records::Field;

/// The field `about`.
pub const ABOUT: Field<String> = Field::new("about");

/// The field `expected`.
pub const EXPECTED: Field<Decimal> = Field::new("expected");

/// The field `place`.
pub const PLACE: Field<String> = Field::new("place");

/// The field `rule`.
pub const RULE: Field<String> = Field::new("rule");

/// The field `stated`.
pub const STATED: Field<Decimal> = Field::new("stated");

/// The field `weight`.
pub const WEIGHT: Field<String> = Field::new("weight");

/// The field `what`.
pub const WHAT: Field<String> = Field::new("what");
