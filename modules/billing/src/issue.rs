//! What holds for every document that is issued.

use goods::position::rules::positions_are_summed;
use kernel::{Date, Decimal, Error, FieldProblem, Link, Result, Value};
use records::{Behavior, Draft, Record, Work};

use crate::output::Parties;

/// What every document does that is issued.
#[must_use]
pub fn document(module: &str) -> Behavior {
    goods::position::document(module)
        .needs(&["account.vat_id", "account.invoice_form"])
        .needs(&["company.vat_id", "company.tax_number"])
        .derive(goods::position::rules::document_is_filled)
        .derive(it_is_summed)
        .derive(form_follows_account)
        .check(issued_has_a_number)
        .check(issued_has_positions)
        .check(tax_case_is_complete)
        .guard(issued_stays_issued)
        .guard(issued_links_stay)
}

/// It comes to what its positions say; once issued it stays what it was.
fn it_is_summed(draft: &mut Draft) {
    if !was_issued(draft) {
        let day = tax_day(draft);
        positions_are_summed(draft, day);
    }
}

/// The electronic invoice has the form that the customer wishes for, unless somebody says else.
fn form_follows_account(draft: &mut Draft) {
    let is_new = draft.old.is_none() || draft.is_changed("account");
    let was_said = draft.is_changed("invoice_form") && !draft.value("invoice_form").is_empty();
    if is_new && !was_said && !was_issued(draft) {
        draft.set("invoice_form", draft.need("account.invoice_form").clone());
    }
}

/// Whole days of a term of payment; none for what is no term.
pub fn days(number: Option<Decimal>) -> Option<i64> {
    let days = i64::try_from(number?.trunc().mantissa()).ok()?;
    (0..=3_650).contains(&days).then_some(days)
}

/// The day whose tax rates hold: that of the supply, else that of the document.
pub fn tax_day(draft: &Draft) -> Date {
    let day = |name: &str| match draft.value(name) {
        Value::Date(day) => Some(*day),
        _ => None,
    };
    let supplied = day("supply_until").or(day("supply_from"));
    supplied.or(day("invoice_date")).unwrap_or(draft.when.day)
}

/// Tells whether a document was issued.
pub fn is_issued(draft: &Draft) -> bool {
    draft.value("stage").as_text() != "draft"
}

/// Tells whether a document had been issued before what is being done to it.
pub fn was_issued(draft: &Draft) -> bool {
    let old = draft.old.as_ref();
    old.is_some_and(|old| old.value(&draft.module, "stage").as_text() != "draft")
}

/// Whom an issued document is for and what it belongs to stays; only records that become one turn
/// such links, see `records::merge`.
pub fn issued_links_stay(_: &Record, draft: &Draft) -> Option<FieldProblem> {
    let links = [
        "account",
        "contact",
        "company",
        "sales_order",
        "invoice",
        "price_list",
        "subscription",
        "instalment_plan",
    ];
    let mut there = links.into_iter().filter(|name| draft.module.position(name).is_some());
    let changed = there.find(|name| draft.is_changed(name)).filter(|_| was_issued(draft));
    changed.map(|name| FieldProblem::new(name, "frozen"))
}

/// What is issued has a number and a moment, which the action gives; no board and no import does.
pub fn issued_has_a_number(draft: &Draft) -> Option<FieldProblem> {
    let is_numbered = !draft.value("number").is_empty() && !draft.value("issued_at").is_empty();
    (is_issued(draft) && !is_numbered).then(|| FieldProblem::new("stage", "issued_by_action"))
}

/// What is issued bills something.
pub fn issued_has_positions(draft: &Draft) -> Option<FieldProblem> {
    (is_issued(draft) && !bills_something(draft))
        .then(|| FieldProblem::new("lines", "nothing_billed"))
}

/// Tells whether a document bills a position, or takes off what was billed before.
fn bills_something(draft: &Draft) -> bool {
    let has_items = draft.value("lines").lines().iter().any(|line| line.kind == "item");
    has_items || !draft.value("deductions").lines().is_empty()
}

