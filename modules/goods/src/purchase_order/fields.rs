//! Typed names of the fields of `purchase_order`; `cargo xtask fields` writes this file.

use kernel::{Address, Date, Line, Link, Money, PrincipalId};
use records::Field;

/// The field `address`.
pub const ADDRESS: Field<Address> = Field::new("address");

/// The field `closing`.
pub const CLOSING: Field<String> = Field::new("closing");

/// The field `company`.
pub const COMPANY: Field<Link> = Field::new("company");

/// The field `currency`.
pub const CURRENCY: Field<String> = Field::new("currency");

/// The field `deliver_on`.
pub const DELIVER_ON: Field<Date> = Field::new("deliver_on");

/// The field `deliver_to`.
pub const DELIVER_TO: Field<Address> = Field::new("deliver_to");

/// The field `language`.
pub const LANGUAGE: Field<String> = Field::new("language");

/// The field `lines`.
pub const LINES: Field<Vec<Line>> = Field::new("lines");

/// The field `net`.
pub const NET: Field<Money> = Field::new("net");

/// The field `note`.
pub const NOTE: Field<String> = Field::new("note");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `opening`.
pub const OPENING: Field<String> = Field::new("opening");

/// The field `order_date`.
pub const ORDER_DATE: Field<Date> = Field::new("order_date");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `received_on`.
pub const RECEIVED_ON: Field<Date> = Field::new("received_on");

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

/// The field `vendor`.
pub const VENDOR: Field<Link> = Field::new("vendor");

/// The field `vendor_reference`.
pub const VENDOR_REFERENCE: Field<String> = Field::new("vendor_reference");
