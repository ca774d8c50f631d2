//! Typed names of the fields of `task`; `cargo xtask fields` writes this file.

use kernel::{Date, Instant, Link, PrincipalId};
use records::Field;

/// The field `about`.
pub const ABOUT: Field<Link> = Field::new("about");

/// The field `contact`.
pub const CONTACT: Field<Link> = Field::new("contact");

/// The field `description`.
pub const DESCRIPTION: Field<String> = Field::new("description");

/// The field `done_at`.
pub const DONE_AT: Field<Instant> = Field::new("done_at");

/// The field `due_on`.
pub const DUE_ON: Field<Date> = Field::new("due_on");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `priority`.
pub const PRIORITY: Field<String> = Field::new("priority");

/// The field `stage`.
pub const STAGE: Field<String> = Field::new("stage");

/// The field `subject`.
pub const SUBJECT: Field<String> = Field::new("subject");
