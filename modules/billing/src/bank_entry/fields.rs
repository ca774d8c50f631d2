//! Typed names of the fields of `bank_entry`; `cargo xtask fields` writes this file.

use kernel::{Date, Decimal, Link};
use records::Field;

/// The field `amount`.
pub const AMOUNT: Field<Decimal> = Field::new("amount");

/// The field `booked_on`.
pub const BOOKED_ON: Field<Date> = Field::new("booked_on");

/// The field `counterpart`.
pub const COUNTERPART: Field<String> = Field::new("counterpart");

/// The field `fingerprint`.
pub const FINGERPRINT: Field<String> = Field::new("fingerprint");

/// The field `iban`.
pub const IBAN: Field<String> = Field::new("iban");

/// The field `payment`.
pub const PAYMENT: Field<Link> = Field::new("payment");

/// The field `purpose`.
pub const PURPOSE: Field<String> = Field::new("purpose");

/// The field `references`.
pub const REFERENCES: Field<String> = Field::new("references");

/// The field `valued_on`.
pub const VALUED_ON: Field<Date> = Field::new("valued_on");
