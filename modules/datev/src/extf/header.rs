//! The first line of a file: whose books, which time, which table.

use kernel::{Currency, Date, Instant};

use crate::chart::Framework;
use crate::problems::Problems;

/// Whether bookings can still be changed once they are taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// They can.
    Open,
    /// They cannot (Festschreibung).
    Locked,
}

/// Which table a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Category {
    /// Debtors and creditors.
    Parties,
    /// Bookings.
    Bookings,
}

impl Category {
    /// Number, name and version by which DATEV knows it.
    pub(super) fn format(self) -> (u8, &'static str, u8) {
        match self {
            Category::Parties => (16, "Debitoren/Kreditoren", 5),
            Category::Bookings => (21, "Buchungsstapel", 13),
        }
    }
}

/// Whose books a file is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Firm {
    /// Number of the tax consultant, from 1001 to 9999999.
    pub consultant: u32,
    /// Number of the client, from 1 to 99999.
    pub client: u32,
    /// Month and day with which years of business begin, mostly 1 and 1.
    pub year_begins: (i8, i8),
    /// Whose numbers the accounts have.
    pub framework: Framework,
    /// Digits of accounts, from 4 to 8.
    pub account_length: u8,
    /// Currency of the books.
    pub currency: Currency,
    /// Whether bookings can still be changed.
    pub lock: Lock,
    /// What the batch is called, at most 30 characters.
    pub label: String,
    /// When the files were made.
    pub created_at: Instant,
}

impl Firm {
    pub(super) fn check(&self, problems: &mut Problems) {
        if !(1001..=9_999_999).contains(&self.consultant) {
            problems.add("consultant", "out_of_range");
        }
        if !(1..=99_999).contains(&self.client) {
            problems.add("client", "out_of_range");
        }
        if !(4..=8).contains(&self.account_length) {
            problems.add("account_length", "out_of_range");
        }
        // A leap day begins no year, and every other day is one of every year.
        let (month, day) = self.year_begins;
        if Date::new(2023, month, day).is_none() {
            problems.add("year_begins", "out_of_range");
        }
        problems.length("label", &self.label, 30);
    }

    /// First day of the year of business in which a day lies.
    pub(super) fn year_of(&self, day: Date) -> Date {
        let (year, _, _) = day.ymd();
        let (month, date) = self.year_begins;
        let begin = |year: i16| Date::new(year, month, date);
        let this = begin(year).filter(|begin| *begin <= day);
        this.or_else(|| begin(year - 1)).unwrap_or(day)
    }

    /// The line, without its end; a period is told for bookings only.
    pub(super) fn header(
        &self,
        category: Category,
        year: Date,
        period: Option<(Date, Date)>,
    ) -> String {
        let (number, name, version) = category.format();
        let digits = |text: String| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let created = digits(self.created_at.to_string());
        let year = digits(year.to_string());
        let Firm { consultant, client, account_length, .. } = self;
        let begin = format!(
            "\"EXTF\";700;{number};\"{name}\";{version};{created};;\"RE\";\"\";\"\";\
             {consultant};{client};{year};{account_length}"
        );
        let label = super::row::text(&self.label);
        let code = self.framework.code();
        match period {
            Some((from, to)) => {
                let (from, to) = (digits(from.to_string()), digits(to.to_string()));
                let lock = match self.lock {
                    Lock::Open => 0,
                    Lock::Locked => 1,
                };
                let currency = self.currency.code();
                format!(
                    "{begin};{from};{to};{label};\"\";1;0;{lock};\"{currency}\";;\"\";;;\
                     \"{code}\";;;\"\";\"\""
                )
            }
            None => format!("{begin};;;{label};\"\";;;;\"\";;\"\";;;\"{code}\";;;\"\";\"\""),
        }
    }
}
