//! A person who does not exist.

use kernel::{Date, Entry, Value, fold};

use super::dice::Dice;
use super::firm::Firm;
use super::jobs::{DEPARTMENTS, JOBS};
use super::names::{LAST, MEN, WOMEN};

/// A person who does not exist.
#[derive(Clone, Debug)]
pub struct Someone {
    /// Code of the salutation.
    pub salutation: &'static str,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// What they do.
    pub job_title: String,
    /// Code of the role that goes with it.
    pub role: &'static str,
}

impl Someone {
    /// Thinks a person up.
    pub fn invent(dice: &mut Dice) -> Self {
        let is_woman = dice.happens(50);
        let has_degree = dice.happens(7);
        let (woman, man, role) = dice.one_of(&JOBS);
        let salutation = match (is_woman, has_degree) {
            (true, true) => "ms_dr",
            (true, false) => "ms",
            (false, true) => "mr_dr",
            (false, false) => "mr",
        };
        let mut last_name = dice.one_of(&LAST).to_owned();
        if dice.happens(8) {
            last_name = format!("{last_name}-{}", dice.one_of(&LAST));
        }
        Someone {
            salutation,
            first_name: dice.one_of(if is_woman { &WOMEN } else { &MEN }).into(),
            last_name,
            job_title: if is_woman { woman } else { man }.into(),
            role,
        }
    }

    /// What a form for them would hold, without the link to their firm.
    pub fn values(&self, dice: &mut Dice, firm: &Firm, number: u64) -> Vec<(&'static str, Value)> {
        let mut phones = vec![entry("work", &firm.phone(dice.from(10, 989)))];
        if dice.happens(55) {
            let mobile = format!("0{} {}", dice.one_of(&["151", "160", "171", "176"]), {
                dice.from(1_000_000, 99_999_999)
            });
            phones.push(entry("mobile", &mobile));
        }
        let mut values = vec![
            ("salutation", Value::text(self.salutation)),
            ("first_name", Value::text(&self.first_name)),
            ("last_name", Value::text(&self.last_name)),
            ("job_title", Value::text(&self.job_title)),
            ("role", Value::text(self.role)),
            ("phone", Value::Several(phones)),
            ("email", Value::Several(vec![entry("work", &self.email(firm, number))])),
        ];
        if dice.happens(40) {
            values.push(("department", Value::text(dice.one_of(&DEPARTMENTS))));
        }
        if dice.happens(35) {
            values.push(("birthday", Value::Date(birthday(dice))));
        }
        if dice.happens(45) {
            let address = Value::Address(firm.address(dice));
            let entry = Entry { label: "mailing".into(), value: address };
            values.push(("address", Value::Several(vec![entry])));
        }
        values
    }

    fn email(&self, firm: &Firm, number: u64) -> String {
        let plain = |name: &str| fold(name).replace(|c: char| !c.is_ascii_alphanumeric(), "");
        format!("{}.{}{number}@{}", plain(&self.first_name), plain(&self.last_name), firm.host)
    }
}

fn entry(label: &str, text: &str) -> Entry {
    Entry { label: label.into(), value: Value::text(text) }
}

fn birthday(dice: &mut Dice) -> Date {
    // Between 1958 and 2003, so that everybody is old enough to work and few are retired.
    Date::from_days(dice.from(-4383, 12_052))
}
