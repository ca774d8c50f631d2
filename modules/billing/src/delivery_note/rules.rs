//! What holds for every delivery note.

use kernel::{Decimal, FieldProblem, Line, Value};
use records::Draft;

use super::fields;
use crate::delivery_line::fields as line_fields;
use crate::issue::was_issued;

/// Values of other records that they need.
pub const NEEDS: &[&str] = &[
    "account.address",
    "sales_order.address",
    "lines.item.name",
    "lines.item.description",
    "lines.item.unit",
    "lines.item.kind",
    "lines.item.components",
];

/// Goods go where the organisation takes deliveries, else where its order is addressed to, else to
/// its first address, unless somebody says else.
pub fn address_is_where_goods_go(draft: &mut Draft) {
    let name = fields::ADDRESS.name();
    let is_known = !draft.value(name).is_empty() && !draft.is_changed(fields::ACCOUNT.name());
    let was_said = draft.is_changed(name) && !draft.value(name).is_empty();
    if was_issued(draft) || is_known || was_said {
        return;
    }
    let address = draft.need("account.address");
    let labelled = match address {
        Value::Several(entries) => entries.iter().find(|entry| entry.label == "shipping"),
        _ => None,
    };
    let ordered = Some(draft.need("sales_order.address")).filter(|address| !address.is_empty());
    let address = labelled.map(|entry| &entry.value).or(ordered);
    let address = address.unwrap_or_else(|| draft.need("account.address").primary()).clone();
    draft.set(name, address);
}

/// Lines whose goods were chosen and that have no name yet say what their goods are.
pub fn lines_are_filled(draft: &mut Draft) {
    if was_issued(draft) {
        return;
    }
    let mut lines = draft.get(&fields::LINES).unwrap_or_default();
    for line in &mut lines {
        let is_named = !line.cell(line_fields::NAME.name()).is_empty();
        let Some(item) = line_fields::ITEM.of(line).filter(|_| !is_named) else { continue };
        for cell in
            [line_fields::NAME.name(), line_fields::DESCRIPTION.name(), line_fields::UNIT.name()]
        {
            let value = draft.need_of(&item, cell).clone();
            if !value.is_empty() {
                line.set(cell, value);
            }
        }
    }
    let lines = super::unpacked::with_components(draft, lines);
    draft.put(&fields::LINES, Some(lines));
}

/// What is handed over is more than nothing, and not more than anybody can carry.
pub fn quantities_are_handed_over(draft: &Draft) -> Option<FieldProblem> {
    let lines = draft.value(fields::LINES.name()).lines().iter().enumerate();
    let most = Decimal::from(1_000_000_000);
    let is_wrong = |line: &Line| {
        let quantity = line_fields::QUANTITY.of(line).unwrap_or_default();
        line.kind == "item" && (quantity <= Decimal::ZERO || most < quantity)
    };
    let at = lines.filter(|(_, line)| is_wrong(line)).map(|(at, _)| at).next()?;
    Some(FieldProblem::new(&format!("lines.{at}.quantity"), "not_handed_over"))
}

/// It is delivered and cancelled by the actions, which give it its number and its reason; no board
/// and no import does.
pub fn delivered_by_the_action(draft: &Draft) -> Option<FieldProblem> {
    let is_given = |name: &str| !draft.value(name).is_empty();
    let is_numbered = is_given(fields::NUMBER.name()) && is_given(fields::ISSUED_AT.name());
    let is_right = match draft.value(fields::STAGE.name()).as_text() {
        "delivered" => is_numbered,
        "cancelled" => is_numbered && is_given(fields::REASON.name()),
        _ => true,
    };
    (!is_right).then(|| FieldProblem::new(fields::STAGE.name(), "delivered_by_action"))
}

/// What is delivered has something in it.
pub fn something_is_delivered(draft: &Draft) -> Option<FieldProblem> {
    let is_draft = draft.value(fields::STAGE.name()).as_text() == "draft";
    let mut lines = draft.value(fields::LINES.name()).lines().iter();
    let is_empty = !lines.any(|line| line.kind == "item");
    (!is_draft && is_empty).then(|| FieldProblem::new(fields::LINES.name(), "nothing_delivered"))
}
