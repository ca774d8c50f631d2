//! Typed names of the fields of `payment_order`; `cargo xtask fields` writes this file.

use kernel::{Date, Decimal, Instant, Line, Link, Money, PrincipalId};
use records::Field;

/// The field `approved_at`.
pub const APPROVED_AT: Field<Instant> = Field::new("approved_at");

/// The field `approved_by`.
pub const APPROVED_BY: Field<PrincipalId> = Field::new("approved_by");

/// The field `company`.
pub const COMPANY: Field<Link> = Field::new("company");

/// The field `execute_on`.
pub const EXECUTE_ON: Field<Date> = Field::new("execute_on");

/// The field `file`.
pub const FILE: Field<String> = Field::new("file");

/// The field `iban`.
pub const IBAN: Field<String> = Field::new("iban");

/// The field `kind`.
pub const KIND: Field<String> = Field::new("kind");

/// The field `lines`.
pub const LINES: Field<Vec<Line>> = Field::new("lines");

/// The field `message_id`.
pub const MESSAGE_ID: Field<String> = Field::new("message_id");

/// The field `n_payments`.
pub const N_PAYMENTS: Field<Decimal> = Field::new("n_payments");

/// The field `note`.
pub const NOTE: Field<String> = Field::new("note");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `payments`.
pub const PAYMENTS: Field<Vec<Line>> = Field::new("payments");

/// The field `reason`.
pub const REASON: Field<String> = Field::new("reason");

/// The field `scheme`.
pub const SCHEME: Field<String> = Field::new("scheme");

/// The field `stage`.
pub const STAGE: Field<String> = Field::new("stage");

/// The field `stage_since`.
pub const STAGE_SINCE: Field<Date> = Field::new("stage_since");

/// The field `subject`.
pub const SUBJECT: Field<String> = Field::new("subject");

/// The field `total`.
pub const TOTAL: Field<Money> = Field::new("total");
