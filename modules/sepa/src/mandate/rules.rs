//! What holds for every mandate.

use banking::order::{Spelling, spell};
use kernel::{Date, Decimal, FieldProblem};
use records::{Draft, Record};

use super::fields;
use crate::bank;
use crate::collection::fields as collection;

/// Whoever has the account is the organisation, and the reference is the number, where nobody says
/// else; accounts are kept as machines write them.
pub fn it_is_filled(draft: &mut Draft) {
    if draft.get(&fields::REFERENCE).is_none() {
        draft.put(&fields::REFERENCE, draft.get(&fields::NUMBER));
    }
    if draft.get(&fields::HOLDER).is_none() {
        let name = draft.need("account.name").as_text();
        let name: String = name.chars().take(70).collect();
        draft.put(&fields::HOLDER, Some(name).filter(|name| !name.is_empty()));
    }
    for field in [fields::IBAN, fields::BIC] {
        let compact = draft.get(&field).map(|text| bank::compact(&text));
        draft.put(&field, compact.filter(|text| !text.is_empty()));
    }
}

/// How often and when it was last used follows from what was collected by it.
pub fn uses_are_counted(draft: &mut Draft) {
    let lines = draft.value(fields::COLLECTIONS.name()).lines();
    let last: Option<Date> =
        lines.iter().filter_map(|line| collection::COLLECTED_ON.of(line)).max();
    let count = Decimal::from(lines.len());
    draft.put(&fields::LAST_USED_ON, last);
    draft.put(&fields::N_USED, Some(count).filter(|count| !count.is_zero()));
}

/// Account and bank can be read, and the bank takes part in SEPA.
pub fn bank_is_readable(draft: &Draft) -> Option<FieldProblem> {
    bank::iban_problem(draft, fields::IBAN.name())
        .or_else(|| bank::sepa_problem(draft, fields::IBAN.name()))
        .or_else(|| bank::bic_problem(draft, fields::BIC.name()))
}

/// Banks carry the reference as it is: 35 plain characters (EPC130-08, AT-M001; EPC230-15, 6.2).
pub fn reference_is_carried(draft: &Draft) -> Option<FieldProblem> {
    let reference = draft.get(&fields::REFERENCE)?;
    let has_slashes =
        reference.starts_with('/') || reference.ends_with('/') || reference.contains("//");
    let is_carried = spell(&reference, Spelling::Plain) == reference && !has_slashes;
    (!is_carried).then(|| FieldProblem::new(fields::REFERENCE.name(), "identifier_form"))
}

/// Actions say that it was signed and that it ended; no board and no import does.
pub fn stage_by_action(draft: &Draft) -> Option<FieldProblem> {
    let is_missing = |name: &str| draft.value(name).is_empty();
    let code = match draft.value("stage").as_text() {
        "active" if is_missing("signed_on") => "mandate_signed_by_action",
        "revoked" if is_missing("revoked_on") => "mandate_revoked_by_action",
        _ => return None,
    };
    Some(FieldProblem::new(fields::STAGE.name(), code))
}

/// What was signed stays: another account is an amendment, which the bank is told about; another
/// organisation or company needs another mandate.
pub fn signed_stays(old: &Record, draft: &Draft) -> Option<FieldProblem> {
    if old.value(&draft.module, "stage").as_text() == "draft" {
        return None;
    }
    let party = ["account", "company"].into_iter().find(|name| draft.is_changed(name));
    if let Some(name) = party {
        return Some(FieldProblem::new(name, "frozen"));
    }
    let is_amended = draft.is_changed(fields::AMENDED_AT.name());
    let banking = ["iban", "bic", "holder"].into_iter().find(|name| draft.is_changed(name));
    banking.filter(|_| !is_amended).map(|name| FieldProblem::new(name, "amended_by_action"))
}
