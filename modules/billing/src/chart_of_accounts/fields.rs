//! Typed names of the fields of `chart_of_accounts`; `cargo xtask fields` writes this file.

use kernel::{Decimal, Line, Link, PrincipalId};
use records::Field;

/// The field `account_length`.
pub const ACCOUNT_LENGTH: Field<Decimal> = Field::new("account_length");

/// The field `bank`.
pub const BANK: Field<String> = Field::new("bank");

/// The field `cash`.
pub const CASH: Field<String> = Field::new("cash");

/// The field `charges`.
pub const CHARGES: Field<String> = Field::new("charges");

/// The field `client`.
pub const CLIENT: Field<String> = Field::new("client");

/// The field `company`.
pub const COMPANY: Field<Link> = Field::new("company");

/// The field `consultant`.
pub const CONSULTANT: Field<String> = Field::new("consultant");

/// The field `framework`.
pub const FRAMEWORK: Field<String> = Field::new("framework");

/// The field `lines`.
pub const LINES: Field<Vec<Line>> = Field::new("lines");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `transit`.
pub const TRANSIT: Field<String> = Field::new("transit");

/// The field `year_begins`.
pub const YEAR_BEGINS: Field<Decimal> = Field::new("year_begins");
