//! An order is approved, or called off.

use banking::order::{is_target_day, next_target_day};
use kernel::{Error, FieldProblem, Line, Link, Result, Value};
use records::{Answers, Draft, Work};

use super::complete::{complete, named};
use super::file::{self, Own};
use super::payable::WHY;
use super::rules::is_debit;
use super::{fields, judge};
use crate::ordered_payment::fields as cells;

/// Approves an order: it has its number by now, its file is written and stays as it is.
///
/// # Errors
/// `Forbidden` when the company wants another person to approve than who wrote it; `Invalid` with
/// everything that stands against it, at the lines, and with what the bank would refuse.
pub fn approve(work: &mut Work<'_, '_>, order: &mut Draft, _: &Answers) -> Result<()> {
    let company = order.get(&fields::COMPANY).ok_or(Error::NotFound)?;
    let module = work.cx.engine.system(WHY).module("company")?;
    let held = work.hold(&company, WHY)?.ok_or(Error::NotFound)?;
    let wants_two = *held.value(&module, "approves_in_pairs") == Value::Bool(true);
    if wants_two && has_written(work, order) {
        return Err(Error::conflict("approved_by_another"));
    }
    if order.value(fields::LINES.name()).lines().is_empty() {
        return Err(Error::invalid(fields::LINES.name(), "nothing_to_order"));
    }
    let day = order.get(&fields::EXECUTE_ON).unwrap_or(order.when.day);
    if !is_target_day(day) {
        let problem = FieldProblem::new(fields::EXECUTE_ON.name(), "no_target_day");
        return Err(Error::Invalid(vec![problem.with("next", next_target_day(day))]));
    }
    complete(work, order)?;
    let problems = judge::problems(work, order)?;
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let own = file::own(&module, &held);
    settle_sequences(work, order, &own)?;
    order.put(&fields::MESSAGE_ID, Some(message_id(order)));
    let written = file::written(work, order, &own)?;
    order.put(&fields::FILE, Some(written));
    order.put(&fields::APPROVED_BY, work.cx.actor.user);
    order.put(&fields::APPROVED_AT, Some(order.when.at));
    Ok(())
}

/// Whether who acts made the order or changed it last.
fn has_written(work: &Work<'_, '_>, order: &Draft) -> bool {
    let wrote = |name: &str| match order.value(name) {
        Value::Principal(person) => Some(*person) == work.cx.actor.user,
        _ => false,
    };
    wrote("created_by") || wrote("modified_by")
}

/// Identifies the file at the bank: the number and the end of the id, so that no file is taken for
/// another one, whatever numbers begin anew (at most 30 characters).
fn message_id(order: &Draft) -> String {
    let number = order.value(fields::NUMBER.name()).as_text().to_owned();
    let number = number.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(20);
    let id = order.id.0.simple().to_string();
    let end = id.chars().skip(id.len() - 9);
    number.chain(['-']).chain(end).collect()
}

/// Which use of its mandate each debit is, and what changed since the one before: the first of
/// several says so, though banks ask no more whether it is (EPC016-06, AT-T018).
fn settle_sequences(work: &mut Work<'_, '_>, order: &mut Draft, own: &Own) -> Result<()> {
    if !is_debit(order) {
        return Ok(());
    }
    let mut lines: Vec<Line> = order.value(fields::LINES.name()).lines().to_vec();
    let mut used: Vec<Link> = Vec::new();
    for line in &mut lines {
        let Some(link) = cells::MANDATE.of(line) else { continue };
        let Some(mandate) = named(work, &link)? else { continue };
        let is_known = used.contains(&link);
        let sequence = match (mandate.is_one_off, mandate.n_used == 0 && !is_known) {
            (true, _) => "one_off",
            (false, true) => "first",
            (false, false) => "recurring",
        };
        cells::SEQUENCE.fill(line, Some(sequence.to_owned()));
        let is_told = mandate.has_new_account && !is_known;
        cells::HAS_NEW_ACCOUNT.fill(line, is_told.then_some(true));
        let former = Some(mandate.creditor_id).filter(|id| *id != own.creditor_id);
        let former = former.filter(|id| !id.is_empty() && 0 < mandate.n_used && !is_known);
        cells::FORMER_CREDITOR_ID.fill(line, former);
        used.push(link);
    }
    order.set(fields::LINES.name(), Value::of_lines(lines));
    Ok(())
}

/// Calls an order off: nothing of it is paid, and its documents may be ordered again. Whoever has
/// sent it calls it off at the bank as well.
///
/// # Errors
/// None.
pub fn cancel(_: &mut Work<'_, '_>, order: &mut Draft, answers: &Answers) -> Result<()> {
    order.put(&fields::REASON, Some(answers.get("reason").as_text().to_owned()));
    Ok(())
}
