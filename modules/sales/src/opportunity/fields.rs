//! Typed names of the fields of `opportunity`; `cargo xtask fields` writes this file.

use kernel::{Date, Decimal, Line, Link, Money, PrincipalId};
use records::Field;

/// The field `account`.
pub const ACCOUNT: Field<Link> = Field::new("account");

/// The field `amount`.
pub const AMOUNT: Field<Money> = Field::new("amount");

/// The field `business`.
pub const BUSINESS: Field<String> = Field::new("business");

/// The field `close_on`.
pub const CLOSE_ON: Field<Date> = Field::new("close_on");

/// The field `closed_on`.
pub const CLOSED_ON: Field<Date> = Field::new("closed_on");

/// The field `contact`.
pub const CONTACT: Field<Link> = Field::new("contact");

/// The field `description`.
pub const DESCRIPTION: Field<String> = Field::new("description");

/// The field `lead_source`.
pub const LEAD_SOURCE: Field<String> = Field::new("lead_source");

/// The field `lines`.
pub const LINES: Field<Vec<Line>> = Field::new("lines");

/// The field `lost_to`.
pub const LOST_TO: Field<Link> = Field::new("lost_to");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `next_step`.
pub const NEXT_STEP: Field<String> = Field::new("next_step");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `price_list`.
pub const PRICE_LIST: Field<Link> = Field::new("price_list");

/// The field `probability`.
pub const PROBABILITY: Field<Decimal> = Field::new("probability");

/// The field `reason`.
pub const REASON: Field<String> = Field::new("reason");

/// The field `reason_note`.
pub const REASON_NOTE: Field<String> = Field::new("reason_note");

/// The field `stage`.
pub const STAGE: Field<String> = Field::new("stage");

/// The field `stage_since`.
pub const STAGE_SINCE: Field<Date> = Field::new("stage_since");

/// The field `weighted`.
pub const WEIGHTED: Field<Money> = Field::new("weighted");
