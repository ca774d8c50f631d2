//! Typed names of the fields of `instalment_plan`; `cargo xtask fields` writes this file.

use kernel::{Date, Decimal, Line, Link, PrincipalId};
use records::Field;

/// The field `lead_days`.
pub const LEAD_DAYS: Field<Decimal> = Field::new("lead_days");

/// The field `lines`.
pub const LINES: Field<Vec<Line>> = Field::new("lines");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `next_on`.
pub const NEXT_ON: Field<Date> = Field::new("next_on");

/// The field `note`.
pub const NOTE: Field<String> = Field::new("note");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `release`.
pub const RELEASE: Field<String> = Field::new("release");

/// The field `sales_order`.
pub const SALES_ORDER: Field<Link> = Field::new("sales_order");

/// The field `share_total`.
pub const SHARE_TOTAL: Field<Decimal> = Field::new("share_total");

/// The field `stage`.
pub const STAGE: Field<String> = Field::new("stage");

/// The field `stage_since`.
pub const STAGE_SINCE: Field<Date> = Field::new("stage_since");

/// The field `trouble`.
pub const TROUBLE: Field<String> = Field::new("trouble");
