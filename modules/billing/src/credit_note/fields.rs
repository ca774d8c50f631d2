//! Typed names of the fields of `credit_note`; `cargo xtask fields` writes this file.

use kernel::{Address, Date, Decimal, Instant, Line, Link, Money, PrincipalId};
use records::Field;

/// The field `account`.
pub const ACCOUNT: Field<Link> = Field::new("account");

/// The field `address`.
pub const ADDRESS: Field<Address> = Field::new("address");

/// The field `buyer_reference`.
pub const BUYER_REFERENCE: Field<String> = Field::new("buyer_reference");

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

/// The field `electronic`.
pub const ELECTRONIC: Field<String> = Field::new("electronic");

/// The field `invoice`.
pub const INVOICE: Field<Link> = Field::new("invoice");

/// The field `invoice_date`.
pub const INVOICE_DATE: Field<Date> = Field::new("invoice_date");

/// The field `invoice_form`.
pub const INVOICE_FORM: Field<String> = Field::new("invoice_form");

/// The field `issued_at`.
pub const ISSUED_AT: Field<Instant> = Field::new("issued_at");

/// The field `language`.
pub const LANGUAGE: Field<String> = Field::new("language");

/// The field `letterhead`.
pub const LETTERHEAD: Field<String> = Field::new("letterhead");

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

/// The field `open_amount`.
pub const OPEN_AMOUNT: Field<Money> = Field::new("open_amount");

/// The field `opening`.
pub const OPENING: Field<String> = Field::new("opening");

/// The field `optional_total`.
pub const OPTIONAL_TOTAL: Field<Money> = Field::new("optional_total");

/// The field `order_reference`.
pub const ORDER_REFERENCE: Field<String> = Field::new("order_reference");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `paid_amount`.
pub const PAID_AMOUNT: Field<Money> = Field::new("paid_amount");

/// The field `paid_on`.
pub const PAID_ON: Field<Date> = Field::new("paid_on");

/// The field `payments`.
pub const PAYMENTS: Field<Vec<Line>> = Field::new("payments");

/// The field `price_kind`.
pub const PRICE_KIND: Field<String> = Field::new("price_kind");

/// The field `price_list`.
pub const PRICE_LIST: Field<Link> = Field::new("price_list");

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

/// The field `supply_from`.
pub const SUPPLY_FROM: Field<Date> = Field::new("supply_from");

/// The field `supply_until`.
pub const SUPPLY_UNTIL: Field<Date> = Field::new("supply_until");

/// The field `tax`.
pub const TAX: Field<Money> = Field::new("tax");

/// The field `tax_case`.
pub const TAX_CASE: Field<String> = Field::new("tax_case");

/// The field `taxes`.
pub const TAXES: Field<Vec<Line>> = Field::new("taxes");

/// The field `total`.
pub const TOTAL: Field<Money> = Field::new("total");
