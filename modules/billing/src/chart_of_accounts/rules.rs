//! What holds for every chart of accounts.

use std::collections::BTreeSet;

use kernel::FieldProblem;
use records::Draft;

use super::chart::{chart, lines, number, shipped};
use super::fields;
use crate::case_accounts::fields as accounts;

/// A new chart, and one whose framework was changed, has the accounts of that framework.
pub fn accounts_are_filled(draft: &mut Draft) {
    let framework = draft.get(&fields::FRAMEWORK).unwrap_or_default();
    let is_other = draft.old.is_some() && draft.is_changed(fields::FRAMEWORK.name());
    let chart = shipped(&framework);
    let others = [
        (fields::BANK, chart.bank),
        (fields::CASH, chart.cash),
        (fields::TRANSIT, chart.transit),
        (fields::CHARGES, chart.charges),
    ];
    for (field, account) in others {
        if is_other || draft.get(&field).is_none() {
            draft.put(&field, Some(account.to_string()));
        }
    }
    if is_other || draft.get(&fields::LINES).is_none() {
        draft.put(&fields::LINES, Some(lines(&chart)));
    }
}

/// Numbers of consultant, client and accounts are such as DATEV takes.
pub fn numbers_are_datevs(draft: &Draft) -> Option<FieldProblem> {
    let whole = |name: &str| number(draft.value(name));
    let within = [
        (fields::CONSULTANT.name(), 1_001, 9_999_999),
        (fields::CLIENT.name(), 1, 99_999),
        (fields::ACCOUNT_LENGTH.name(), 4, 8),
        (fields::YEAR_BEGINS.name(), 1, 12),
    ];
    let accounts = [fields::BANK, fields::CASH, fields::TRANSIT, fields::CHARGES];
    let accounts = accounts.map(|field| field.name());
    let is_number = |name: &&str| draft.value(name).is_empty() || whole(name).is_some();
    if let Some(name) = accounts.into_iter().find(|name| !is_number(name)) {
        return Some(FieldProblem::new(name, "account_length"));
    }
    for (name, least, most) in within {
        let is_within = whole(name).is_some_and(|number| (least..=most).contains(&number));
        if !draft.value(name).is_empty() && !is_within {
            return Some(FieldProblem::new(name, "out_of_range"));
        }
    }
    let problems = chart(|name| draft.value(name).clone()).check().err()?;
    let place = |problem: &FieldProblem| {
        let of_draft = draft.module.field(&problem.field).is_some();
        if of_draft { problem.field.clone() } else { fields::LINES.name().to_owned() }
    };
    problems.first().map(|problem| FieldProblem::new(&place(problem), &problem.code))
}

/// No case has two accounts.
pub fn each_case_stands_once(draft: &Draft) -> Option<FieldProblem> {
    let mut seen = BTreeSet::new();
    let lines = draft.value(fields::LINES.name()).lines();
    let at = lines.iter().position(|line| !seen.insert(accounts::CASE.of(line)))?;
    let place = format!("{}.{at}.{}", fields::LINES.name(), accounts::CASE.name());
    Some(FieldProblem::new(&place, "named_twice"))
}
