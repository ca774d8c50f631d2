//! Typed names of the fields of `quote`; `cargo xtask fields` writes this file.

use kernel::{Address, Date, Decimal, Instant, Line, Link, Money, PrincipalId};
use records::Field;

/// The field `account`.
pub const ACCOUNT: Field<Link> = Field::new("account");

/// The field `address`.
pub const ADDRESS: Field<Address> = Field::new("address");

/// The field `answer_note`.
pub const ANSWER_NOTE: Field<String> = Field::new("answer_note");

/// The field `answered_at`.
pub const ANSWERED_AT: Field<Instant> = Field::new("answered_at");

/// The field `answered_by`.
pub const ANSWERED_BY: Field<String> = Field::new("answered_by");

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

/// The field `currency`.
pub const CURRENCY: Field<String> = Field::new("currency");

/// The field `discount_amount`.
pub const DISCOUNT_AMOUNT: Field<Money> = Field::new("discount_amount");

/// The field `discount_rate`.
pub const DISCOUNT_RATE: Field<Decimal> = Field::new("discount_rate");

/// The field `discount_total`.
pub const DISCOUNT_TOTAL: Field<Money> = Field::new("discount_total");

/// The field `due_days`.
pub const DUE_DAYS: Field<Decimal> = Field::new("due_days");

/// The field `earlier`.
pub const EARLIER: Field<Link> = Field::new("earlier");

/// The field `edition`.
pub const EDITION: Field<Decimal> = Field::new("edition");

/// The field `language`.
pub const LANGUAGE: Field<String> = Field::new("language");

/// The field `lines`.
pub const LINES: Field<Vec<Line>> = Field::new("lines");

/// The field `margin`.
pub const MARGIN: Field<Money> = Field::new("margin");

/// The field `margin_rate`.
pub const MARGIN_RATE: Field<Decimal> = Field::new("margin_rate");

/// The field `net`.
pub const NET: Field<Money> = Field::new("net");

/// The field `note`.
pub const NOTE: Field<String> = Field::new("note");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `opening`.
pub const OPENING: Field<String> = Field::new("opening");

/// The field `opportunity`.
pub const OPPORTUNITY: Field<Link> = Field::new("opportunity");

/// The field `optional_total`.
pub const OPTIONAL_TOTAL: Field<Money> = Field::new("optional_total");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `price_kind`.
pub const PRICE_KIND: Field<String> = Field::new("price_kind");

/// The field `price_list`.
pub const PRICE_LIST: Field<Link> = Field::new("price_list");

/// The field `quote_date`.
pub const QUOTE_DATE: Field<Date> = Field::new("quote_date");

/// The field `reason`.
pub const REASON: Field<String> = Field::new("reason");

/// The field `rounding`.
pub const ROUNDING: Field<Money> = Field::new("rounding");

/// The field `shipping`.
pub const SHIPPING: Field<Money> = Field::new("shipping");

/// The field `stage`.
pub const STAGE: Field<String> = Field::new("stage");

/// The field `stage_since`.
pub const STAGE_SINCE: Field<Date> = Field::new("stage_since");

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

/// The field `valid_until`.
pub const VALID_UNTIL: Field<Date> = Field::new("valid_until");
