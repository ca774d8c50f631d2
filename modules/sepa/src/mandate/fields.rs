//! Typed names of the fields of `mandate`; `cargo xtask fields` writes this file.

use kernel::{Date, Decimal, Instant, Line, Link, PrincipalId};
use records::Field;

/// The field `account`.
pub const ACCOUNT: Field<Link> = Field::new("account");

/// The field `amended_at`.
pub const AMENDED_AT: Field<Instant> = Field::new("amended_at");

/// The field `bic`.
pub const BIC: Field<String> = Field::new("bic");

/// The field `collections`.
pub const COLLECTIONS: Field<Vec<Line>> = Field::new("collections");

/// The field `company`.
pub const COMPANY: Field<Link> = Field::new("company");

/// The field `creditor_id`.
pub const CREDITOR_ID: Field<String> = Field::new("creditor_id");

/// The field `has_new_account`.
pub const HAS_NEW_ACCOUNT: Field<bool> = Field::new("has_new_account");

/// The field `holder`.
pub const HOLDER: Field<String> = Field::new("holder");

/// The field `iban`.
pub const IBAN: Field<String> = Field::new("iban");

/// The field `kind`.
pub const KIND: Field<String> = Field::new("kind");

/// The field `language`.
pub const LANGUAGE: Field<String> = Field::new("language");

/// The field `last_used_on`.
pub const LAST_USED_ON: Field<Date> = Field::new("last_used_on");

/// The field `n_used`.
pub const N_USED: Field<Decimal> = Field::new("n_used");

/// The field `note`.
pub const NOTE: Field<String> = Field::new("note");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `place`.
pub const PLACE: Field<String> = Field::new("place");

/// The field `reason`.
pub const REASON: Field<String> = Field::new("reason");

/// The field `reference`.
pub const REFERENCE: Field<String> = Field::new("reference");

/// The field `revoked_on`.
pub const REVOKED_ON: Field<Date> = Field::new("revoked_on");

/// The field `scheme`.
pub const SCHEME: Field<String> = Field::new("scheme");

/// The field `signed_on`.
pub const SIGNED_ON: Field<Date> = Field::new("signed_on");

/// The field `stage`.
pub const STAGE: Field<String> = Field::new("stage");

/// The field `stage_since`.
pub const STAGE_SINCE: Field<Date> = Field::new("stage_since");
