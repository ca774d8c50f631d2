//! Typed names of the fields of `subscription`; `cargo xtask fields` writes this file.

use kernel::{Address, Date, Decimal, Line, Link, Money, PrincipalId};
use records::Field;

/// The field `account`.
pub const ACCOUNT: Field<Link> = Field::new("account");

/// The field `address`.
pub const ADDRESS: Field<Address> = Field::new("address");

/// The field `bill_from`.
pub const BILL_FROM: Field<Date> = Field::new("bill_from");

/// The field `billed`.
pub const BILLED: Field<String> = Field::new("billed");

/// The field `billed_until`.
pub const BILLED_UNTIL: Field<Date> = Field::new("billed_until");

/// The field `buyer_reference`.
pub const BUYER_REFERENCE: Field<String> = Field::new("buyer_reference");

/// The field `cash_discount_days`.
pub const CASH_DISCOUNT_DAYS: Field<Decimal> = Field::new("cash_discount_days");

/// The field `cash_discount_rate`.
pub const CASH_DISCOUNT_RATE: Field<Decimal> = Field::new("cash_discount_rate");

/// The field `closing`.
pub const CLOSING: Field<String> = Field::new("closing");

/// The field `company`.
pub const COMPANY: Field<Link> = Field::new("company");

/// The field `contact`.
pub const CONTACT: Field<Link> = Field::new("contact");

/// The field `covered`.
pub const COVERED: Field<String> = Field::new("covered");

/// The field `currency`.
pub const CURRENCY: Field<String> = Field::new("currency");

/// The field `discount_rate`.
pub const DISCOUNT_RATE: Field<Decimal> = Field::new("discount_rate");

/// The field `discount_total`.
pub const DISCOUNT_TOTAL: Field<Money> = Field::new("discount_total");

/// The field `due_days`.
pub const DUE_DAYS: Field<Decimal> = Field::new("due_days");

/// The field `ends_on`.
pub const ENDS_ON: Field<Date> = Field::new("ends_on");

/// The field `interval`.
pub const INTERVAL: Field<String> = Field::new("interval");

/// The field `invoice_form`.
pub const INVOICE_FORM: Field<String> = Field::new("invoice_form");

/// The field `language`.
pub const LANGUAGE: Field<String> = Field::new("language");

/// The field `lead_days`.
pub const LEAD_DAYS: Field<Decimal> = Field::new("lead_days");

/// The field `lines`.
pub const LINES: Field<Vec<Line>> = Field::new("lines");

/// The field `margin`.
pub const MARGIN: Field<Money> = Field::new("margin");

/// The field `margin_rate`.
pub const MARGIN_RATE: Field<Decimal> = Field::new("margin_rate");

/// The field `net`.
pub const NET: Field<Money> = Field::new("net");

/// The field `next_on`.
pub const NEXT_ON: Field<Date> = Field::new("next_on");

/// The field `note`.
pub const NOTE: Field<String> = Field::new("note");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `opening`.
pub const OPENING: Field<String> = Field::new("opening");

/// The field `order_reference`.
pub const ORDER_REFERENCE: Field<String> = Field::new("order_reference");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `price_kind`.
pub const PRICE_KIND: Field<String> = Field::new("price_kind");

/// The field `release`.
pub const RELEASE: Field<String> = Field::new("release");

/// The field `rounding`.
pub const ROUNDING: Field<Money> = Field::new("rounding");

/// The field `stage`.
pub const STAGE: Field<String> = Field::new("stage");

/// The field `stage_since`.
pub const STAGE_SINCE: Field<Date> = Field::new("stage_since");

/// The field `starts_on`.
pub const STARTS_ON: Field<Date> = Field::new("starts_on");

/// The field `subject`.
pub const SUBJECT: Field<String> = Field::new("subject");

/// The field `subtotal`.
pub const SUBTOTAL: Field<Money> = Field::new("subtotal");

/// The field `tax`.
pub const TAX: Field<Money> = Field::new("tax");

/// The field `tax_case`.
pub const TAX_CASE: Field<String> = Field::new("tax_case");

/// The field `taxes`.
pub const TAXES: Field<Vec<Line>> = Field::new("taxes");

/// The field `total`.
pub const TOTAL: Field<Money> = Field::new("total");
