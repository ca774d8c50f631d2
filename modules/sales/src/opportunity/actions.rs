//! What is done with an opportunity.

use goods::position::rules::{carried, currency};
use kernel::{Link, Result, Value};
use records::{Answers, Draft, Work};

use super::fields;
use crate::quote::fields as quote;

/// Makes a quote of it, a draft with its positions; as nothing was promised yet, they cost what
/// they cost on the day of the quote.
///
/// # Errors
/// When the quote cannot be saved, as one without an organisation.
pub fn to_quote(work: &mut Work<'_, '_>, opportunity: &mut Draft, _: &Answers) -> Result<()> {
    let target = work.cx.module("quote")?;
    let mut input = carried(opportunity, &target);
    let name = opportunity.value(fields::NAME.name()).clone();
    let own = [
        (quote::SUBJECT.name(), name),
        (quote::OPPORTUNITY.name(), Value::Link(Link::new("opportunity", opportunity.id))),
        (quote::CURRENCY.name(), Value::text(currency(opportunity).code())),
        (quote::LINES.name(), opportunity.value(fields::LINES.name()).clone()),
    ];
    input.values.extend(own.map(|(name, value)| (name.to_owned(), value)));
    work.derive("quote", &input)?;
    Ok(())
}
