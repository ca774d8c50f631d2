//! Typed names of the fields of `email`; `cargo xtask fields` writes this file.

use kernel::{Instant, Link, PrincipalId};
use records::Field;

/// The field `account`.
pub const ACCOUNT: Field<Link> = Field::new("account");

/// The field `attach`.
pub const ATTACH: Field<String> = Field::new("attach");

/// The field `body`.
pub const BODY: Field<String> = Field::new("body");

/// The field `contact`.
pub const CONTACT: Field<Link> = Field::new("contact");

/// The field `copy`.
pub const COPY: Field<String> = Field::new("copy");

/// The field `document`.
pub const DOCUMENT: Field<Link> = Field::new("document");

/// The field `files`.
pub const FILES: Field<String> = Field::new("files");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `recipient`.
pub const RECIPIENT: Field<String> = Field::new("recipient");

/// The field `sent_at`.
pub const SENT_AT: Field<Instant> = Field::new("sent_at");

/// The field `stage`.
pub const STAGE: Field<String> = Field::new("stage");

/// The field `subject`.
pub const SUBJECT: Field<String> = Field::new("subject");

/// The field `trouble`.
pub const TROUBLE: Field<String> = Field::new("trouble");
