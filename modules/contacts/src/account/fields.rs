//! Typed names of the fields of `account`; `cargo xtask fields` writes this file.

use kernel::{Date, Decimal, Entry, GeoPoint, Link, Money, PrincipalId};
use records::Field;

/// The field `address`.
pub const ADDRESS: Field<Vec<Entry>> = Field::new("address");

/// The field `annual_revenue`.
pub const ANNUAL_REVENUE: Field<Money> = Field::new("annual_revenue");

/// The field `description`.
pub const DESCRIPTION: Field<String> = Field::new("description");

/// The field `dunning_stop`.
pub const DUNNING_STOP: Field<bool> = Field::new("dunning_stop");

/// The field `dunning_stop_reason`.
pub const DUNNING_STOP_REASON: Field<String> = Field::new("dunning_stop_reason");

/// The field `dunning_stop_until`.
pub const DUNNING_STOP_UNTIL: Field<Date> = Field::new("dunning_stop_until");

/// The field `email`.
pub const EMAIL: Field<Vec<Entry>> = Field::new("email");

/// The field `email_opt_out`.
pub const EMAIL_OPT_OUT: Field<bool> = Field::new("email_opt_out");

/// The field `employees`.
pub const EMPLOYEES: Field<Decimal> = Field::new("employees");

/// The field `industry`.
pub const INDUSTRY: Field<String> = Field::new("industry");

/// The field `industry_code`.
pub const INDUSTRY_CODE: Field<String> = Field::new("industry_code");

/// The field `invoice_form`.
pub const INVOICE_FORM: Field<String> = Field::new("invoice_form");

/// The field `is_consumer`.
pub const IS_CONSUMER: Field<bool> = Field::new("is_consumer");

/// The field `kind`.
pub const KIND: Field<String> = Field::new("kind");

/// The field `location`.
pub const LOCATION: Field<GeoPoint> = Field::new("location");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `ownership`.
pub const OWNERSHIP: Field<String> = Field::new("ownership");

/// The field `parent`.
pub const PARENT: Field<Link> = Field::new("parent");

/// The field `pay_by`.
pub const PAY_BY: Field<String> = Field::new("pay_by");

/// The field `phone`.
pub const PHONE: Field<Vec<Entry>> = Field::new("phone");

/// The field `price_group`.
pub const PRICE_GROUP: Field<String> = Field::new("price_group");

/// The field `rating`.
pub const RATING: Field<String> = Field::new("rating");

/// The field `roles`.
pub const ROLES: Field<Vec<String>> = Field::new("roles");

/// The field `status`.
pub const STATUS: Field<String> = Field::new("status");

/// The field `ticker_symbol`.
pub const TICKER_SYMBOL: Field<String> = Field::new("ticker_symbol");

/// The field `vat_id`.
pub const VAT_ID: Field<String> = Field::new("vat_id");

/// The field `website`.
pub const WEBSITE: Field<String> = Field::new("website");
