//! Categories of VAT: BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O, BR-AF, BR-AG and BR-B.

use kernel::Decimal;

use super::finding::{Findings, Place, Severity, is_absent, is_blank};
use crate::model::{Category, Invoice, Sign, Vat};
use crate::read::rule_name;

/// Judges whether parties, rates and reasons fit the categories.
pub fn judge(found: &mut Findings, invoice: &Invoice) {
    let uses = uses(invoice);
    for one in &uses {
        rate(found, one);
        parties(found, invoice, one);
    }
    for category in Category::ALL {
        if uses.iter().any(|one| one.vat.category == category) {
            reason(found, invoice, category);
        }
    }
    let is_used = |category| uses.iter().any(|one| one.vat.category == category);
    if is_used(Category::IntraCommunity) {
        delivery(found, invoice);
    }
    if is_used(Category::OutOfScope) {
        alone(found, &uses);
    }
    if is_used(Category::SplitPayment) {
        let Invoice { seller, buyer, .. } = invoice;
        let is_italian = seller.postal.country == "IT" && buyer.postal.country == "IT";
        let is_mixed = is_used(Category::Standard);
        let terms = &["BT-95", "BT-102", "BT-151"][..];
        let rules = [(!is_italian, "BR-B-01", terms), (is_mixed, "BR-B-02", terms)];
        found.fatal(Place::Document, &rules);
    }
}

/// Where a category stands: in a line, an allowance or a charge.
struct Use {
    place: Place,
    /// How much is added to the number of a rule: the rules for lines come first, then those for
    /// allowances and charges.
    step: u8,
    vat: Vat,
    terms: &'static [&'static str],
}

fn uses(invoice: &Invoice) -> Vec<Use> {
    let lines = invoice.lines.iter().enumerate().map(|(n, line)| Use {
        place: Place::Line(n),
        step: 0,
        vat: line.vat,
        terms: &["BT-151", "BT-152"],
    });
    let adjustments = invoice.adjustments.iter().enumerate().map(|(n, adjustment)| {
        let (step, terms): (u8, &'static [&'static str]) = match adjustment.sign {
            Sign::Allowance => (1, &["BT-95", "BT-96"]),
            Sign::Charge => (2, &["BT-102", "BT-103"]),
        };
        Use { place: Place::Adjustment(n), step, vat: adjustment.vat, terms }
    });
    lines.chain(adjustments).collect()
}

// BR-S-05 to BR-S-07, and the same of the other categories.
fn rate(found: &mut Findings, one: &Use) {
    let rate = one.vat.rate;
    let fits = match one.vat.category {
        Category::Standard => rate.is_some_and(|rate| Decimal::ZERO < rate),
        Category::CanaryIslands | Category::CeutaMelilla => {
            rate.is_some_and(|rate| Decimal::ZERO <= rate)
        }
        Category::Zero
        | Category::Exempt
        | Category::ReverseCharge
        | Category::IntraCommunity
        | Category::Export => rate.is_some_and(|rate| rate.is_zero()),
        Category::OutOfScope => rate.is_none(),
        Category::SplitPayment => true,
    };
    if !fits {
        let rule = format!("BR-{}-{:02}", rule_name(one.vat.category), 5 + one.step);
        found.add(Severity::Fatal, one.place, rule, one.terms);
    }
}

// BR-S-02 to BR-S-04, and the same of the other categories.
fn parties(found: &mut Findings, invoice: &Invoice, one: &Use) {
    let Invoice { seller, buyer, tax_representative, .. } = invoice;
    let has_vat_id = !is_absent(seller.vat_id.as_ref());
    let has_number = !is_absent(seller.tax_number.as_ref());
    let has_representative = tax_representative.as_ref().is_some_and(|tax| !is_blank(&tax.vat_id));
    let is_buyer_known = !is_absent(buyer.vat_id.as_ref());
    let is_known = has_vat_id || has_number || has_representative;
    let (fits, terms): (bool, &'static [&'static str]) = match one.vat.category {
        Category::Standard
        | Category::Zero
        | Category::Exempt
        | Category::CanaryIslands
        | Category::CeutaMelilla => (is_known, &["BT-31", "BT-32", "BT-63"]),
        Category::ReverseCharge => (
            is_known && (is_buyer_known || buyer.registration.is_some()),
            &["BT-31", "BT-32", "BT-63", "BT-48", "BT-47"],
        ),
        Category::IntraCommunity => {
            ((has_vat_id || has_representative) && is_buyer_known, &["BT-31", "BT-63", "BT-48"])
        }
        Category::Export => (has_vat_id || has_representative, &["BT-31", "BT-63"]),
        Category::OutOfScope => {
            (!has_vat_id && !has_representative && !is_buyer_known, &["BT-31", "BT-63", "BT-48"])
        }
        Category::SplitPayment => (true, &[]),
    };
    if !fits {
        let rule = format!("BR-{}-{:02}", rule_name(one.vat.category), 2 + one.step);
        found.add(Severity::Fatal, one.place, rule, terms);
    }
}

// BR-E-10 and the same of the other categories.
fn reason(found: &mut Findings, invoice: &Invoice, category: Category) {
    let known = invoice.exemptions.iter().find(|known| known.category == category);
    let is_given = known
        .is_some_and(|known| !is_absent(known.text.as_ref()) || !is_absent(known.code.as_ref()));
    if is_given != category.needs_reason() && category != Category::SplitPayment {
        let rule = format!("BR-{}-10", rule_name(category));
        found.add(Severity::Fatal, Place::Document, rule, &["BT-120", "BT-121"]);
    }
}

fn delivery(found: &mut Findings, invoice: &Invoice) {
    let delivery = invoice.delivery.as_ref();
    let is_dated = delivery.is_some_and(|delivery| delivery.delivered_on.is_some());
    let postal = delivery.and_then(|delivery| delivery.postal.as_ref());
    let is_placed = postal.is_some_and(|postal| !is_blank(&postal.country));
    let rules = [
        (!is_dated && invoice.period.is_none(), "BR-IC-11", &["BT-72", "BG-14"][..]),
        (!is_placed, "BR-IC-12", &["BT-80"]),
    ];
    found.fatal(Place::Document, &rules);
}

fn alone(found: &mut Findings, uses: &[Use]) {
    let others: Vec<&Use> =
        uses.iter().filter(|one| one.vat.category != Category::OutOfScope).collect();
    if !others.is_empty() {
        found.fatal(Place::Document, &[(true, "BR-O-11", &["BT-118"][..])]);
    }
    for one in others {
        let rule = format!("BR-O-{}", 12 + one.step);
        found.add(Severity::Fatal, one.place, rule, one.terms);
    }
}
