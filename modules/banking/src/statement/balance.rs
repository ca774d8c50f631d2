//! Whether what is told of an account adds up, and where it does not.

use kernel::{Date, Decimal};

use super::{Entry, Statement};

/// What came out when opening, entries and closing were added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BalanceCheck {
    /// Opening or closing is not told.
    Unknown,
    /// It adds up.
    Holds,
    /// It does not.
    Broken(Break),
}

/// Where it does not add up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// What follows from opening and entries.
    pub expected: Decimal,
    /// What the file says.
    pub told: Decimal,
    /// Line of the entry after which the file says so; `None` for its end.
    pub line: Option<usize>,
    /// Day of that balance, when told.
    pub on: Option<Date>,
}

impl Statement {
    /// Adds up the entries and says at which of them, or at the end, the sum is another one.
    #[must_use]
    pub fn check_balance(&self) -> BalanceCheck {
        if let Some(found) = self.first_break() {
            return BalanceCheck::Broken(found);
        }
        let (Some(opening), Some(closing)) = (self.opening, self.closing) else {
            return BalanceCheck::Unknown;
        };
        let expected = opening.amount + self.total();
        if expected == closing.amount {
            return BalanceCheck::Holds;
        }
        let (told, on) = (closing.amount, closing.on);
        BalanceCheck::Broken(Break { expected, told, line: None, on })
    }

    /// Sum of all entries.
    #[must_use]
    pub fn total(&self) -> Decimal {
        self.entries.iter().map(|entry| entry.amount).sum()
    }

    /// Whether `next` goes on where this one ends; `None` when the accounts are different ones or
    /// a balance is not told.
    #[must_use]
    pub fn is_followed_by(&self, next: &Statement) -> Option<bool> {
        let is_same = self.account == next.account && self.currency == next.currency;
        let (closing, opening) = (self.closing?, next.opening?);
        is_same.then_some(closing.amount == opening.amount)
    }

    // Balances beside the entries are told oldest first or newest first.
    fn first_break(&self) -> Option<Break> {
        let ordered = breaks(self.entries.windows(2).map(|pair| (&pair[0], &pair[1])));
        let turned = breaks(self.entries.windows(2).rev().map(|pair| (&pair[1], &pair[0])));
        let fewer = if turned.len() < ordered.len() { turned } else { ordered };
        fewer.into_iter().next()
    }
}

fn breaks<'a>(pairs: impl Iterator<Item = (&'a Entry, &'a Entry)>) -> Vec<Break> {
    let told = |(before, after): (&Entry, &Entry)| {
        let expected = before.balance_after? + after.amount;
        let told = after.balance_after.filter(|told| *told != expected)?;
        Some(Break { expected, told, line: Some(after.line), on: Some(after.booked_on) })
    };
    pairs.filter_map(told).collect()
}
