//! What is at hand for the letters of an organisation: levels, rates, claims, who owes.

use std::sync::Arc;

use arrears::interest::{BaseRate, Debtor};
use catalog::Module;
use goods::tax_line::Country;
use kernel::{Date, Link, RecordId, Result, Value};
use records::{Record, Work};

use super::claim::Claim;
use super::demand::{Asked, Demand, demand};
use super::level::Level;

/// Why the program reads beyond what the actor reaches.
pub const WHY: &str = "who is dunned is asked for everything that is owed";

/// What is at hand.
pub struct Desk {
    /// The day on which is reckoned.
    pub day: Date,
    /// Whether the organisation is left in peace for the time being, or is gone.
    pub is_stopped: bool,
    debtor: Debtor,
    levels: Vec<Level>,
    rates: Vec<(Country, BaseRate)>,
}

impl Desk {
    /// What is at hand for an organisation, which is held until the transaction ends: two runs that
    /// meet make no letter twice.
    ///
    /// # Errors
    /// When the database fails.
    pub fn of(work: &mut Work<'_, '_>, account: RecordId, day: Date) -> Result<Self> {
        let module = work.cx.module("account")?;
        let held = work.hold(&Link::new("account", account), WHY)?;
        let held = held.filter(|record| record.trashed_at.is_none());
        let is_consumer =
            held.as_ref().is_some_and(|record| is_yes(record.value(&module, "is_consumer")));
        Ok(Desk {
            day,
            is_stopped: held.is_none_or(|record| is_stopped(&module, &record, day)),
            debtor: if is_consumer { Debtor::Consumer } else { Debtor::Business },
            levels: levels(work)?,
            rates: rates(work)?,
        })
    }

    /// What is asked for claims of a company in one currency.
    ///
    /// # Errors
    /// When the database fails.
    pub fn demand(&self, work: &mut Work<'_, '_>, claims: Vec<Claim>) -> Result<Option<Demand>> {
        let Some(company) = claims.first().map(|claim| claim.company.clone()) else {
            return Ok(None);
        };
        let module = work.cx.module("company")?;
        let held = work.hold(&company, WHY)?;
        let code = held.map(|record| record.value(&module, "country").as_text().to_owned());
        let country = code.and_then(|code| Country::of(&code)).unwrap_or_default();
        let own = self.rates.iter().filter(|(of, _)| *of == country);
        let rates: Vec<BaseRate> = own.map(|(_, rate)| *rate).collect();
        let asked = Asked {
            day: self.day,
            country,
            debtor: self.debtor,
            rates: &rates,
            levels: &self.levels,
        };
        Ok(demand(claims, &asked).filter(|_| !self.is_stopped))
    }
}

/// Whether a record says that its owner is left in peace on a day.
#[must_use]
pub fn is_stopped(module: &Module, record: &Record, day: Date) -> bool {
    let is_over = match record.value(module, "dunning_stop_until") {
        Value::Date(until) => *until < day,
        _ => false,
    };
    is_yes(record.value(module, "dunning_stop")) && !is_over
}

fn is_yes(value: &Value) -> bool {
    *value == Value::Bool(true)
}

/// A module of the house, whoever asks; none when it is switched off.
pub fn known(work: &Work<'_, '_>, code: &str) -> Option<Arc<Module>> {
    work.cx.engine.system(WHY).module(code).ok()
}

fn levels(work: &mut Work<'_, '_>) -> Result<Vec<Level>> {
    let Some(module) = known(work, "dunning_level") else { return Ok(Vec::new()) };
    let all = work.all("dunning_level", "is_active = true", WHY)?;
    Ok(all.iter().map(|record| Level::of(&module, record)).collect())
}

fn rates(work: &mut Work<'_, '_>) -> Result<Vec<(Country, BaseRate)>> {
    let Some(module) = known(work, "base_rate") else { return Ok(Vec::new()) };
    let all = work.all("base_rate", "", WHY)?;
    let rate = |record: &Record| {
        let Value::Date(from) = record.value(&module, "valid_from") else { return None };
        let Value::Decimal(percent) = record.value(&module, "rate") else { return None };
        let country = Country::of(record.value(&module, "country").as_text())?;
        Some((country, BaseRate { from: *from, percent: *percent }))
    };
    Ok(all.iter().filter_map(rate).collect())
}
