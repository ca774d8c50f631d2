//! Accounts, banks and creditors as people type them, checked where they are typed.

use banking::identifier::{Bic, CreditorId, Iban, IdentifierProblem};
use kernel::FieldProblem;
use records::{Behavior, Draft};

/// What the masters of the house do beside: our own bank and that of suppliers can be read.
#[must_use]
pub fn of_masters() -> [Behavior; 2] {
    let company = Behavior::of("company").check(iban_is_readable).check(bic_is_readable);
    let vendor = Behavior::of("vendor").check(iban_is_readable).check(bic_is_readable);
    [company.check(creditor_is_readable), vendor]
}

/// A text without the blanks that people write between groups, in capitals.
#[must_use]
pub fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase()
}

fn iban_is_readable(draft: &Draft) -> Option<FieldProblem> {
    iban_problem(draft, "iban")
}

fn bic_is_readable(draft: &Draft) -> Option<FieldProblem> {
    bic_problem(draft, "bic")
}

fn creditor_is_readable(draft: &Draft) -> Option<FieldProblem> {
    problem(draft, "creditor_id", |text| CreditorId::parse(text).map(drop))
}

/// What is wrong with an IBAN that a field holds.
#[must_use]
pub fn iban_problem(draft: &Draft, name: &str) -> Option<FieldProblem> {
    problem(draft, name, |text| Iban::parse(text).map(drop))
}

/// What is wrong with a BIC that a field holds.
#[must_use]
pub fn bic_problem(draft: &Draft, name: &str) -> Option<FieldProblem> {
    problem(draft, name, |text| Bic::parse(text).map(drop))
}

/// That an account is kept where no direct debit reaches.
#[must_use]
pub fn sepa_problem(draft: &Draft, name: &str) -> Option<FieldProblem> {
    let iban = Iban::parse(draft.value(name).as_text()).ok()?;
    (!iban.is_sepa()).then(|| FieldProblem::new(name, "outside_sepa"))
}

/// A field that holds nothing is in order, and so is what stands there already.
fn problem(
    draft: &Draft,
    name: &str,
    read: impl Fn(&str) -> Result<(), IdentifierProblem>,
) -> Option<FieldProblem> {
    let text = draft.value(name).as_text();
    let is_new = !text.trim().is_empty() && draft.is_changed(name);
    let problem = read(text).err().filter(|_| is_new)?;
    Some(FieldProblem::new(name, problem.code()))
}
