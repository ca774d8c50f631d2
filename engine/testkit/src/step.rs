//! What a writer of the kill test saves, as one line that survives the writer.

use std::fmt::{Display, Formatter};
use std::str::FromStr;

use kernel::RecordId;

/// One save; its key stands in the record, so that two records of one save would be seen.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A book is bought.
    Book {
        /// Key of the save.
        key: String,
    },
    /// A loan of it is prepared.
    Loan {
        /// Key of the save.
        key: String,
        /// The book.
        book: RecordId,
    },
    /// The book is lent, which takes a number without gaps.
    Lend {
        /// The loan.
        loan: RecordId,
    },
}

impl Step {
    /// The save with which a writer begins something of its own.
    #[must_use]
    pub fn first() -> Self {
        Step::Book { key: RecordId::new().to_string() }
    }

    /// What a writer saves after the record of this one is there.
    #[must_use]
    pub fn next(&self, record: RecordId) -> Option<Self> {
        match self {
            Step::Book { .. } => {
                Some(Step::Loan { key: RecordId::new().to_string(), book: record })
            }
            Step::Loan { .. } => Some(Step::Lend { loan: record }),
            Step::Lend { .. } => None,
        }
    }
}

impl Display for Step {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        match self {
            Step::Book { key } => write!(f, "book {key}"),
            Step::Loan { key, book } => write!(f, "loan {key} {book}"),
            Step::Lend { loan } => write!(f, "lend {loan}"),
        }
    }
}

impl FromStr for Step {
    type Err = ();

    fn from_str(line: &str) -> Result<Self, ()> {
        match line.split(' ').collect::<Vec<_>>()[..] {
            ["book", key] => Ok(Step::Book { key: key.into() }),
            ["loan", key, book] => Ok(Step::Loan { key: key.into(), book: book.parse()? }),
            ["lend", loan] => Ok(Step::Lend { loan: loan.parse()? }),
            _ => Err(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_survives_as_its_line() {
        let book = Step::first();
        let loan = book.next(RecordId::new()).expect("a loan follows");
        let lend = loan.next(RecordId::new()).expect("it is lent");
        assert_eq!(lend.next(RecordId::new()), None);
        for step in [book, loan, lend] {
            assert_eq!(step.to_string().parse(), Ok(step));
        }
    }
}
