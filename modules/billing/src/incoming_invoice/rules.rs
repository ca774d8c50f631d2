//! What holds for every incoming invoice.

use catalog::filter::quoted;
use goods::position::rules::currency;
use kernel::{Date, Decimal, FieldProblem, Line, Value};
use records::{Draft, Record, Work};

use super::amounts::LARGEST;
use super::fields;
use crate::billed_line::fields as line;

/// Values of other records that such invoices need.
pub const NEEDS: &[&str] = &[
    "vendor.iban",
    "vendor.payment_days",
    "company.vat_id",
    "purchase_order.vendor",
    "purchase_order.net",
    "purchase_order.lines",
];

/// Fields that are as the file says them.
const SAID_BY_FILE: [&str; 8] = [
    "kind",
    "vendor_number",
    "invoice_date",
    "currency",
    "lines",
    "prepaid",
    "rounding",
    "order_reference",
];

/// Whether an invoice was read out of a file.
pub fn is_from_file(draft: &Draft) -> bool {
    draft.get(&fields::ORIGIN).as_deref() == Some("file")
}

/// Whether somebody had decided about an invoice before what is being done to it.
pub fn was_decided(draft: &Draft) -> bool {
    let old = draft.old.as_ref();
    let stage = old.map(|old| old.value(&draft.module, "stage").as_text());
    stage.is_some_and(|stage| !["received", "checked"].contains(&stage))
}

/// When it is due follows from the supplier where nobody says it.
pub fn it_is_filled(draft: &mut Draft) {
    if was_decided(draft) {
        return;
    }
    if draft.get(&fields::ORIGIN).is_none() {
        draft.put(&fields::ORIGIN, Some("typed".to_owned()));
    }
    let days = match draft.need("vendor.payment_days") {
        Value::Decimal(days) => crate::issue::days(Some(*days)),
        _ => None,
    };
    let from = draft.get(&fields::INVOICE_DATE).filter(|_| draft.get(&fields::DUE_ON).is_none());
    if let (Some(from), Some(days)) = (from, days) {
        draft.put(&fields::DUE_ON, Some(Date::from_days(from.days() + days)));
    }
    // Whom a person chose was not found by anything.
    for (name, by) in [("vendor", "vendor_found_by"), ("purchase_order", "order_found_by")] {
        let is_said = draft.old.is_some() && draft.is_changed(name) && !draft.is_changed(by);
        if is_said || draft.value(name).is_empty() {
            draft.set(by, Value::Empty);
        }
    }
}

/// Amounts stay within what can be paid, and money has the one currency of the invoice.
pub fn amounts_are_payable(draft: &Draft) -> Option<FieldProblem> {
    let most = Decimal::from(LARGEST);
    let share = Decimal::ZERO..=Decimal::ONE_HUNDRED;
    for (at, one) in draft.value("lines").lines().iter().enumerate() {
        let wrong =
            |cell: &str, code: &str| Some(FieldProblem::new(&format!("lines.{at}.{cell}"), code));
        for cell in [line::QUANTITY, line::UNIT_PRICE, line::NET] {
            if cell.of(one).is_some_and(|number| most < number.abs()) {
                return wrong(cell.name(), "out_of_range");
            }
        }
        for cell in [line::DISCOUNT, line::TAX_RATE] {
            if cell.of(one).is_some_and(|number| !share.contains(&number)) {
                return wrong(cell.name(), "not_a_share");
            }
        }
    }
    let currency = currency(draft);
    let money = [fields::PREPAID, fields::ROUNDING, fields::STATED_TOTAL];
    let other = money
        .iter()
        .find(|field| draft.get(*field).is_some_and(|money| money.currency != currency))?;
    Some(FieldProblem::new(other.name(), "other_currency").with("value", currency))
}

/// What is approved or paid was approved by somebody, what is refused has a reason: actions say so,
/// no board and no import.
pub fn decided_by_action(draft: &Draft) -> Option<FieldProblem> {
    let is_missing = |name: &str| draft.value(name).is_empty();
    let code = match draft.value("stage").as_text() {
        "approved" | "partly_paid" | "paid" if is_missing("approved_by") => "approved_by_action",
        "refused" if is_missing("reason") => "refused_by_action",
        _ => return None,
    };
    Some(FieldProblem::new("stage", code))
}

/// What a file says is not written over: whoever disagrees refuses the invoice (GoBD).
pub fn file_stays(_: &Record, draft: &Draft) -> Option<FieldProblem> {
    let changed = SAID_BY_FILE.into_iter().find(|name| draft.is_changed(name))?;
    is_from_file(draft).then(|| FieldProblem::new(changed, "said_by_file"))
}

/// What was approved stays with whom it is from and for; only records that become one turn such
/// links, see `records::merge`.
pub fn decided_links_stay(_: &Record, draft: &Draft) -> Option<FieldProblem> {
    let links = ["vendor", "company", "purchase_order"];
    let changed = links.into_iter().find(|name| draft.is_changed(name))?;
    was_decided(draft).then(|| FieldProblem::new(changed, "frozen"))
}

/// A supplier bills nothing twice: the same number is refused, unless the other one was.
///
/// # Errors
/// `Invalid` `billed_before` at `vendor_number`, with the number of the one that is there.
pub fn once_only(work: &mut Work<'_, '_>, event: &records::Event) -> kernel::Result<()> {
    if event.module != "incoming_invoice" || event.name.ends_with(".trashed") {
        return Ok(());
    }
    let why = "an invoice is there once, whoever may see it";
    let cx = work.cx.engine.system(why);
    let module = cx.module("incoming_invoice")?;
    let link = kernel::Link::new("incoming_invoice", event.record);
    let Some(own) = work.hold(&link, why)? else { return Ok(()) };
    let number = own.value(&module, "vendor_number").as_text().to_owned();
    let is_refused = own.value(&module, "stage").as_text() == "refused";
    let Value::Link(vendor) = own.value(&module, "vendor").clone() else { return Ok(()) };
    if number.is_empty() || is_refused || own.trashed_at.is_some() {
        return Ok(());
    }
    // Two that come at once take turns at their supplier.
    drop(work.hold(&vendor, why)?);
    let filter = format!(
        "vendor = \"{}\" and vendor_number = {} and stage != \"refused\" and id != \"{}\"",
        vendor.id,
        quoted(&number),
        own.id
    );
    let found = work.found(&cx, ("incoming_invoice", &filter), 50)?;
    let Some(there) = found.first() else { return Ok(()) };
    let problem = FieldProblem::new("vendor_number", "billed_before");
    Err(kernel::Error::Invalid(vec![problem.with("number", &there.title)]))
}

/// Whether a line is counted as goods.
pub fn is_item(one: &&Line) -> bool {
    one.kind == "item"
}
