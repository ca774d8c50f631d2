//! What is done with a quote.

use goods::position::rules::carried;
use kernel::{Decimal, Link, Result, Value};
use records::{Answers, Draft, Work};

use super::fields;

/// Writes down who answered, when, and what they said to it.
///
/// # Errors
/// None of its own.
pub fn answer(_: &mut Work<'_, '_>, quote: &mut Draft, said: &Answers) -> Result<()> {
    let at = quote.when.at;
    quote.put(&fields::ANSWERED_AT, Some(at));
    quote.set(fields::ANSWERED_BY.name(), said.get("answered_by").clone());
    quote.set(fields::ANSWER_NOTE.name(), said.get("answer_note").clone());
    let is_declined = quote.get(&fields::STAGE).as_deref() == Some("declined");
    if is_declined {
        // Whoever answers by a link is not asked for one of our reasons.
        let reason = Some(said.get("reason")).filter(|reason| !reason.is_empty());
        quote.set(fields::REASON.name(), reason.cloned().unwrap_or_else(|| Value::text("other")));
    }
    Ok(())
}

/// Makes the next version, a draft that names the one before.
///
/// # Errors
/// When the new one cannot be saved.
pub fn revise(work: &mut Work<'_, '_>, quote: &mut Draft, _: &Answers) -> Result<()> {
    let module = quote.module.clone();
    let input = carried(quote, &module);
    let record = work.derive("quote", &input)?;
    let mut next = work.load(&module, record.id)?;
    let version = quote.get(&fields::EDITION).unwrap_or(Decimal::ONE);
    next.put(&fields::EDITION, Some(version + Decimal::ONE));
    next.put(&fields::EARLIER, Some(Link::new("quote", quote.id)));
    work.update(next)?;
    Ok(())
}

/// Makes a sales order of it, with what is offered for sure: what is optional stays out.
///
/// # Errors
/// When the order cannot be saved, or its owner may not make one.
pub fn to_order(work: &mut Work<'_, '_>, quote: &mut Draft, _: &Answers) -> Result<()> {
    let target = work.cx.module("sales_order")?;
    let mut input = carried(quote, &target);
    let lines = input.values.remove("lines").unwrap_or_default();
    let chosen = lines
        .lines()
        .iter()
        .filter(|line| line.cell(goods::position::fields::ROLE.name()).is_empty());
    input.values.insert("lines".into(), Value::of_lines(chosen.cloned().collect()));
    input.values.insert("quote".into(), Value::Link(Link::new("quote", quote.id)));
    work.derive("sales_order", &input)?;
    Ok(())
}
