//! Typed names of the fields of `contact`; `cargo xtask fields` writes this file.

use kernel::{Date, Entry, FileRef, Link, PrincipalId};
use records::Field;

/// The field `account`.
pub const ACCOUNT: Field<Link> = Field::new("account");

/// The field `address`.
pub const ADDRESS: Field<Vec<Entry>> = Field::new("address");

/// The field `assistant`.
pub const ASSISTANT: Field<String> = Field::new("assistant");

/// The field `assistant_phone`.
pub const ASSISTANT_PHONE: Field<String> = Field::new("assistant_phone");

/// The field `birthday`.
pub const BIRTHDAY: Field<Date> = Field::new("birthday");

/// The field `degree`.
pub const DEGREE: Field<String> = Field::new("degree");

/// The field `department`.
pub const DEPARTMENT: Field<String> = Field::new("department");

/// The field `description`.
pub const DESCRIPTION: Field<String> = Field::new("description");

/// The field `do_not_call`.
pub const DO_NOT_CALL: Field<bool> = Field::new("do_not_call");

/// The field `email`.
pub const EMAIL: Field<Vec<Entry>> = Field::new("email");

/// The field `email_opt_out`.
pub const EMAIL_OPT_OUT: Field<bool> = Field::new("email_opt_out");

/// The field `first_name`.
pub const FIRST_NAME: Field<String> = Field::new("first_name");

/// The field `job_title`.
pub const JOB_TITLE: Field<String> = Field::new("job_title");

/// The field `last_name`.
pub const LAST_NAME: Field<String> = Field::new("last_name");

/// The field `lead_source`.
pub const LEAD_SOURCE: Field<String> = Field::new("lead_source");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `phone`.
pub const PHONE: Field<Vec<Entry>> = Field::new("phone");

/// The field `photo`.
pub const PHOTO: Field<FileRef> = Field::new("photo");

/// The field `reference`.
pub const REFERENCE: Field<bool> = Field::new("reference");

/// The field `reports_to`.
pub const REPORTS_TO: Field<Link> = Field::new("reports_to");

/// The field `role`.
pub const ROLE: Field<String> = Field::new("role");

/// The field `salutation`.
pub const SALUTATION: Field<String> = Field::new("salutation");

/// The field `status`.
pub const STATUS: Field<String> = Field::new("status");

/// The field `website`.
pub const WEBSITE: Field<String> = Field::new("website");
