//! The language as a whole: every documented example, every mistake at its place, hostile texts.

mod documented;
mod hostile;
mod mistakes;
mod shelf;
