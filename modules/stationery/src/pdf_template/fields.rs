//! Typed names of the fields of `pdf_template`; `cargo xtask fields` writes this file.

use kernel::{Date, Instant, Link, PrincipalId};
use records::Field;

/// The field `body`.
pub const BODY: Field<String> = Field::new("body");

/// The field `company`.
pub const COMPANY: Field<Link> = Field::new("company");

/// The field `kind`.
pub const KIND: Field<String> = Field::new("kind");

/// The field `language`.
pub const LANGUAGE: Field<String> = Field::new("language");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `note`.
pub const NOTE: Field<String> = Field::new("note");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `proved`.
pub const PROVED: Field<String> = Field::new("proved");

/// The field `sample`.
pub const SAMPLE: Field<Link> = Field::new("sample");

/// The field `stage`.
pub const STAGE: Field<String> = Field::new("stage");

/// The field `stage_since`.
pub const STAGE_SINCE: Field<Date> = Field::new("stage_since");

/// The field `trouble`.
pub const TROUBLE: Field<String> = Field::new("trouble");

/// The field `trouble_at`.
pub const TROUBLE_AT: Field<Instant> = Field::new("trouble_at");

/// The field `trouble_place`.
pub const TROUBLE_PLACE: Field<String> = Field::new("trouble_place");

/// The field `trouble_text`.
pub const TROUBLE_TEXT: Field<String> = Field::new("trouble_text");
