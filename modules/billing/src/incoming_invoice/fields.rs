//! Typed names of the fields of `incoming_invoice`; `cargo xtask fields` writes this file.

use kernel::{Address, Date, Decimal, Instant, Line, Link, Money, PrincipalId};
use records::Field;

/// The field `account_holder`.
pub const ACCOUNT_HOLDER: Field<String> = Field::new("account_holder");

/// The field `approved_at`.
pub const APPROVED_AT: Field<Instant> = Field::new("approved_at");

/// The field `approved_by`.
pub const APPROVED_BY: Field<PrincipalId> = Field::new("approved_by");

/// The field `bic`.
pub const BIC: Field<String> = Field::new("bic");

/// The field `buyer_name`.
pub const BUYER_NAME: Field<String> = Field::new("buyer_name");

/// The field `buyer_vat_id`.
pub const BUYER_VAT_ID: Field<String> = Field::new("buyer_vat_id");

/// The field `cash_discount_on`.
pub const CASH_DISCOUNT_ON: Field<Date> = Field::new("cash_discount_on");

/// The field `cash_discount_rate`.
pub const CASH_DISCOUNT_RATE: Field<Decimal> = Field::new("cash_discount_rate");

/// The field `company`.
pub const COMPANY: Field<Link> = Field::new("company");

/// The field `currency`.
pub const CURRENCY: Field<String> = Field::new("currency");

/// The field `due_on`.
pub const DUE_ON: Field<Date> = Field::new("due_on");

/// The field `file_hash`.
pub const FILE_HASH: Field<String> = Field::new("file_hash");

/// The field `findings`.
pub const FINDINGS: Field<Vec<Line>> = Field::new("findings");

/// The field `has_findings`.
pub const HAS_FINDINGS: Field<bool> = Field::new("has_findings");

/// The field `iban`.
pub const IBAN: Field<String> = Field::new("iban");

/// The field `invoice_date`.
pub const INVOICE_DATE: Field<Date> = Field::new("invoice_date");

/// The field `kind`.
pub const KIND: Field<String> = Field::new("kind");

/// The field `lines`.
pub const LINES: Field<Vec<Line>> = Field::new("lines");

/// The field `net`.
pub const NET: Field<Money> = Field::new("net");

/// The field `note`.
pub const NOTE: Field<String> = Field::new("note");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `open_amount`.
pub const OPEN_AMOUNT: Field<Money> = Field::new("open_amount");

/// The field `order_found_by`.
pub const ORDER_FOUND_BY: Field<String> = Field::new("order_found_by");

/// The field `order_reference`.
pub const ORDER_REFERENCE: Field<String> = Field::new("order_reference");

/// The field `origin`.
pub const ORIGIN: Field<String> = Field::new("origin");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `paid_amount`.
pub const PAID_AMOUNT: Field<Money> = Field::new("paid_amount");

/// The field `paid_on`.
pub const PAID_ON: Field<Date> = Field::new("paid_on");

/// The field `payable`.
pub const PAYABLE: Field<Money> = Field::new("payable");

/// The field `payment_reference`.
pub const PAYMENT_REFERENCE: Field<String> = Field::new("payment_reference");

/// The field `payments`.
pub const PAYMENTS: Field<Vec<Line>> = Field::new("payments");

/// The field `prepaid`.
pub const PREPAID: Field<Money> = Field::new("prepaid");

/// The field `profile`.
pub const PROFILE: Field<String> = Field::new("profile");

/// The field `purchase_order`.
pub const PURCHASE_ORDER: Field<Link> = Field::new("purchase_order");

/// The field `reason`.
pub const REASON: Field<String> = Field::new("reason");

/// The field `received_on`.
pub const RECEIVED_ON: Field<Date> = Field::new("received_on");

/// The field `rounding`.
pub const ROUNDING: Field<Money> = Field::new("rounding");

/// The field `seller_address`.
pub const SELLER_ADDRESS: Field<Address> = Field::new("seller_address");

/// The field `seller_email`.
pub const SELLER_EMAIL: Field<String> = Field::new("seller_email");

/// The field `seller_name`.
pub const SELLER_NAME: Field<String> = Field::new("seller_name");

/// The field `seller_tax_number`.
pub const SELLER_TAX_NUMBER: Field<String> = Field::new("seller_tax_number");

/// The field `seller_vat_id`.
pub const SELLER_VAT_ID: Field<String> = Field::new("seller_vat_id");

/// The field `stage`.
pub const STAGE: Field<String> = Field::new("stage");

/// The field `stage_since`.
pub const STAGE_SINCE: Field<Date> = Field::new("stage_since");

/// The field `stated_total`.
pub const STATED_TOTAL: Field<Money> = Field::new("stated_total");

/// The field `subject`.
pub const SUBJECT: Field<String> = Field::new("subject");

/// The field `supply_from`.
pub const SUPPLY_FROM: Field<Date> = Field::new("supply_from");

/// The field `supply_until`.
pub const SUPPLY_UNTIL: Field<Date> = Field::new("supply_until");

/// The field `tax`.
pub const TAX: Field<Money> = Field::new("tax");

/// The field `taxes`.
pub const TAXES: Field<Vec<Line>> = Field::new("taxes");

/// The field `terms`.
pub const TERMS: Field<String> = Field::new("terms");

/// The field `total`.
pub const TOTAL: Field<Money> = Field::new("total");

/// The field `vendor`.
pub const VENDOR: Field<Link> = Field::new("vendor");

/// The field `vendor_found_by`.
pub const VENDOR_FOUND_BY: Field<String> = Field::new("vendor_found_by");

/// The field `vendor_number`.
pub const VENDOR_NUMBER: Field<String> = Field::new("vendor_number");
