//! Typed names of the fields of `lead`; `cargo xtask fields` writes this file.

use kernel::{Date, Decimal, Entry, Link, Money, PrincipalId};
use records::Field;

/// The field `account`.
pub const ACCOUNT: Field<Link> = Field::new("account");

/// The field `address`.
pub const ADDRESS: Field<Vec<Entry>> = Field::new("address");

/// The field `annual_revenue`.
pub const ANNUAL_REVENUE: Field<Money> = Field::new("annual_revenue");

/// The field `budget`.
pub const BUDGET: Field<Money> = Field::new("budget");

/// The field `company`.
pub const COMPANY: Field<String> = Field::new("company");

/// The field `contact`.
pub const CONTACT: Field<Link> = Field::new("contact");

/// The field `converted_on`.
pub const CONVERTED_ON: Field<Date> = Field::new("converted_on");

/// The field `description`.
pub const DESCRIPTION: Field<String> = Field::new("description");

/// The field `email`.
pub const EMAIL: Field<Vec<Entry>> = Field::new("email");

/// The field `email_opt_out`.
pub const EMAIL_OPT_OUT: Field<bool> = Field::new("email_opt_out");

/// The field `employees`.
pub const EMPLOYEES: Field<Decimal> = Field::new("employees");

/// The field `first_name`.
pub const FIRST_NAME: Field<String> = Field::new("first_name");

/// The field `industry`.
pub const INDUSTRY: Field<String> = Field::new("industry");

/// The field `job_title`.
pub const JOB_TITLE: Field<String> = Field::new("job_title");

/// The field `last_name`.
pub const LAST_NAME: Field<String> = Field::new("last_name");

/// The field `lead_source`.
pub const LEAD_SOURCE: Field<String> = Field::new("lead_source");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `opportunity`.
pub const OPPORTUNITY: Field<Link> = Field::new("opportunity");

/// The field `owner`.
pub const OWNER: Field<PrincipalId> = Field::new("owner");

/// The field `phone`.
pub const PHONE: Field<Vec<Entry>> = Field::new("phone");

/// The field `rating`.
pub const RATING: Field<String> = Field::new("rating");

/// The field `reason`.
pub const REASON: Field<String> = Field::new("reason");

/// The field `salutation`.
pub const SALUTATION: Field<String> = Field::new("salutation");

/// The field `stage`.
pub const STAGE: Field<String> = Field::new("stage");

/// The field `website`.
pub const WEBSITE: Field<String> = Field::new("website");
