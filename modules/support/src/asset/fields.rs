//! Typed names of the fields of `asset`; `cargo xtask fields` writes this file.

use kernel::{Date, Link, PrincipalId};
use records::Field;

/// The field `account`.
pub const ACCOUNT: Field<Link> = Field::new("account");

/// The field `commissioned_on`.
pub const COMMISSIONED_ON: Field<Date> = Field::new("commissioned_on");

/// The field `contact`.
pub const CONTACT: Field<Link> = Field::new("contact");

/// The field `delivery_note`.
pub const DELIVERY_NOTE: Field<Link> = Field::new("delivery_note");

/// The field `description`.
pub const DESCRIPTION: Field<String> = Field::new("description");

/// The field `invoice`.
pub const INVOICE: Field<Link> = Field::new("invoice");

/// The field `location`.
pub const LOCATION: Field<String> = Field::new("location");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `product`.
pub const PRODUCT: Field<Link> = Field::new("product");

/// The field `serial_number`.
pub const SERIAL_NUMBER: Field<String> = Field::new("serial_number");

/// The field `sold_on`.
pub const SOLD_ON: Field<Date> = Field::new("sold_on");

/// The field `stage`.
pub const STAGE: Field<String> = Field::new("stage");

/// The field `stage_since`.
pub const STAGE_SINCE: Field<Date> = Field::new("stage_since");

/// The field `tag_number`.
pub const TAG_NUMBER: Field<String> = Field::new("tag_number");

/// The field `warranty_until`.
pub const WARRANTY_UNTIL: Field<Date> = Field::new("warranty_until");