/// A tax case needs what the law asks for besides: the number of the recipient, the day of supply.
/// What becomes of the recipient later is not held against what was issued.
pub fn tax_case_is_complete(draft: &Draft) -> Option<FieldProblem> {
    if !is_issued(draft) || was_issued(draft) {
        return None;
    }
    let case = draft.value("tax_case").as_text();
    if needs_ids(case) && draft.need("account.vat_id").is_empty() {
        return Some(FieldProblem::new("tax_case", "needs_vat_id"));
    }
    if needs_ids(case) && draft.need("company.vat_id").is_empty() {
        return Some(FieldProblem::new("company", "needs_vat_id"));
    }
    // § 14 para. 4 No. 2 UStG.
    let is_known = |name: &str| !draft.need(name).is_empty();
    if !is_known("company.vat_id") && !is_known("company.tax_number") {
        return Some(FieldProblem::new("company", "needs_tax_number"));
    }
    // § 14 para. 4 No. 6 UStG; an instalment is billed before the supply, and what cancels an
    // invoice says what that says.
    let is_ahead = draft.value("kind").as_text() == "instalment";
    let is_ahead = is_ahead || draft.module.code == "cancellation";
    let is_supplied =
        !draft.value("supply_from").is_empty() || !draft.value("supply_until").is_empty();
    (!is_supplied && !is_ahead).then(|| FieldProblem::new("supply_from", "required"))
}

/// § 14a para. 1 and 3 UStG: both identification numbers.
fn needs_ids(case: &str) -> bool {
    matches!(case, "reverse_charge" | "intra_community")
}

fn knows_ids(draft: &Draft, parties: &Parties) -> bool {
    let both = [&parties.company, &parties.account];
    !needs_ids(draft.value("tax_case").as_text())
        || both.into_iter().all(|party| party.text("vat_id").is_some())
}

/// Stages of a document only go on: what was issued is never a draft again.
pub fn issued_stays_issued(old: &Record, draft: &Draft) -> Option<FieldProblem> {
    let was = old.value(&draft.module, "stage").as_text();
    (was != "draft" && !is_issued(draft)).then(|| FieldProblem::new("stage", "issued_stays"))
}

/// Writes the electronic invoice of what is being issued, in the same transaction.
///
/// # Errors
/// `Invalid` at the fields of which its rules ask for more.
pub fn write_down(
    work: &mut Work<'_, '_>,
    draft: &mut Draft,
    corrects: Option<einvoice::Preceding>,
) -> Result<()> {
    let parties = Parties::held(work, |name| draft.value(name).clone())?;
    // Whoever is missing is told by the rules of the document itself.
    let is_ready = bills_something(draft);
    let Some(parties) = parties.filter(|parties| is_ready && knows_ids(draft, parties)) else {
        return Ok(());
    };
    let written = crate::electronic::written(draft, &parties, corrects)?;
    draft.set("invoice_form", Value::text(written.form));
    draft.set("electronic", Value::text(&written.xml));
    draft.set("letterhead", Value::text(&parties.to_text()));
    Ok(())
}

/// The issued invoice that a document corrects.
///
/// # Errors
/// `Invalid` when it was not issued.
pub fn corrected(
    work: &mut Work<'_, '_>,
    link: Option<Link>,
) -> Result<Option<einvoice::Preceding>> {
    let Some(link) = link else { return Ok(None) };
    let module = work.cx.module(&link.module)?;
    let Some(invoice) = work.hold(&link, "a correction names what it corrects")? else {
        return Ok(None);
    };
    let number = invoice.value(&module, "number").as_text().to_owned();
    if number.is_empty() {
        return Err(Error::invalid("invoice", "not_issued_yet"));
    }
    let issued_on = match invoice.value(&module, "invoice_date") {
        Value::Date(day) => Some(*day),
        _ => None,
    };
    Ok(Some(einvoice::Preceding { number, issued_on }))
}
