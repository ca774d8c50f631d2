//! Typed names of the fields of `invoice`; `cargo xtask fields` writes this file.

use kernel::{Address, Date, Decimal, Instant, Line, Link, Money, PrincipalId};
use records::Field;

/// The field `account`.
pub const ACCOUNT: Field<Link> = Field::new("account");

/// The field `address`.
pub const ADDRESS: Field<Address> = Field::new("address");

/// The field `buyer_reference`.
pub const BUYER_REFERENCE: Field<String> = Field::new("buyer_reference");

/// The field `cancelled_by`.
pub const CANCELLED_BY: Field<Link> = Field::new("cancelled_by");

/// The field `cash_discount_days`.
pub const CASH_DISCOUNT_DAYS: Field<Decimal> = Field::new("cash_discount_days");

/// The field `cash_discount_on`.
pub const CASH_DISCOUNT_ON: Field<Date> = Field::new("cash_discount_on");

/// The field `cash_discount_rate`.
pub const CASH_DISCOUNT_RATE: Field<Decimal> = Field::new("cash_discount_rate");

/// The field `closing`.
pub const CLOSING: Field<String> = Field::new("closing");

/// The field `company`.
pub const COMPANY: Field<Link> = Field::new("company");

/// The field `contact`.
pub const CONTACT: Field<Link> = Field::new("contact");

/// The field `creditor_id`.
pub const CREDITOR_ID: Field<String> = Field::new("creditor_id");

/// The field `currency`.
pub const CURRENCY: Field<String> = Field::new("currency");

/// The field `debited_iban`.
pub const DEBITED_IBAN: Field<String> = Field::new("debited_iban");

/// The field `deductions`.
pub const DEDUCTIONS: Field<Vec<Line>> = Field::new("deductions");

/// The field `discount_amount`.
pub const DISCOUNT_AMOUNT: Field<Money> = Field::new("discount_amount");

/// The field `discount_rate`.
pub const DISCOUNT_RATE: Field<Decimal> = Field::new("discount_rate");

/// The field `discount_total`.
pub const DISCOUNT_TOTAL: Field<Money> = Field::new("discount_total");

/// The field `due_days`.
pub const DUE_DAYS: Field<Decimal> = Field::new("due_days");

/// The field `due_on`.
pub const DUE_ON: Field<Date> = Field::new("due_on");

/// The field `dunned_on`.
pub const DUNNED_ON: Field<Date> = Field::new("dunned_on");

/// The field `dunning_fees`.
pub const DUNNING_FEES: Field<Money> = Field::new("dunning_fees");

/// The field `dunning_interest`.
pub const DUNNING_INTEREST: Field<Money> = Field::new("dunning_interest");

/// The field `dunning_level`.
pub const DUNNING_LEVEL: Field<Decimal> = Field::new("dunning_level");

/// The field `dunning_stop`.
pub const DUNNING_STOP: Field<bool> = Field::new("dunning_stop");

/// The field `dunning_stop_reason`.
pub const DUNNING_STOP_REASON: Field<String> = Field::new("dunning_stop_reason");

/// The field `dunning_stop_until`.
pub const DUNNING_STOP_UNTIL: Field<Date> = Field::new("dunning_stop_until");

/// The field `electronic`.
pub const ELECTRONIC: Field<String> = Field::new("electronic");

/// The field `flat_sum`.
pub const FLAT_SUM: Field<Money> = Field::new("flat_sum");

/// The field `instalment_plan`.
pub const INSTALMENT_PLAN: Field<Link> = Field::new("instalment_plan");

/// The field `invoice_date`.
pub const INVOICE_DATE: Field<Date> = Field::new("invoice_date");

/// The field `invoice_form`.
pub const INVOICE_FORM: Field<String> = Field::new("invoice_form");

/// The field `issued_at`.
pub const ISSUED_AT: Field<Instant> = Field::new("issued_at");

/// The field `kind`.
pub const KIND: Field<String> = Field::new("kind");

/// The field `language`.
pub const LANGUAGE: Field<String> = Field::new("language");

/// The field `letterhead`.
pub const LETTERHEAD: Field<String> = Field::new("letterhead");

/// The field `lines`.
pub const LINES: Field<Vec<Line>> = Field::new("lines");

/// The field `mandate_reference`.
pub const MANDATE_REFERENCE: Field<String> = Field::new("mandate_reference");

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

/// The field `pay_by`.
pub const PAY_BY: Field<String> = Field::new("pay_by");

/// The field `payable`.
pub const PAYABLE: Field<Money> = Field::new("payable");

/// The field `payments`.
pub const PAYMENTS: Field<Vec<Line>> = Field::new("payments");

/// The field `period_from`.
pub const PERIOD_FROM: Field<Date> = Field::new("period_from");

/// The field `plan_line`.
pub const PLAN_LINE: Field<String> = Field::new("plan_line");

/// The field `prepaid`.
pub const PREPAID: Field<Money> = Field::new("prepaid");

/// The field `price_kind`.
pub const PRICE_KIND: Field<String> = Field::new("price_kind");

/// The field `price_list`.
pub const PRICE_LIST: Field<Link> = Field::new("price_list");

/// The field `rounding`.
pub const ROUNDING: Field<Money> = Field::new("rounding");

/// The field `sales_order`.
pub const SALES_ORDER: Field<Link> = Field::new("sales_order");

/// The field `shipping`.
pub const SHIPPING: Field<Money> = Field::new("shipping");

/// The field `stage`.
pub const STAGE: Field<String> = Field::new("stage");

/// The field `stage_since`.
pub const STAGE_SINCE: Field<Date> = Field::new("stage_since");

/// The field `subject`.
pub const SUBJECT: Field<String> = Field::new("subject");

/// The field `subscription`.
pub const SUBSCRIPTION: Field<Link> = Field::new("subscription");

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
