//! Typed names of the fields of `ordered_payment`; `cargo xtask fields` writes this file.

use kernel::{Date, Decimal, Link};
use records::Field;

/// The field `amount`.
pub const AMOUNT: Field<Decimal> = Field::new("amount");

/// The field `bic`.
pub const BIC: Field<String> = Field::new("bic");

/// The field `discount`.
pub const DISCOUNT: Field<Decimal> = Field::new("discount");

/// The field `document`.
pub const DOCUMENT: Field<Link> = Field::new("document");

/// The field `due_on`.
pub const DUE_ON: Field<Date> = Field::new("due_on");

/// The field `end_to_end_id`.
pub const END_TO_END_ID: Field<String> = Field::new("end_to_end_id");

/// The field `former_creditor_id`.
pub const FORMER_CREDITOR_ID: Field<String> = Field::new("former_creditor_id");

/// The field `has_new_account`.
pub const HAS_NEW_ACCOUNT: Field<bool> = Field::new("has_new_account");

/// The field `iban`.
pub const IBAN: Field<String> = Field::new("iban");

/// The field `mandate`.
pub const MANDATE: Field<Link> = Field::new("mandate");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `purpose`.
pub const PURPOSE: Field<String> = Field::new("purpose");

/// The field `sequence`.
pub const SEQUENCE: Field<String> = Field::new("sequence");
