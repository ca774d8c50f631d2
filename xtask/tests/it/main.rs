//! Tidy tests: the rules of docs/STYLE.md that a program can check.
//!
//! Each file holds one rule: a checker over text, the test that runs it over the whole tree, and
//! tests that show the checker finding a bad sample.
//! Read `tree` and `scan` first; all others stand on them.

mod budgets;
mod comments;
mod contents;
mod dependencies;
mod generated;
mod hygiene;
mod labels;
mod layers;
mod licences;
mod locales;
mod markup;
mod names;
mod nouns;
mod purity;
mod scan;
mod security;
mod sql;
mod stylesheets;
mod suites;
mod tree;
mod width;
