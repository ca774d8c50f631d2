//! Mistakes and where they stand.

/// A mistake in a definition, with the line it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// Line in the file, from 1.
    pub line: usize,
    /// What is wrong and what was expected.
    pub message: String,
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for ReadError {}

/// Line of a byte position in a text, from 1.
pub(super) fn line_of(text: &str, position: usize) -> usize {
    text.as_bytes().iter().take(position).filter(|byte| **byte == b'\n').count() + 1
}
