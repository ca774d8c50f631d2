//! Typed names of the fields of `mail_template`; `cargo xtask fields` writes this file.

use kernel::PrincipalId;
use records::Field;

/// The field `body`.
pub const BODY: Field<String> = Field::new("body");

/// The field `language`.
pub const LANGUAGE: Field<String> = Field::new("language");

/// The field `name`.
pub const NAME: Field<String> = Field::new("name");

/// The field `occasion`.
pub const OCCASION: Field<String> = Field::new("occasion");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `subject`.
pub const SUBJECT: Field<String> = Field::new("subject");
