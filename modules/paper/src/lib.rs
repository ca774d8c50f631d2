//! Papers of the trade as PDF: what each says, and the templates that come along.
//!
//! **Invariant:** pure, and computes nothing. Every amount, date and label comes as a text in the
//! language of the paper; what stands in a paper is exactly what its caller froze.
//!
//! Read `paper`, `line`, `payment`, `labels`, then `printing`; `data` is the tree that templates
//! see and `variable` the list of what is in it, `kind` names the templates in `templates/`.

mod data;
mod kind;
mod labels;
mod line;
mod paper;
mod payment;
mod printing;
mod variable;

pub use kind::{Kind, PARTS};
pub use labels::{Labels, TEXTS};
pub use line::{Line, Position, Side, Statement, StatementColumn, Sum, SumWeight, Weight};
pub use paper::{Fact, Note, Paper, Recipient, Sender};
pub use payment::{Code, Payment, SwissLanguage, SwissSlip};
pub use printing::{Made, Printed, pdf, pdf_in_any_case, preview};
pub use variable::{Shape, Variable, variables};
