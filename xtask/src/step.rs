//! Steps that a person can follow: a heading, the seconds they took, a table at the end.

use crate::tally::Tally;
use anyhow::{Context, Result};
use std::time::{Duration, Instant};

/// A run of named steps that ends at the first one that fails.
pub struct Steps {
    total: usize,
    done: Vec<(&'static str, Duration)>,
    /// Tests counted so far.
    pub tally: Tally,
}

impl Steps {
    /// A run of `total` steps.
    pub fn new(total: usize) -> Self {
        Self { total, done: Vec::new(), tally: Tally::default() }
    }

    /// Runs one step under its heading.
    pub fn run(
        &mut self,
        name: &'static str,
        work: impl FnOnce(&mut Tally) -> Result<()>,
    ) -> Result<()> {
        println!("\n== {}/{} {name}", self.done.len() + 1, self.total);
        let begin = Instant::now();
        let failed_before = self.tally.failed;
        let result = work(&mut self.tally);
        let took = begin.elapsed();
        self.done.push((name, took));
        if result.is_err() && self.tally.failed == failed_before {
            self.tally.failed += 1;
        }
        let word = if result.is_ok() { "done" } else { "FAILED" };
        println!("== {name}: {word} in {:.1} s", took.as_secs_f64());
        result.with_context(|| format!("step `{name}` failed"))
    }

    /// Prints how long each step took.
    pub fn print_summary(&self) {
        println!();
        for (name, took) in &self.done {
            println!("{name:<24} {:>8.1} s", took.as_secs_f64());
        }
        let sum: Duration = self.done.iter().map(|(_, took)| *took).sum();
        println!("{:<24} {:>8.1} s", "together", sum.as_secs_f64());
        if self.done.len() < self.total {
            println!("not reached: {} of {} steps", self.total - self.done.len(), self.total);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;

    #[test]
    fn a_step_that_fails_without_tests_counts_as_one_failure() {
        let mut steps = Steps::new(2);
        assert!(steps.run("first", |_| bail!("no")).is_err());
        assert_eq!(steps.tally.to_string(), "0 passed, 1 failed");
    }

    #[test]
    fn a_step_that_counted_its_failures_adds_none() {
        let mut steps = Steps::new(1);
        let result = steps.run("tests", |tally| {
            tally.failed += 3;
            bail!("three tests failed")
        });
        assert_eq!(result.unwrap_err().to_string(), "step `tests` failed");
        assert_eq!(steps.tally.failed, 3);
    }
}
