//! What a column takes, as DATEV publishes it column by column.

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in the second line of a file.
    pub name: &'static str,
    /// What it takes.
    pub rule: Rule,
}

/// What a column takes; texts stand in quotation marks, numbers and days do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A text of so many characters at most.
    Text(usize),
    /// A text of letters, digits and `$&%*+-/_.`, of so many characters at most.
    Reference(usize),
    /// One of these words.
    Word(&'static [&'static str]),
    /// Exactly so many capital letters.
    Capitals(usize),
    /// A BU-Schlüssel: at most four digits, in quotation marks.
    Key,
    /// At most so many digits.
    Digits(usize),
    /// A number with a comma, so many digits before it at most, and at most so many behind.
    Number {
        /// Digits before the comma.
        whole: usize,
        /// Digits behind it.
        places: usize,
    },
    /// At most nine digits that are not zero.
    Account,
    /// A day as `TTMMJJJJ`.
    Day,
    /// A day as `TTMM`; its year follows from the header.
    DayAndMonth,
}

impl Rule {
    /// Whether what it takes stands in quotation marks.
    #[must_use]
    pub fn is_quoted(self) -> bool {
        match self {
            Rule::Text(_) | Rule::Reference(_) | Rule::Word(_) | Rule::Capitals(_) | Rule::Key => {
                true
            }
            Rule::Digits(_)
            | Rule::Number { .. }
            | Rule::Account
            | Rule::Day
            | Rule::DayAndMonth => false,
        }
    }

    /// Whether the column may hold the value, without its quotation marks; nothing is always right.
    #[must_use]
    pub fn takes(self, value: &str) -> bool {
        value.is_empty()
            || match self {
                Rule::Text(most) => length(value) <= most && !value.chars().any(char::is_control),
                Rule::Reference(most) => {
                    length(value) <= most && value.chars().all(is_of_reference)
                }
                Rule::Word(words) => words.contains(&value),
                Rule::Capitals(count) => {
                    value.len() == count && value.bytes().all(|byte| byte.is_ascii_uppercase())
                }
                Rule::Key => value.len() <= 4 && is_digits(value),
                Rule::Digits(most) => value.len() <= most && is_digits(value),
                Rule::Number { whole, places } => is_number(value, whole, places),
                Rule::Account => {
                    value.len() <= 9 && is_digits(value) && value.bytes().any(|b| b != b'0')
                }
                Rule::Day => {
                    value.len() == 8 && is_day(value) && value[4..].starts_with(['1', '2'])
                }
                Rule::DayAndMonth => value.len() == 4 && is_day(value),
            }
    }
}

/// Whether a reference may hold the character.
pub(super) fn is_of_reference(c: char) -> bool {
    c.is_ascii_alphanumeric() || "$&%*+-/_.".contains(c)
}

fn length(value: &str) -> usize {
    value.chars().count()
}

fn is_digits(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_number(value: &str, whole: usize, places: usize) -> bool {
    let (before, behind) = value.split_once(',').unwrap_or((value, "0"));
    let is_within = before.len() <= whole && behind.len() <= places;
    is_within && is_digits(before) && is_digits(behind)
}

fn is_day(value: &str) -> bool {
    let part = |from: usize| value.get(from..from + 2).and_then(|part| part.parse::<u8>().ok());
    let (day, month) = (part(0), part(2));
    is_digits(value)
        && day.is_some_and(|day| (1..=31).contains(&day))
        && month.is_some_and(|month| (1..=12).contains(&month))
}
