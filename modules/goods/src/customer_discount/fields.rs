//! Typed names of the fields of `customer_discount`; `cargo xtask fields` writes this file.

use kernel::{Date, Decimal, Link, PrincipalId};
use records::Field;

/// The field `account`.
pub const ACCOUNT: Field<Link> = Field::new("account");

/// The field `description`.
pub const DESCRIPTION: Field<String> = Field::new("description");

/// The field `is_active`.
pub const IS_ACTIVE: Field<bool> = Field::new("is_active");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `price_group`.
pub const PRICE_GROUP: Field<String> = Field::new("price_group");

/// The field `product_category`.
pub const PRODUCT_CATEGORY: Field<String> = Field::new("product_category");

/// The field `rate`.
pub const RATE: Field<Decimal> = Field::new("rate");

/// The field `service_category`.
pub const SERVICE_CATEGORY: Field<String> = Field::new("service_category");

/// The field `valid_from`.
pub const VALID_FROM: Field<Date> = Field::new("valid_from");

/// The field `valid_until`.
pub const VALID_UNTIL: Field<Date> = Field::new("valid_until");
