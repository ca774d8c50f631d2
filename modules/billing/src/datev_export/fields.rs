//! Typed names of the fields of `datev_export`; `cargo xtask fields` writes this file.

use kernel::{Date, Link, PrincipalId};
use records::Field;

/// The field `chart`.
pub const CHART: Field<Link> = Field::new("chart");

/// The field `from`.
pub const FROM: Field<Date> = Field::new("from");

/// The field `locked`.
pub const LOCKED: Field<bool> = Field::new("locked");

/// The field `note`.
pub const NOTE: Field<String> = Field::new("note");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `until`.
pub const UNTIL: Field<Date> = Field::new("until");
