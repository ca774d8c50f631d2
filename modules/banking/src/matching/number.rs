//! Numbers in purposes, as people type them.

use super::Reason;

/// A number prepared to be looked for.
#[derive(Debug)]
pub struct Number {
    /// Letters and digits in capitals.
    whole: Vec<char>,
    /// All digits from the first one on, when they are many enough to mean something.
    digits: Option<Vec<char>>,
    /// The digits at the end behind a sign, when they are many enough.
    ending: Option<Vec<char>>,
}

/// Where in a purpose a number was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// How much of it was found.
    pub reason: Reason,
    /// From which character.
    pub from: usize,
    /// Up to which one, without it.
    pub to: usize,
}

impl Number {
    pub fn new(number: &str) -> Self {
        let whole = capitals(number);
        let digits: Vec<char> =
            whole.iter().copied().skip_while(char::is_ascii_alphabetic).collect();
        let has_prefix = digits.len() < whole.len();
        let is_number = has_prefix && 5 <= digits.len() && digits.iter().all(char::is_ascii_digit);
        let ending = number.rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
        let ending: Vec<char> = ending.chars().collect();
        let is_ending = 4 <= ending.len() && ending.len() < digits.len().max(1);
        Number { whole, digits: is_number.then_some(digits), ending: is_ending.then_some(ending) }
    }

    /// The best that a purpose holds of it.
    pub fn find(&self, purpose: &[char]) -> Option<Found> {
        let of = |sought: &[char], reason| {
            let (from, to) = find(purpose, sought)?;
            Some(Found { reason, from, to })
        };
        // One or two characters are found everywhere.
        let whole = (3 <= self.whole.len()).then(|| of(&self.whole, Reason::Number)).flatten();
        let digits = || of(self.digits.as_ref()?, Reason::NumberWithoutPrefix);
        let ending = || of(self.ending.as_ref()?, Reason::NumberEnding);
        whole.or_else(digits).or_else(ending)
    }

    /// Letters and digits in capitals.
    pub fn whole(&self) -> String {
        self.whole.iter().collect()
    }
}

/// A purpose prepared to be looked through: capitals, no accents.
pub fn prepared(purpose: &str) -> Vec<char> {
    kernel::fold(purpose).chars().map(|c| c.to_ascii_uppercase()).collect()
}

/// Letters and digits in capitals.
pub fn capitals(text: &str) -> Vec<char> {
    prepared(text).into_iter().filter(char::is_ascii_alphanumeric).collect()
}

fn find(purpose: &[char], sought: &[char]) -> Option<(usize, usize)> {
    let first = sought.first()?;
    let begins = (0..purpose.len()).filter(|at| purpose[*at] == *first);
    begins.filter_map(|from| Some((from, end(purpose, from, sought)?))).find(|(from, to)| {
        let before = from.checked_sub(1).and_then(|at| purpose.get(at));
        is_border(before, first) && is_border(purpose.get(*to), sought.last().unwrap_or(first))
    })
}

// A digit goes on with a digit and a letter with a letter: then it is another number.
fn is_border(outside: Option<&char>, inside: &char) -> bool {
    outside.is_none_or(|outside| match inside.is_ascii_digit() {
        true => !outside.is_ascii_digit(),
        false => !outside.is_ascii_alphabetic(),
    })
}

// Blanks, dashes and the like may stand between any two characters, or be missing.
fn end(purpose: &[char], from: usize, sought: &[char]) -> Option<usize> {
    let mut at = from;
    for (n, c) in sought.iter().enumerate() {
        let mut skipped = 0;
        while 0 < n && skipped < 3 && purpose.get(at).is_some_and(|c| is_between(*c)) {
            at += 1;
            skipped += 1;
        }
        if purpose.get(at) != Some(c) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

fn is_between(c: char) -> bool {
    " -/._#:\u{2013}".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(number: &str, purpose: &str) -> Option<Reason> {
        Number::new(number).find(&prepared(purpose)).map(|found| found.reason)
    }

    #[test]
    fn numbers_are_found_as_people_type_them() {
        for purpose in [
            "Rechnung RE-2026-0815 vom 1.11.",
            "re 2026 0815",
            "RE20260815",
            "Re.-Nr. RE/2026/08 15 100,00 EUR",
            "Rechn.RE-2026-0815/Kd 17",
        ] {
            assert_eq!(found("RE-2026-0815", purpose), Some(Reason::Number), "{purpose}");
        }
        let without = Some(Reason::NumberWithoutPrefix);
        assert_eq!(found("RE-2026-0815", "Rg 2026-0815"), without);
        assert_eq!(found("RE-2026-0815", "Rechnung Nr. 20260815."), without);
        assert_eq!(found("RE-2026-0815", "Rechnung 0815"), Some(Reason::NumberEnding));
        assert_eq!(found("10815", "Rechnung 10815"), Some(Reason::Number));
    }

    #[test]
    fn other_numbers_are_not_taken_for_it() {
        for purpose in
            ["RE-2026-08151", "Tel 920260815", "RE-2026-0816", "", "12026081599", "08150"]
        {
            assert_eq!(found("RE-2026-0815", purpose), None, "{purpose}");
        }
        assert_eq!(found("7", "Haus 7"), None);
    }
}
