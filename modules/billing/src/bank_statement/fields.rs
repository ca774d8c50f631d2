//! Typed names of the fields of `bank_statement`; `cargo xtask fields` writes this file.

use kernel::{Date, Decimal, Line, Link, Money, PrincipalId};
use records::Field;

/// The field `closing`.
pub const CLOSING: Field<Money> = Field::new("closing");

/// The field `company`.
pub const COMPANY: Field<Link> = Field::new("company");

/// The field `currency`.
pub const CURRENCY: Field<String> = Field::new("currency");

/// The field `entries`.
pub const ENTRIES: Field<Decimal> = Field::new("entries");

/// The field `from`.
pub const FROM: Field<Date> = Field::new("from");

/// The field `iban`.
pub const IBAN: Field<String> = Field::new("iban");

/// The field `lines`.
pub const LINES: Field<Vec<Line>> = Field::new("lines");

/// The field `note`.
pub const NOTE: Field<String> = Field::new("note");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `opening`.
pub const OPENING: Field<Money> = Field::new("opening");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `statement_number`.
pub const STATEMENT_NUMBER: Field<String> = Field::new("statement_number");

/// The field `until`.
pub const UNTIL: Field<Date> = Field::new("until");
