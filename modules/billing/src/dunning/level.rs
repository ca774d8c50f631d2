//! What the house asks at which level.

use catalog::Module;
use kernel::{Date, Decimal, Money, Value};
use records::Record;

/// A dunning level as it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Its place among the levels.
    pub number: i64,
    /// Days after the due day, or after the letter of the level before.
    pub delay: i64,
    /// Days that the debtor is given to pay.
    pub days_to_pay: i64,
    /// What the letter costs.
    pub fee: Option<Money>,
    /// Whether interest is asked.
    pub asks_interest: bool,
    /// Whether the flat sum of the law is asked.
    pub asks_flat_sum: bool,
    /// Title, opening and closing in German, then in English.
    texts: [[String; 3]; 2],
}

impl Level {
    /// A level of the house.
    #[must_use]
    pub fn of(module: &Module, record: &Record) -> Self {
        let value = |name: &str| record.value(module, name);
        let whole = |name: &str| whole(value(name)).unwrap_or_default();
        let yes = |name: &str| *value(name) == Value::Bool(true);
        let text = |name: &str| value(name).as_text().trim().to_owned();
        let texts = |language: &str| {
            ["title", "opening", "closing"].map(|part| text(&format!("{part}_{language}")))
        };
        Level {
            number: whole("number"),
            delay: whole("delay"),
            days_to_pay: whole("days_to_pay"),
            fee: match value("fee") {
                Value::Money(money) => Some(*money),
                _ => None,
            },
            asks_interest: yes("asks_interest"),
            asks_flat_sum: yes("asks_flat_sum"),
            texts: [texts("de"), texts("en")],
        }
    }

    /// Title, opening and closing in the language of a document.
    #[must_use]
    pub fn texts(&self, language: &str) -> &[String; 3] {
        if language == "en" { &self.texts[1] } else { &self.texts[0] }
    }
}

/// The level for which a claim is due on a day, if it is due for one: the next one after that it
/// has reached, when its days have passed and those that the last letter gave to pay.
#[must_use]
pub fn due_level(
    levels: &[Level],
    (due_on, reached): (Date, Option<(i64, Date)>),
    day: Date,
) -> Option<&Level> {
    let present = reached.map_or(0, |(number, _)| number);
    let next = levels.iter().filter(|level| present < level.number);
    let next = next.min_by_key(|level| level.number)?;
    let Some((number, dunned_on)) = reached else {
        let is_late = due_on < day && due_on.days() + next.delay <= day.days();
        return is_late.then_some(next);
    };
    let given = levels.iter().find(|level| level.number == number);
    let given = given.map_or(0, |level| level.days_to_pay);
    let waited = day.days() - dunned_on.days();
    (next.delay <= waited && given < waited).then_some(next)
}

/// The whole number that a value holds.
#[must_use]
pub fn whole(value: &Value) -> Option<i64> {
    let Value::Decimal(number) = value else { return None };
    i64::try_from(number.trunc().mantissa()).ok()
}

/// A whole number as a value.
#[must_use]
pub fn number(number: i64) -> Value {
    Value::Decimal(Decimal::from(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(number: i64, delay: i64, days_to_pay: i64) -> Level {
        Level {
            number,
            delay,
            days_to_pay,
            fee: None,
            asks_interest: false,
            asks_flat_sum: false,
            texts: Default::default(),
        }
    }

    fn due(reached: Option<(i64, &str)>, day: &str) -> Option<i64> {
        let on = |day: &str| Date::parse_iso(day).expect("a day");
        let levels = [level(1, 7, 10), level(3, 14, 20), level(2, 14, 10)];
        let reached = reached.map(|(number, day)| (number, on(day)));
        due_level(&levels, (on("2026-10-01"), reached), on(day)).map(|level| level.number)
    }

    #[test]
    fn a_claim_is_due_for_the_next_level_when_its_days_have_passed() {
        assert_eq!(due(None, "2026-10-01"), None);
        assert_eq!(due(None, "2026-10-07"), None);
        assert_eq!(due(None, "2026-10-08"), Some(1));
        assert_eq!(due(Some((1, "2026-10-08")), "2026-10-21"), None);
        assert_eq!(due(Some((1, "2026-10-08")), "2026-10-22"), Some(2));
        assert_eq!(due(Some((2, "2026-10-22")), "2026-11-05"), Some(3));
        assert_eq!(due(Some((3, "2026-11-05")), "2027-11-05"), None, "there is no fourth");
    }

    #[test]
    fn nobody_is_dunned_before_the_day_that_the_last_letter_gave() {
        let on = |day: &str| Date::parse_iso(day).expect("a day");
        let levels = [level(1, 0, 10), level(2, 3, 10)];
        let due = |day| due_level(&levels, (on("2026-10-01"), Some((1, on("2026-10-08")))), day);
        assert_eq!(due(on("2026-10-18")), None, "it is the last day to pay");
        assert!(due(on("2026-10-19")).is_some());
        let first = due_level(&levels, (on("2026-10-01"), None), on("2026-10-01"));
        assert_eq!(first, None, "the due day itself is in time");
    }
}
