//! What the rules of electronic invoices say, at the fields where it is mended.

use einvoice::{Finding, Invoice, Place, Profile, Severity};
use kernel::{Error, FieldProblem, Result};

use super::form;

/// Refuses what would make the invoice unusable for whoever receives it.
///
/// # Errors
/// `Invalid` with a problem for each rule, at our field.
pub fn judge(invoice: &Invoice, profile: Profile) -> Result<()> {
    let findings = einvoice::check(invoice, profile);
    let fatal = findings.iter().filter(|finding| finding.severity == Severity::Fatal);
    let mut problems: Vec<FieldProblem> = fatal.map(problem).collect();
    problems.dedup_by(|a, b| a.field == b.field && a.params == b.params);
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// An amount that the profile has no place for.
const TOO_SMALL: &str = "KONTOR-PROFILE-AMOUNT";

fn problem(finding: &Finding) -> FieldProblem {
    let terms = finding.terms.join(", ");
    if finding.rule == TOO_SMALL {
        return FieldProblem::new(form::FIELD, "form_too_small").with("terms", terms);
    }
    let problem = FieldProblem::new(&field(finding), "einvoice_rule");
    problem.with("rule", &finding.rule).with("terms", terms)
}

/// The field at which somebody mends what business terms say.
fn field(finding: &Finding) -> String {
    if let Place::Line(_) | Place::LineAdjustment(..) = finding.place {
        return "lines".into();
    }
    let fields = finding.terms.iter().filter_map(|term| at_term(term));
    // A rule that names the lines and a party is mended at the party.
    let mut elsewhere = fields.clone().filter(|field| *field != "lines");
    elsewhere.next().unwrap_or("lines").to_owned()
}

fn at_term(term: &str) -> Option<&'static str> {
    let (is_group, rest) = match term.strip_prefix("BG-") {
        Some(rest) => (true, rest),
        None => (false, term.strip_prefix("BT-")?),
    };
    let number: u32 = rest.split('-').next()?.parse().ok()?;
    Some(match (is_group, number) {
        (false, 1) => "number",
        (false, 2) => "invoice_date",
        (false, 5) => "currency",
        (false, 9 | 20) => "due_days",
        (false, 10) => "buyer_reference",
        (false, 13) => "order_reference",
        (false, 27..=43) | (true, 4..=6) | (false, 81..=91) | (true, 16..=19) => "company",
        (false, 44..=49 | 56..=58) => "account",
        (false, 50..=55 | 75..=80 | 163) | (true, 7..=9 | 15) => "address",
        (false, 72..=74) | (true, 13..=14) => "supply_from",
        (false, 92..=105) | (true, 20..=21) => "discount_rate",
        (false, 120..=121) => "tax_case",
        _ => "lines",
    })
}
