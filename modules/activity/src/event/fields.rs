//! Typed names of the fields of `event`; `cargo xtask fields` writes this file.

use kernel::{Instant, Link, PrincipalId};
use records::Field;

/// The field `about`.
pub const ABOUT: Field<Link> = Field::new("about");

/// The field `contact`.
pub const CONTACT: Field<Link> = Field::new("contact");

/// The field `description`.
pub const DESCRIPTION: Field<String> = Field::new("description");

/// The field `ends_at`.
pub const ENDS_AT: Field<Instant> = Field::new("ends_at");

/// The field `is_private`.
pub const IS_PRIVATE: Field<bool> = Field::new("is_private");

/// The field `kind`.
pub const KIND: Field<String> = Field::new("kind");

/// The field `location`.
pub const LOCATION: Field<String> = Field::new("location");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `stage`.
pub const STAGE: Field<String> = Field::new("stage");

/// The field `starts_at`.
pub const STARTS_AT: Field<Instant> = Field::new("starts_at");

/// The field `subject`.
pub const SUBJECT: Field<String> = Field::new("subject");
