//! Typed names of the fields of `visit_report`; `cargo xtask fields` writes this file.

use kernel::{Date, Link, PrincipalId};
use records::Field;

/// The field `account`.
pub const ACCOUNT: Field<Link> = Field::new("account");

/// The field `agreed`.
pub const AGREED: Field<String> = Field::new("agreed");

/// The field `contact`.
pub const CONTACT: Field<Link> = Field::new("contact");

/// The field `kind`.
pub const KIND: Field<String> = Field::new("kind");

/// The field `next_visit_on`.
pub const NEXT_VISIT_ON: Field<Date> = Field::new("next_visit_on");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `opportunity`.
pub const OPPORTUNITY: Field<Link> = Field::new("opportunity");

/// The field `outcome`.
pub const OUTCOME: Field<String> = Field::new("outcome");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `participants`.
pub const PARTICIPANTS: Field<String> = Field::new("participants");

/// The field `report`.
pub const REPORT: Field<String> = Field::new("report");

/// The field `subject`.
pub const SUBJECT: Field<String> = Field::new("subject");

/// The field `visited_on`.
pub const VISITED_ON: Field<Date> = Field::new("visited_on");
