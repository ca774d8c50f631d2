//! What holds for every instalment plan.

use kernel::{Date, Decimal, FieldProblem, Line};
use records::{Draft, Record};

use super::fields;
use crate::plan_line::fields as line;

/// The largest amount.
const LARGEST: i64 = 1_000_000_000;

/// When it bills next, and which share its lines come to, follow from them; one of which nothing is
/// left is done, and goes on when something comes free again.
pub fn next_follows_lines(draft: &mut Draft) {
    let lines = draft.get(&fields::LINES).unwrap_or_default();
    let share: Decimal = lines.iter().filter_map(|one| line::SHARE.of(one)).sum();
    draft.put(&fields::SHARE_TOTAL, Some(share).filter(|share| !share.is_zero()));
    let next = lines.iter().filter(|one| is_open(one)).filter_map(|one| due_on(draft, one)).min();
    let stage = draft.get(&fields::STAGE).unwrap_or_default();
    let goes_on = match (stage.as_str(), next) {
        ("active", None) if !lines.is_empty() => "done",
        ("done", Some(_)) => "active",
        (stage, _) => stage,
    }
    .to_owned();
    let runs = matches!(goes_on.as_str(), "draft" | "active");
    draft.put(&fields::NEXT_ON, next.filter(|_| runs));
    if goes_on != "active" {
        draft.put(&fields::TROUBLE, None);
    }
    if goes_on != stage {
        draft.put(&fields::STAGE, Some(goes_on));
    }
}

/// Tells whether a line has no invoice.
pub fn is_open(one: &Line) -> bool {
    one.cell(line::INVOICE.name()).is_empty()
}

/// The day on which the draft of a line is made.
pub fn due_on(draft: &Draft, one: &Line) -> Option<Date> {
    let lead = draft.get(&fields::LEAD_DAYS).and_then(|days| i64::try_from(days.trunc()).ok());
    line::DUE_ON.of(one).map(|day| day.plus_days(-lead.unwrap_or_default()))
}

/// An instalment is a share of the order or an amount; together shares are no more than the whole,
/// and what comes after the final invoice would never be billed.
pub fn lines_can_be_billed(draft: &Draft) -> Option<FieldProblem> {
    let lines = draft.value(fields::LINES.name()).lines();
    let at = |at: usize, cell: &str, code: &str| {
        Some(FieldProblem::new(&format!("{}.{at}.{cell}", fields::LINES.name()), code))
    };
    for (n, one) in lines.iter().enumerate().filter(|(_, one)| one.kind == "instalment") {
        if let Some((cell, code)) = wrong(one) {
            return at(n, cell, code);
        }
    }
    let mut share = Decimal::ZERO;
    for (n, one) in lines.iter().enumerate() {
        share += line::SHARE.of(one).unwrap_or_default();
        if Decimal::ONE_HUNDRED < share {
            return at(n, line::SHARE.name(), "more_than_the_whole");
        }
    }
    let last = lines.iter().position(|one| one.kind == "final")?;
    let day = line::DUE_ON.of(&lines[last]);
    let late = lines.iter().enumerate().find(|(n, one)| *n != last && day < line::DUE_ON.of(one));
    match (late, lines.iter().rposition(|one| one.kind == "final")) {
        (Some((n, _)), _) => at(n, line::DUE_ON.name(), "after_the_final"),
        (None, Some(other)) if other != last => at(other, line::DUE_ON.name(), "one_final_only"),
        (None, _) => None,
    }
}

fn wrong(one: &Line) -> Option<(&'static str, &'static str)> {
    match (line::SHARE.of(one), line::AMOUNT.of(one)) {
        (Some(share), None) => {
            let fits = Decimal::ZERO < share && share <= Decimal::ONE_HUNDRED;
            (!fits).then_some((line::SHARE.name(), "no_instalment_share"))
        }
        (None, Some(amount)) => {
            let fits = Decimal::ZERO < amount && amount <= Decimal::from(LARGEST);
            (!fits).then_some((line::AMOUNT.name(), "no_instalment_amount"))
        }
        (None, None) | (Some(_), Some(_)) => Some((line::SHARE.name(), "percent_or_amount")),
    }
}

/// What runs bills something.
pub fn what_runs_bills_something(draft: &Draft) -> Option<FieldProblem> {
    let is_draft = draft.get(&fields::STAGE).as_deref() == Some("draft");
    let is_empty = draft.value(fields::LINES.name()).lines().is_empty();
    (!is_draft && is_empty).then(|| FieldProblem::new(fields::LINES.name(), "nothing_billed"))
}

/// Lines that have an invoice stay as they are, and so does the order then.
pub fn what_is_billed_stays(old: &Record, draft: &Draft) -> Option<FieldProblem> {
    let was = old.value(&draft.module, fields::LINES.name()).lines();
    let is = draft.value(fields::LINES.name()).lines();
    let billed: Vec<&Line> = was.iter().filter(|one| !is_open(one)).collect();
    let said = [line::NAME.name(), line::DUE_ON.name(), line::SHARE.name(), line::AMOUNT.name()];
    let stays = |one: &&Line| {
        let now = is.iter().find(|now| now.id == one.id);
        now.is_some_and(|now| said.iter().all(|cell| now.cell(cell) == one.cell(cell)))
    };
    if !billed.iter().all(stays) {
        return Some(FieldProblem::new(fields::LINES.name(), "instalment_is_billed"));
    }
    let order = fields::SALES_ORDER.name();
    (!billed.is_empty() && draft.is_changed(order))
        .then(|| FieldProblem::new(order, "instalment_is_billed"))
}
