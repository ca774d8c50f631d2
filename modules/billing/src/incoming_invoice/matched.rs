//! What strikes when an incoming invoice is held against its supplier, our company and its order.

use goods::purchase_line::fields as ordered;
use kernel::{Decimal, Line, Value};
use records::Draft;

use super::fields;
use super::place::plain;
use super::rules::{is_item, was_decided};
use crate::billed_line::fields as billed;
use crate::finding::{Found, Weight};

/// What was found in the file stays; what follows from records around is said as it is, until
/// somebody decides.
pub fn findings_follow(draft: &mut Draft) {
    if was_decided(draft) {
        return;
    }
    let before = draft.value("findings").lines().to_vec();
    let mut found = vendor(draft);
    found.extend(buyer(draft));
    found.extend(total(draft));
    found.extend(order(draft));
    let matched = found.into_iter().map(|found| found.into_line(&before));
    let kept = before.iter().filter(|line| line.kind == "file").cloned();
    let lines: Vec<Line> = matched.chain(kept).collect();
    let is_noted = |line: &Line| *line.cell("weight") != Value::text(Weight::Information.code());
    draft.put(&fields::HAS_FINDINGS, Some(lines.iter().any(is_noted)));
    draft.set("findings", Value::of_lines(lines));
}

fn amount(value: &Value) -> Option<Decimal> {
    if let Value::Money(money) = value { Some(money.amount) } else { None }
}

fn vendor(draft: &Draft) -> Vec<Found> {
    let name = draft.get(&fields::SELLER_NAME).unwrap_or_default();
    if draft.value("vendor").is_empty() {
        return vec![Found::matching("vendor_unknown", Weight::Warning).about(&name)];
    }
    let mut found = Vec::new();
    match draft.get(&fields::VENDOR_FOUND_BY).as_deref() {
        Some("name") => found.push(Found::matching("vendor_by_name", Weight::Information)),
        Some("iban") => found.push(Found::matching("vendor_by_bank", Weight::Information)),
        _ => {}
    }
    let (said, known) = (draft.value("iban").as_text(), draft.need("vendor.iban").as_text());
    // An account of somebody else is how payments are led astray.
    if !said.is_empty() && !known.is_empty() && plain(said) != plain(known) {
        let differing = Found::matching("bank_differs", Weight::Fatal);
        found.push(differing.about(&format!("{said}\n{known}")));
    }
    found
}

/// An invoice for somebody else gives no right to deduct its tax (§ 15 UStG).
fn buyer(draft: &Draft) -> Option<Found> {
    let said = draft.value("buyer_vat_id").as_text();
    let ours = draft.need("company.vat_id").as_text();
    let differs = !said.is_empty() && !ours.is_empty() && plain(said) != plain(ours);
    let found = Found::matching("buyer_differs", Weight::Fatal);
    differs.then(|| found.about(&format!("{said}\n{ours}")))
}

/// What somebody typed as the amount of the invoice is what its lines come to.
fn total(draft: &Draft) -> Option<Found> {
    let stated = amount(draft.value("stated_total"))?;
    let own = amount(draft.value("payable")).unwrap_or_default();
    (stated != own).then(|| Found::matching("total_differs", Weight::Fatal).differing(stated, own))
}

fn order(draft: &Draft) -> Vec<Found> {
    let reference = draft.value("order_reference").as_text();
    if draft.value("purchase_order").is_empty() {
        let is_named = !reference.is_empty();
        let unknown = Found::matching("order_unknown", Weight::Warning).about(reference);
        return is_named.then_some(unknown).into_iter().collect();
    }
    let mut found = Vec::new();
    if matches!(draft.get(&fields::ORDER_FOUND_BY).as_deref(), Some("amount" | "only_one")) {
        found.push(Found::matching("order_guessed", Weight::Information));
    }
    let (vendor, theirs) = (draft.value("vendor"), draft.need("purchase_order.vendor"));
    if !vendor.is_empty() && vendor != theirs {
        found.push(Found::matching("order_of_another", Weight::Fatal));
    }
    let nets = amount(draft.value("net")).zip(amount(draft.need("purchase_order.net")));
    if let Some((stated, expected)) = nets.filter(|(stated, expected)| stated != expected) {
        let differing = Found::matching("order_total", Weight::Warning);
        found.push(differing.differing(stated, expected));
    }
    let ordered = draft.need("purchase_order.lines").lines();
    let lines = draft.value("lines").lines().iter().filter(is_item).enumerate();
    found.extend(lines.flat_map(|(at, line)| position(at, line, ordered)));
    found
}

/// A position against the one of the order that it is: by number, else by name.
fn position(at: usize, line: &Line, lines: &[Line]) -> Vec<Found> {
    let name = billed::NAME.of(line).unwrap_or_default();
    let Some(other) = same(line, lines) else {
        return vec![Found::matching("not_ordered", Weight::Warning).at(at).about(&name)];
    };
    let mut found = Vec::new();
    let (has, wanted) = (billed::QUANTITY.of(line), ordered::QUANTITY.of(other));
    let (has, wanted) = (has.unwrap_or_default(), wanted.unwrap_or_default());
    if wanted < has {
        let more = Found::matching("quantity_differs", Weight::Warning).at(at).about(&name);
        found.push(more.differing(has, wanted));
    }
    let net = billed::NET.of(line).unwrap_or_default();
    let each = net.checked_div(has).unwrap_or_default().round_dp(4);
    let price = ordered::UNIT_PRICE.of(other).unwrap_or_default();
    let off = price * ordered::DISCOUNT.of(other).unwrap_or_default() / Decimal::ONE_HUNDRED;
    let agreed = (price - off).round_dp(4);
    // Less than a cent each is a matter of rounding.
    if Decimal::new(1, 2) <= (each - agreed).abs() {
        let other = Found::matching("price_differs", Weight::Warning).at(at).about(&name);
        found.push(other.differing(each, agreed));
    }
    found
}

fn same<'l>(line: &Line, lines: &'l [Line]) -> Option<&'l Line> {
    let code = plain(line.cell(billed::CODE.name()).as_text());
    let name = plain(line.cell(billed::NAME.name()).as_text());
    let is_code = |other: &&Line| {
        let codes = [ordered::VENDOR_CODE.name(), ordered::CODE.name()];
        !code.is_empty() && codes.iter().any(|cell| plain(other.cell(cell).as_text()) == code)
    };
    let is_name = |other: &&Line| {
        !name.is_empty() && plain(other.cell(ordered::NAME.name()).as_text()) == name
    };
    let items = || lines.iter().filter(is_item);
    items().find(is_code).or_else(|| items().find(is_name))
}
