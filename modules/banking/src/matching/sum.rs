//! Several amounts that add up to one.

use kernel::Decimal;

/// Sums that are tried at most.
const TRIES: usize = 20_000;
/// Combinations that are given at most.
const MOST: usize = 3;

/// Combinations of at least two of the amounts that add up to `whole`, earlier ones first.
///
/// Each amount is a choice among values, such as with and without discount; the answer names
/// the amounts with the values chosen. The search is bounded and may miss some among many.
pub fn combinations(choices: &[Vec<Decimal>], whole: Decimal) -> Vec<Vec<(usize, Decimal)>> {
    let mut search = Search { choices, whole, tries: 0, found: Vec::new() };
    // All of them, and the oldest ones, are what people pay; the rest is tried after that.
    for count in (2..=choices.len()).rev() {
        let firsts = choices[..count].iter().map(|values| values.first().copied());
        let taken: Option<Vec<Decimal>> = firsts.collect();
        let taken: Vec<(usize, Decimal)> = taken.into_iter().flatten().enumerate().collect();
        if taken.iter().map(|(_, value)| *value).sum::<Decimal>() == whole {
            search.keep(&taken);
        }
    }
    search.go(0, Decimal::ZERO, &mut Vec::new());
    search.found
}

struct Search<'a> {
    choices: &'a [Vec<Decimal>],
    whole: Decimal,
    tries: usize,
    found: Vec<Vec<(usize, Decimal)>>,
}

impl Search<'_> {
    fn go(&mut self, at: usize, sum: Decimal, taken: &mut Vec<(usize, Decimal)>) {
        self.tries += 1;
        if 1 < taken.len() && sum == self.whole {
            self.keep(taken);
        }
        if at == self.choices.len() || TRIES < self.tries || MOST <= self.found.len() {
            return;
        }
        let choices = self.choices;
        for value in &choices[at] {
            taken.push((at, *value));
            self.go(at + 1, sum + value, taken);
            taken.pop();
        }
        self.go(at + 1, sum, taken);
    }

    fn keep(&mut self, taken: &[(usize, Decimal)]) {
        if self.found.len() < MOST && !self.found.iter().any(|found| found == taken) {
            self.found.push(taken.to_vec());
        }
    }
}
