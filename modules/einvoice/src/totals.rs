//! Totals of a document (BG-22) and the breakdown of VAT (BG-23).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use kernel::Decimal;

use crate::arithmetic::{cents, over, sum, times};
use crate::model::{Adjustment, Category, Invoice, Line, LineAdjustment, Sign, Vat};

/// What follows from the lines, all amounts with two places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    /// Net amount of each line, BT-131, in the order of the lines.
    pub lines: Vec<Decimal>,
    /// Sum of the lines, BT-106.
    pub line_total: Decimal,
    /// Sum of allowances, BT-107.
    pub allowances: Decimal,
    /// Sum of charges, BT-108.
    pub charges: Decimal,
    /// Without VAT, BT-109 = BT-106 − BT-107 + BT-108.
    pub net: Decimal,
    /// VAT, BT-110, the sum of the breakdown.
    pub vat: Decimal,
    /// With VAT, BT-112 = BT-109 + BT-110.
    pub gross: Decimal,
    /// Paid before, BT-113.
    pub paid: Decimal,
    /// Rounding, BT-114.
    pub rounding: Decimal,
    /// Due, BT-115 = BT-112 − BT-113 + BT-114, with payments for others (BR-DEX-09) added.
    pub due: Decimal,
    /// VAT by category and rate, BG-23, never empty for a document with lines.
    pub breakdown: Vec<Breakdown>,
}

/// VAT of one category and rate, BG-23.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breakdown {
    /// Category and rate, BT-118 and BT-119.
    pub vat: Vat,
    /// What is taxed, BT-116.
    pub base: Decimal,
    /// The tax, BT-117 = BT-116 × BT-119, rounded to cents (BR-CO-17).
    pub amount: Decimal,
    /// Why none is charged, in words, BT-120.
    pub reason: Option<String>,
    /// Why none is charged, as a code, BT-121.
    pub reason_code: Option<String>,
}

/// Computes what EN 16931 asks for (BR-CO-10 to BR-CO-18); numbers out of all measure saturate.
#[must_use]
pub fn totals(invoice: &Invoice) -> Totals {
    from_lines(invoice, invoice.lines.iter().map(line_net).collect())
}

/// Computes the totals from given net amounts of the lines.
pub fn from_lines(invoice: &Invoice, lines: Vec<Decimal>) -> Totals {
    let line_total = sum(lines.iter().copied());
    let allowances = adjusted(&invoice.adjustments, Sign::Allowance);
    let charges = adjusted(&invoice.adjustments, Sign::Charge);
    let net = line_total.saturating_sub(allowances).saturating_add(charges);
    let breakdown = breakdown(invoice, &lines);
    let vat = sum(breakdown.iter().map(|group| group.amount));
    let gross = net.saturating_add(vat);
    let paid = cents(invoice.paid.unwrap_or_default());
    let rounding = cents(invoice.rounding.unwrap_or_default());
    let others = sum(invoice.third_party.iter().map(|payment| cents(payment.amount)));
    let due = gross.saturating_sub(paid).saturating_add(rounding).saturating_add(others);
    Totals {
        lines,
        line_total,
        allowances,
        charges,
        net,
        vat,
        gross,
        paid,
        rounding,
        due,
        breakdown,
    }
}

/// Net amount of a line, BT-131: quantity × price, with its allowances and charges.
#[must_use]
pub fn line_net(line: &Line) -> Decimal {
    let base = line.price.base_quantity.filter(|base| !base.is_zero()).unwrap_or(Decimal::ONE);
    let goods = over(times(line.quantity, line.price.net), base);
    let signed = |adjustment: &LineAdjustment| match adjustment.sign {
        Sign::Allowance => -cents(adjustment.amount),
        Sign::Charge => cents(adjustment.amount),
    };
    cents(goods.saturating_add(sum(line.adjustments.iter().map(signed))))
}

fn adjusted(adjustments: &[Adjustment], sign: Sign) -> Decimal {
    let those = adjustments.iter().filter(|adjustment| adjustment.sign == sign);
    sum(those.map(|adjustment| cents(adjustment.amount)))
}

// Sorted by category, the highest rate first; a map, because hostile documents have many rates.
fn breakdown(invoice: &Invoice, lines: &[Decimal]) -> Vec<Breakdown> {
    let mut bases: BTreeMap<(Category, Reverse<Option<Decimal>>), Decimal> = BTreeMap::new();
    let mut add = |vat: Vat, amount: Decimal| {
        let Vat { category, rate } = keyed(vat);
        let base = bases.entry((category, Reverse(rate))).or_default();
        *base = base.saturating_add(amount);
    };
    for (line, net) in invoice.lines.iter().zip(lines) {
        add(line.vat, *net);
    }
    for adjustment in &invoice.adjustments {
        let amount = cents(adjustment.amount);
        match adjustment.sign {
            Sign::Allowance => add(adjustment.vat, -amount),
            Sign::Charge => add(adjustment.vat, amount),
        }
    }
    let group = |((category, Reverse(rate)), base)| taxed(invoice, Vat { category, rate }, base);
    bases.into_iter().map(group).collect()
}

// What is outside the scope has no rate, whatever a line says of it (BR-O-5).
fn keyed(vat: Vat) -> Vat {
    match vat.category {
        Category::OutOfScope => Vat { rate: None, ..vat },
        Category::Standard
        | Category::Zero
        | Category::Exempt
        | Category::ReverseCharge
        | Category::IntraCommunity
        | Category::Export
        | Category::CanaryIslands
        | Category::CeutaMelilla
        | Category::SplitPayment => Vat { rate: Some(vat.rate.unwrap_or_default()), ..vat },
    }
}

fn taxed(invoice: &Invoice, vat: Vat, base: Decimal) -> Breakdown {
    let rate = vat.rate.unwrap_or_default();
    let amount = cents(over(times(base, rate), Decimal::ONE_HUNDRED));
    let exemption = invoice.exemptions.iter().find(|known| known.category == vat.category);
    Breakdown {
        vat,
        base,
        amount,
        reason: exemption.and_then(|known| known.text.clone()),
        reason_code: exemption.and_then(|known| known.code.clone()),
    }
}
