//! Typed names of the fields of `delivery_note`; `cargo xtask fields` writes this file.

use kernel::{Address, Date, Instant, Line, Link, PrincipalId};
use records::Field;

/// The field `account`.
pub const ACCOUNT: Field<Link> = Field::new("account");

/// The field `address`.
pub const ADDRESS: Field<Address> = Field::new("address");

/// The field `carrier`.
pub const CARRIER: Field<String> = Field::new("carrier");

/// The field `closing`.
pub const CLOSING: Field<String> = Field::new("closing");

/// The field `company`.
pub const COMPANY: Field<Link> = Field::new("company");

/// The field `contact`.
pub const CONTACT: Field<Link> = Field::new("contact");

/// The field `delivered_on`.
pub const DELIVERED_ON: Field<Date> = Field::new("delivered_on");

/// The field `issued_at`.
pub const ISSUED_AT: Field<Instant> = Field::new("issued_at");

/// The field `language`.
pub const LANGUAGE: Field<String> = Field::new("language");

/// The field `letterhead`.
pub const LETTERHEAD: Field<String> = Field::new("letterhead");

/// The field `lines`.
pub const LINES: Field<Vec<Line>> = Field::new("lines");

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

/// The field `reason`.
pub const REASON: Field<String> = Field::new("reason");

/// The field `sales_order`.
pub const SALES_ORDER: Field<Link> = Field::new("sales_order");

/// The field `stage`.
pub const STAGE: Field<String> = Field::new("stage");

/// The field `stage_since`.
pub const STAGE_SINCE: Field<Date> = Field::new("stage_since");

/// The field `subject`.
pub const SUBJECT: Field<String> = Field::new("subject");

/// The field `tracking`.
pub const TRACKING: Field<String> = Field::new("tracking");
