//! What a letter asks for: a line for each claim, and what they come to.

use arrears::interest::{self, BaseRate, Debtor, Law};
use goods::tax_line::Country;
use kernel::{Currency, Date, Decimal, Line, Link, Money, Value};
use records::{Draft, Field};

use super::claim::Claim;
use super::level::{Level, due_level, number};
use crate::dunning_letter::fields;
use crate::dunning_line::fields as cells;

/// Under which law, of whom and on which day is asked.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// The day of the letter.
    pub day: Date,
    /// The country of the company that is owed.
    pub country: Country,
    /// Who owes.
    pub debtor: Debtor,
    /// Base rates of that country.
    pub rates: &'a [BaseRate],
    /// The levels that the house uses.
    pub levels: &'a [Level],
}

/// What a letter asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// A line for each claim that is due, the oldest first.
    pub lines: Vec<Line>,
    /// The highest level among them.
    pub level: Level,
    /// The currency of all amounts.
    pub currency: Currency,
    /// The rate of interest of the day, with the base rate and since when it holds.
    pub rate: Option<(Decimal, Option<BaseRate>)>,
}

/// What is asked for claims of one organisation, company and currency; nothing while none is due.
#[must_use]
pub fn demand(mut claims: Vec<Claim>, asked: &Asked<'_>) -> Option<Demand> {
    claims.sort_by(|a, b| (a.due_on, &a.number).cmp(&(b.due_on, &b.number)));
    let due = claims.iter().filter(|claim| !claim.is_stopped).filter_map(|claim| {
        let level = due_level(asked.levels, (claim.due_on, claim.reached), asked.day)?;
        Some((claim, level))
    });
    let due: Vec<(&Claim, &Level)> = due.collect();
    let (bearer, highest) = due.iter().max_by_key(|(_, level)| level.number).copied()?;
    let lines = due.iter().map(|(claim, level)| {
        // One letter costs one fee, however many claims it names.
        let fee = highest.fee.filter(|_| claim.invoice.id == bearer.invoice.id);
        line(claim, level, (fee, asked))
    });
    let law = Law::of(asked.country, asked.debtor);
    let is_reckoned = due.iter().any(|(_, level)| level.asks_interest);
    let rate = interest::rate(law, asked.rates, asked.day).filter(|_| is_reckoned);
    let base = match law {
        Law::AboveBase(_) => interest::base_rate(asked.rates, asked.day),
        Law::Fixed(_) => None,
    };
    Some(Demand {
        lines: lines.collect(),
        level: highest.clone(),
        currency: bearer.currency,
        rate: rate.map(|rate| (rate, base)),
    })
}

