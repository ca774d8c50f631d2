//! Typed names of the fields of `payment`; `cargo xtask fields` writes this file.

use kernel::{Date, Decimal, Line, Link, Money, PrincipalId};
use records::Field;

/// The field `account`.
pub const ACCOUNT: Field<Link> = Field::new("account");

/// The field `allocated`.
pub const ALLOCATED: Field<Money> = Field::new("allocated");

/// The field `amount`.
pub const AMOUNT: Field<Money> = Field::new("amount");

/// The field `batch`.
pub const BATCH: Field<String> = Field::new("batch");

/// The field `company`.
pub const COMPANY: Field<Link> = Field::new("company");

/// The field `confidence`.
pub const CONFIDENCE: Field<Decimal> = Field::new("confidence");

/// The field `counterpart`.
pub const COUNTERPART: Field<String> = Field::new("counterpart");

/// The field `fingerprint`.
pub const FINGERPRINT: Field<String> = Field::new("fingerprint");

/// The field `iban`.
pub const IBAN: Field<String> = Field::new("iban");

/// The field `lines`.
pub const LINES: Field<Vec<Line>> = Field::new("lines");

/// The field `method`.
pub const METHOD: Field<String> = Field::new("method");

/// The field `note`.
pub const NOTE: Field<String> = Field::new("note");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `paid_on`.
pub const PAID_ON: Field<Date> = Field::new("paid_on");

/// The field `purpose`.
pub const PURPOSE: Field<String> = Field::new("purpose");

/// The field `reasons`.
pub const REASONS: Field<Vec<String>> = Field::new("reasons");

/// The field `return_fee`.
pub const RETURN_FEE: Field<Money> = Field::new("return_fee");

/// The field `return_reason`.
pub const RETURN_REASON: Field<String> = Field::new("return_reason");

/// The field `returned_on`.
pub const RETURNED_ON: Field<Date> = Field::new("returned_on");

/// The field `stage`.
pub const STAGE: Field<String> = Field::new("stage");

/// The field `unallocated`.
pub const UNALLOCATED: Field<Money> = Field::new("unallocated");

/// The field `vendor`.
pub const VENDOR: Field<Link> = Field::new("vendor");
