//! What the writers said, over all rounds.

use std::collections::BTreeMap;

use kernel::RecordId;
use testkit::Step;

/// What was begun and what was acknowledged.
#[derive(Default)]
pub struct Heard {
    /// Books by key, as acknowledged.
    pub books: BTreeMap<String, RecordId>,
    /// Loans by key, as acknowledged.
    pub loans: BTreeMap<String, RecordId>,
    /// Numbers by loan, as acknowledged.
    pub numbers: BTreeMap<RecordId, String>,
    /// What each writer has begun.
    in_flight: BTreeMap<String, Step>,
    /// What was begun by a process that died, and is to be tried again.
    unfinished: Vec<Step>,
    most_in_flight: usize,
}

impl Heard {
    /// Takes in one line; tells which writer was acknowledged something.
    pub fn hear(&mut self, line: &str) -> Option<String> {
        let (word, rest) = line.split_once(' ').expect("a line is a word and more");
        let (writer, rest) = rest.split_once(' ').expect("a line names the writer");
        if word == "begin" {
            let step: Step = rest.parse().expect("a step");
            self.unfinished.retain(|left| *left != step);
            self.in_flight.insert(writer.into(), step);
            self.most_in_flight = self.most_in_flight.max(self.in_flight.len());
            return None;
        }
        let (step, result) = rest.rsplit_once(' ').expect("a step with its result");
        let step: Step = step.parse().expect("a step");
        assert_eq!(self.in_flight.remove(writer).as_ref(), Some(&step), "never begun: {line}");
        self.keep(step, result);
        Some(writer.to_owned())
    }

    fn keep(&mut self, step: Step, result: &str) {
        let id = || result.parse().expect("an id");
        let is_new = match step {
            Step::Book { key } => self.books.insert(key, id()).is_none(),
            Step::Loan { key, .. } => self.loans.insert(key, id()).is_none(),
            Step::Lend { loan } => self.numbers.insert(loan, result.to_owned()).is_none(),
        };
        assert!(is_new, "acknowledged twice: {result}");
    }

    /// What nobody acknowledged, as the next process is told to try again.
    pub fn unfinished(&mut self) -> String {
        self.unfinished.extend(std::mem::take(&mut self.in_flight).into_values());
        let lines: Vec<String> = self.unfinished.iter().map(Step::to_string).collect();
        lines.join("\n")
    }

    pub fn n_acknowledged(&self) -> usize {
        self.books.len() + self.loans.len() + self.numbers.len()
    }

    pub fn n_numbers(&self) -> usize {
        self.numbers.len()
    }

    pub fn most_in_flight(&self) -> usize {
        self.most_in_flight
    }
}