fn line(claim: &Claim, level: &Level, (fee, asked): (Option<Money>, &Asked<'_>)) -> Line {
    let fee = fee.filter(|fee| fee.currency == claim.currency);
    let fee = claim.fees + fee.map_or(Decimal::ZERO, |fee| fee.amount);
    let unless_zero = |amount: Decimal| Some(amount).filter(|amount| !amount.is_zero());
    let mut line = Line::of("claim");
    cells::INVOICE.fill(&mut line, Some(claim.invoice.clone()));
    cells::NUMBER.fill(&mut line, Some(claim.number.clone()));
    cells::INVOICE_DATE.fill(&mut line, claim.invoice_date);
    cells::DUE_ON.fill(&mut line, Some(claim.due_on));
    line.set(cells::DAYS_LATE.name(), number(asked.day.days() - claim.due_on.days()));
    line.set(cells::LEVEL.name(), number(level.number));
    cells::TOTAL.fill(&mut line, Some(claim.total));
    cells::OPEN.fill(&mut line, Some(claim.open));
    cells::INTEREST.fill(&mut line, unless_zero(interest_of(claim, level, asked)));
    cells::FLAT_SUM.fill(&mut line, unless_zero(flat_sum(claim, level, asked)));
    cells::FEE.fill(&mut line, unless_zero(fee));
    line
}

/// What was asked before stays asked; from that letter on what is still open bears interest.
fn interest_of(claim: &Claim, level: &Level, asked: &Asked<'_>) -> Decimal {
    let before = claim.interest.unwrap_or_default();
    if !level.asks_interest {
        return before;
    }
    let since = claim.reached.filter(|_| claim.interest.is_some()).map(|(_, day)| day);
    let days = (since.unwrap_or(claim.due_on), asked.day);
    let law = Law::of(asked.country, asked.debtor);
    before + interest::interest(claim.open, days, (law, asked.rates), claim.currency.places())
}

/// Once for each claim; an amount in euro is asked of no claim in another currency.
fn flat_sum(claim: &Claim, level: &Level, asked: &Asked<'_>) -> Decimal {
    let is_asked = level.asks_flat_sum && claim.currency == Currency::EUR;
    let owed = interest::flat_sum(asked.country, asked.debtor).filter(|_| is_asked);
    owed.unwrap_or_default().max(claim.flat_sum)
}

impl Demand {
    /// Writes into a letter what it asks for. Words that somebody changed stay as long as the level
    /// stays; lines of the same invoice stay the same lines.
    pub fn write(&self, draft: &mut Draft, day: Date) {
        if draft.get(&fields::LEVEL) != Some(Decimal::from(self.level.number)) {
            let language = draft.get(&fields::LANGUAGE).unwrap_or_default();
            self.words(&language).into_iter().for_each(|(name, value)| draft.set(name, value));
        }
        let old = draft.value(fields::LINES.name()).lines().to_vec();
        self.values(day).into_iter().for_each(|(name, value)| draft.set(name, value));
        let lines = as_they_were(&old, self.lines.clone());
        draft.set(fields::LINES.name(), Value::of_lines(lines));
    }

    /// Title, opening and closing of its level, by the names of their fields.
    #[must_use]
    pub fn words(&self, language: &str) -> [(&'static str, Value); 3] {
        let [title, opening, closing] = self.level.texts(language);
        [
            (fields::SUBJECT.name(), Value::text(title)),
            (fields::OPENING.name(), Value::text(opening)),
            (fields::CLOSING.name(), Value::text(closing)),
        ]
    }

    /// What follows from it for a letter, by the names of its fields.
    #[must_use]
    pub fn values(&self, day: Date) -> Vec<(&'static str, Value)> {
        let base = self.rate.and_then(|(_, base)| base);
        let decimal = |number: Option<Decimal>| number.map_or(Value::Empty, Value::Decimal);
        let mut values = vec![
            (fields::LEVEL.name(), number(self.level.number)),
            (fields::LETTER_DATE.name(), Value::Date(day)),
            (fields::PAY_UNTIL.name(), Value::Date(day.plus_days(self.level.days_to_pay))),
            (fields::INTEREST_RATE.name(), decimal(self.rate.map(|(rate, _)| rate))),
            (fields::BASE_RATE.name(), decimal(base.map(|base| base.percent))),
            (
                fields::BASE_RATE_FROM.name(),
                base.map_or(Value::Empty, |base| Value::Date(base.from)),
            ),
            (fields::LINES.name(), Value::of_lines(self.lines.clone())),
        ];
        values.extend(sums(&self.lines, self.currency));
        values
    }
}

/// Empties a letter that nobody has to get any more.
pub fn put_back(draft: &mut Draft) {
    let currency = draft.get(&fields::CURRENCY).and_then(|code| Currency::parse(&code));
    let sums = sums(&[], currency.unwrap_or(Currency::EUR));
    sums.into_iter().for_each(|(name, value)| draft.set(name, value));
    draft.put(&fields::LINES, None);
    draft.put(&fields::STAGE, Some("dropped".to_owned()));
}

/// What lines come to, by the names of the fields; what is asked of nobody is empty.
fn sums(lines: &[Line], currency: Currency) -> [(&'static str, Value); 5] {
    let sum = |cell: &Field<Decimal>| -> Decimal {
        lines.iter().map(|line| cell.of(line).unwrap_or_default()).sum()
    };
    let money = |amount: Decimal| Value::Money(Money { amount, currency });
    let unless_zero = |amount: Decimal| if amount.is_zero() { Value::Empty } else { money(amount) };
    let (open, interest) = (sum(&cells::OPEN), sum(&cells::INTEREST));
    let (flat, fees) = (sum(&cells::FLAT_SUM), sum(&cells::FEE));
    [
        (fields::OPEN_TOTAL.name(), money(open)),
        (fields::INTEREST_TOTAL.name(), unless_zero(interest)),
        (fields::FLAT_TOTAL.name(), unless_zero(flat)),
        (fields::FEE_TOTAL.name(), unless_zero(fees)),
        (fields::TOTAL.name(), money(open + interest + flat + fees)),
    ]
}

fn as_they_were(old: &[Line], mut new: Vec<Line>) -> Vec<Line> {
    let invoice = |line: &Line| -> Option<Link> { cells::INVOICE.of(line) };
    for line in &mut new {
        if let Some(before) = old.iter().find(|before| invoice(before) == invoice(line)) {
            line.id = before.id;
        }
    }
    new
}
