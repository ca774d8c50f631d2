//! Typed names of the fields of `dunning_letter`; `cargo xtask fields` writes this file.

use kernel::{Address, Date, Decimal, Instant, Line, Link, Money, PrincipalId};
use records::Field;

/// The field `account`.
pub const ACCOUNT: Field<Link> = Field::new("account");

/// The field `address`.
pub const ADDRESS: Field<Address> = Field::new("address");

/// The field `approved_at`.
pub const APPROVED_AT: Field<Instant> = Field::new("approved_at");

/// The field `base_rate`.
pub const BASE_RATE: Field<Decimal> = Field::new("base_rate");

/// The field `base_rate_from`.
pub const BASE_RATE_FROM: Field<Date> = Field::new("base_rate_from");

/// The field `closing`.
pub const CLOSING: Field<String> = Field::new("closing");

/// The field `company`.
pub const COMPANY: Field<Link> = Field::new("company");

/// The field `contact`.
pub const CONTACT: Field<Link> = Field::new("contact");

/// The field `currency`.
pub const CURRENCY: Field<String> = Field::new("currency");

/// The field `fee_total`.
pub const FEE_TOTAL: Field<Money> = Field::new("fee_total");

/// The field `flat_total`.
pub const FLAT_TOTAL: Field<Money> = Field::new("flat_total");

/// The field `interest_rate`.
pub const INTEREST_RATE: Field<Decimal> = Field::new("interest_rate");

/// The field `interest_total`.
pub const INTEREST_TOTAL: Field<Money> = Field::new("interest_total");

/// The field `language`.
pub const LANGUAGE: Field<String> = Field::new("language");

/// The field `letter_date`.
pub const LETTER_DATE: Field<Date> = Field::new("letter_date");

/// The field `letterhead`.
pub const LETTERHEAD: Field<String> = Field::new("letterhead");

/// The field `level`.
pub const LEVEL: Field<Decimal> = Field::new("level");

/// The field `lines`.
pub const LINES: Field<Vec<Line>> = Field::new("lines");

/// The field `note`.
pub const NOTE: Field<String> = Field::new("note");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `open_total`.
pub const OPEN_TOTAL: Field<Money> = Field::new("open_total");

/// The field `opening`.
pub const OPENING: Field<String> = Field::new("opening");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `pay_until`.
pub const PAY_UNTIL: Field<Date> = Field::new("pay_until");

/// The field `sent_on`.
pub const SENT_ON: Field<Date> = Field::new("sent_on");

/// The field `stage`.
pub const STAGE: Field<String> = Field::new("stage");

/// The field `stage_since`.
pub const STAGE_SINCE: Field<Date> = Field::new("stage_since");

/// The field `subject`.
pub const SUBJECT: Field<String> = Field::new("subject");

/// The field `total`.
pub const TOTAL: Field<Money> = Field::new("total");
