//! The one language of conditions: list filters, sharing rules, visible fields, workflows.
//!
//! Read `tree` first (what a filter is), then `path` (where values stand), `lexer`, `raw`, `syntax`
//! and `typed` (from text to filter), `resolve` (relative values become constants), `evaluate` (the
//! answer for one record) and `print` (back to text). The grammar stands in
//! `docs/filter-language.md`.

mod arranged;
mod chips;
mod error;
mod evaluate;
mod lexer;
mod path;
mod period;
mod print;
mod raw;
mod resolve;
mod syntax;
mod tree;
mod typed;

pub use arranged::{Asked, GROUP_DEPTH, Group, Joint, Part, Place, arranged};
pub use chips::{condition, conditions};
pub use error::FilterError;
pub use evaluate::{Fields, evaluate};
pub use path::{Hop, Kind, Leaf, Path};
pub use period::{Days, Fiscal, Period, Unit};
pub use print::quoted;
pub use resolve::{Check, Present, Question, Resolved};
pub use tree::{Comparator, Comparison, Filter, Operand, Test};
pub use typed::parse;
