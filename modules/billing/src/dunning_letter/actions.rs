//! What is done with a dunning letter.

use kernel::{Date, Decimal, Error, FieldProblem, Link, Money, RecordId, Result};
use records::{Answers, Draft, Record, Work};

use super::fields;
use crate::dunning::{Claim, Demand, Desk, known};
use crate::dunning_line::fields as cells;
use crate::invoice;
use crate::output::Parties;

/// Why invoices are read and changed whoever approves.
const WHY: &str = "a dunning letter notes its level in its invoices";

/// Approves a letter: it has its number by now, amounts are those of the day, and its invoices are
/// told which level they have reached.
///
/// # Errors
/// `Invalid` at the lines whose invoice was paid or stopped since it was proposed, or of which
/// something else is open; at `account` when it is stopped; at `lines` when there is none.
pub fn approve(work: &mut Work<'_, '_>, letter: &mut Draft, _: &Answers) -> Result<()> {
    let day = letter.when.day;
    let account = letter.get(&fields::ACCOUNT).ok_or(Error::NotFound)?;
    let lines = letter.value(fields::LINES.name()).lines().to_vec();
    if lines.is_empty() {
        return Err(Error::invalid(fields::LINES.name(), "nothing_dunned"));
    }
    let desk = Desk::of(work, account.id, day)?;
    if desk.is_stopped {
        return Err(Error::invalid(fields::ACCOUNT.name(), "dunning_is_stopped"));
    }
    let invoices = lines.iter().map(|line| invoice(work, line)).collect::<Result<Vec<_>>>()?;
    let claims = invoices.iter().map(|record| claim(work, record.as_ref(), day));
    let claims: Vec<Option<Claim>> = claims.collect();
    let there = claims.iter().flatten().cloned().collect();
    let demand = desk.demand(work, there)?;
    let problems = differences(&lines, &claims, demand.as_ref());
    let demand = demand.filter(|_| problems.is_empty()).ok_or(Error::Invalid(problems))?;
    demand.write(letter, day);
    letter.put(&fields::APPROVED_AT, Some(letter.when.at));
    let parties = Parties::held(work, |name| letter.value(name).clone())?;
    let letterhead = parties.map(|parties| parties.to_text());
    letter.put(&fields::LETTERHEAD, letterhead);
    let reached = Reached::all_of(letter);
    for (record, reached) in invoices.into_iter().flatten().zip(reached) {
        note(work, record, Some(&reached))?;
    }
    Ok(())
}

/// Takes approval back while nobody has got the letter: its invoices are again where the letter
/// before left them. Its number stays with it.
///
/// # Errors
/// When an invoice cannot be changed.
pub fn reopen(work: &mut Work<'_, '_>, letter: &mut Draft, _: &Answers) -> Result<()> {
    let account = letter.get(&fields::ACCOUNT).ok_or(Error::NotFound)?;
    let before = format!(r#"account = "{}" and stage in ("approved", "sent")"#, account.id);
    let module = letter.module.clone();
    let mut reached = Vec::new();
    for record in work.all(&module.code, &before, WHY)? {
        if record.id != letter.id {
            reached.extend(Reached::all_of(&work.held(&module, record)));
        }
    }
    reached.sort_by_key(|one| (one.day, one.level));
    for line in letter.value(fields::LINES.name()).lines().to_vec() {
        let Some(record) = invoice(work, &line)? else { continue };
        let latest = reached.iter().rev().find(|one| one.invoice == record.id);
        note(work, record, latest)?;
    }
    letter.put(&fields::APPROVED_AT, None);
    Ok(())
}

/// The invoice of a line, held; one in the bin is none.
fn invoice(work: &mut Work<'_, '_>, line: &kernel::Line) -> Result<Option<Record>> {
    let link: Option<Link> = cells::INVOICE.of(line);
    let held = link.map(|link| work.hold(&link, WHY)).transpose()?.flatten();
    Ok(held.filter(|record| record.trashed_at.is_none()))
}

fn claim(work: &Work<'_, '_>, record: Option<&Record>, day: Date) -> Option<Claim> {
    let module = known(work, "invoice")?;
    Claim::of(&module, record?, day)
}

/// What is not as it was proposed, at the lines.
fn differences(
    lines: &[kernel::Line],
    claims: &[Option<Claim>],
    demand: Option<&Demand>,
) -> Vec<FieldProblem> {
    let asked = demand.map_or(&[][..], |demand| &demand.lines);
    let all = lines.iter().zip(claims).enumerate().filter_map(|(at, (line, claim))| {
        let number = cells::NUMBER.of(line).unwrap_or_default();
        let link: Option<Link> = cells::INVOICE.of(line);
        let now = asked.iter().find(|one| cells::INVOICE.of(one) == link);
        let is_same = now.is_some_and(|now| {
            cells::OPEN.of(now) == cells::OPEN.of(line)
                && now.cell(cells::LEVEL.name()) == line.cell(cells::LEVEL.name())
        });
        let code = match claim {
            None => "dunned_paid",
            Some(claim) if claim.is_stopped => "dunned_stopped",
            Some(_) if !is_same => "dunned_changed",
            Some(_) => return None,
        };
        let place = format!("{}.{at}.{}", fields::LINES.name(), cells::INVOICE.name());
        Some(FieldProblem::new(&place, code).with("number", number))
    });
    all.collect()
}

/// How far a letter has brought an invoice.
struct Reached {
    invoice: RecordId,
    day: Option<Date>,
    level: Decimal,
    fees: Option<Money>,
    interest: Option<Money>,
    flat_sum: Option<Money>,
}

impl Reached {
    fn all_of(letter: &Draft) -> Vec<Self> {
        let currency = letter.get(&fields::TOTAL).map(|money| money.currency);
        let day = letter.get(&fields::LETTER_DATE);
        let lines = letter.value(fields::LINES.name()).lines().iter().filter_map(|line| {
            let money = |cell: &records::Field<Decimal>| {
                let (amount, currency) = cell.of(line).zip(currency)?;
                Some(Money { amount, currency })
            };
            Some(Reached {
                invoice: cells::INVOICE.of(line)?.id,
                day,
                level: cells::LEVEL.of(line).unwrap_or_default(),
                fees: money(&cells::FEE),
                interest: money(&cells::INTEREST),
                flat_sum: money(&cells::FLAT_SUM),
            })
        });
        lines.collect()
    }
}

/// Notes in an invoice how far it has been dunned.
fn note(work: &mut Work<'_, '_>, record: Record, reached: Option<&Reached>) -> Result<()> {
    let module = known(work, "invoice").ok_or(Error::NotFound)?;
    let mut draft = work.held(&module, record);
    draft.put(&invoice::fields::DUNNING_LEVEL, reached.map(|one| one.level));
    draft.put(&invoice::fields::DUNNED_ON, reached.and_then(|one| one.day));
    draft.put(&invoice::fields::DUNNING_FEES, reached.and_then(|one| one.fees));
    draft.put(&invoice::fields::DUNNING_INTEREST, reached.and_then(|one| one.interest));
    draft.put(&invoice::fields::FLAT_SUM, reached.and_then(|one| one.flat_sum));
    work.amend(draft, "dunned").map(drop)
}
