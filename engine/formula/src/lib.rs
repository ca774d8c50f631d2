//! The language of formulas: read, checked against the types of what it names, evaluated.
//!
//! **Invariant:** pure; knows neither modules nor records, only names with types and values. A
//! formula that was read ends soon, whatever it holds, and never panics.
//!
//! Read `kind` (what a value can be), `lexer` and `syntax` (from text to a tree with places),
//! `check` (from names to types), `function` (the closed list), `evaluate` (the answer).

mod check;
mod error;
mod evaluate;
mod function;
mod kind;
mod lexer;
mod syntax;
mod tree;

pub use check::{Formula, Names, Purpose};
pub use error::FormulaError;
pub use evaluate::{Answer, Present};
pub use function::{FUNCTIONS, Function, Sort};
pub use kind::Kind;
pub use lexer::MAX_LENGTH;
pub use tree::{Expr, Operator};
