//! Typed names of the fields of `dunning_line`; `cargo xtask fields` writes this file.

use kernel::{Date, Decimal, Link};
use records::Field;

/// The field `days_late`.
pub const DAYS_LATE: Field<Decimal> = Field::new("days_late");

/// The field `due_on`.
pub const DUE_ON: Field<Date> = Field::new("due_on");

/// The field `fee`.
pub const FEE: Field<Decimal> = Field::new("fee");

/// The field `flat_sum`.
pub const FLAT_SUM: Field<Decimal> = Field::new("flat_sum");

/// The field `interest`.
pub const INTEREST: Field<Decimal> = Field::new("interest");

/// The field `invoice`.
pub const INVOICE: Field<Link> = Field::new("invoice");

/// The field `invoice_date`.
pub const INVOICE_DATE: Field<Date> = Field::new("invoice_date");

/// The field `level`.
pub const LEVEL: Field<Decimal> = Field::new("level");

/// The field `number`.
pub const NUMBER: Field<String> = Field::new("number");

/// The field `open`.
pub const OPEN: Field<Decimal> = Field::new("open");

/// The field `total`.
pub const TOTAL: Field<Decimal> = Field::new("total");
