//! Sums of tests over all suites.

use std::fmt;

/// How many tests passed and failed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed, and steps that failed without saying how many tests did.
    pub failed: u64,
}

impl Tally {
    /// Adds what a closing line of a test runner says; other lines change nothing.
    pub fn read(&mut self, line: &str) {
        let line = line.trim();
        if let Some(result) = line.strip_prefix("test result: ") {
            self.passed += number_before(result, " passed");
            self.failed += number_before(result, " failed");
        } else if let Some(count) = node_count(line, "pass ") {
            self.passed += count;
        } else if let Some(count) = node_count(line, "fail ") {
            self.failed += count;
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

fn number_before(text: &str, word: &str) -> u64 {
    let Some(end) = text.find(word) else { return 0 };
    let digits = text[..end].rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    digits.parse().unwrap_or(0)
}

fn node_count(line: &str, word: &str) -> Option<u64> {
    let line = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# "))?;
    line.strip_prefix(word)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(lines: &[&str]) -> String {
        let mut tally = Tally::default();
        for line in lines {
            tally.read(line);
        }
        tally.to_string()
    }

    #[test]
    fn suites_of_both_runners_are_added_up() {
        let lines = [
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 1 filtered out",
            "ℹ pass 7",
            "ℹ fail 1",
            "# pass 2",
        ];
        assert_eq!(sum(&lines), "24 passed, 3 failed");
    }

    #[test]
    fn other_lines_change_nothing() {
        assert_eq!(sum(&["99 passed", "test one ... ok", "pass 3", ""]), "0 passed, 0 failed");
    }
}
