//! Payment, allowances, VAT and totals.

use kernel::{Currency, Decimal};

use crate::model::{Adjustment, CreditTransfer, Invoice, Payment, Sign, Vat};
use crate::text;
use crate::totals::{Breakdown, Totals};
use crate::xml::Node;

/// An amount with its currency.
pub fn amount(name: &'static str, number: Decimal, currency: Currency) -> Node {
    Node::of(name, text::amount(number)).with("currencyID", currency.code())
}

/// Payment instructions, one element for each account.
pub fn payments(invoice: &Invoice) -> Vec<Node> {
    let due_on = invoice.due_on.filter(|_| invoice.kind.is_credit()).map(|day| day.to_string());
    let Some(payment) = &invoice.payment else {
        // Code 1, "instrument not defined", holds the day of a credit note alone.
        return due_on.map(|day| means("1", None, Some(&day))).into_iter().collect();
    };
    let n_elements = payment.transfers.len().max(1);
    (0..n_elements)
        .map(|n| {
            // Words and day may stand only once (UBL-SR-45, UBL-SR-46).
            let words = payment.means_text.as_deref().filter(|_| n == 0);
            let due_on = due_on.as_deref().filter(|_| n == 0);
            let mut node = means(&payment.means, words, due_on);
            node.option("cbc:PaymentID", payment.remittance.as_deref());
            if n == 0 {
                card(&mut node, payment);
            }
            node.extend(payment.transfers.get(n).map(account));
            if n == 0 {
                mandate(&mut node, payment);
            }
            node
        })
        .collect()
}

fn means(code: &str, name: Option<&str>, due_on: Option<&str>) -> Node {
    let code = Node::of("cbc:PaymentMeansCode", code).with_option("name", name);
    let mut node = Node::new("cac:PaymentMeans").and(code);
    node.option("cbc:PaymentDueDate", due_on);
    node
}

fn card(node: &mut Node, payment: &Payment) {
    let Some(card) = &payment.card else { return };
    let mut inner = Node::new("cac:CardAccount")
        .and(Node::of("cbc:PrimaryAccountNumberID", &card.number))
        // The schema wants a network, of which EN 16931 knows nothing.
        .and(Node::of("cbc:NetworkID", "NA"));
    inner.option("cbc:HolderName", card.holder.as_deref());
    node.push(inner);
}

fn account(transfer: &CreditTransfer) -> Node {
    let mut node =
        Node::new("cac:PayeeFinancialAccount").and(Node::of("cbc:ID", &transfer.account));
    node.option("cbc:Name", transfer.name.as_deref());
    node.nested(["cac:FinancialInstitutionBranch", "cbc:ID"], transfer.bank.as_deref());
    node
}

fn mandate(node: &mut Node, payment: &Payment) {
    let Some(debit) = &payment.debit else { return };
    let mut inner = Node::new("cac:PaymentMandate");
    inner.option("cbc:ID", debit.mandate.as_deref());
    inner.nested(["cac:PayerFinancialAccount", "cbc:ID"], debit.account.as_deref());
    node.push_filled(inner);
}

/// An allowance or charge of the document.
pub fn adjustment(found: &Adjustment, currency: Currency) -> Node {
    let mut node = Node::new("cac:AllowanceCharge");
    let Adjustment { sign, amount: taken, base, percent, reason, reason_code, vat } = found;
    sign_and_reason(&mut node, *sign, [reason_code, reason]);
    node.option("cbc:MultiplierFactorNumeric", percent.map(text::number).as_deref());
    node.push(amount("cbc:Amount", *taken, currency));
    node.extend(base.map(|base| amount("cbc:BaseAmount", base, currency)));
    node.push(tax_category("cac:TaxCategory", *vat, [None, None]));
    node
}

/// What every allowance and charge begins with.
pub fn sign_and_reason(node: &mut Node, sign: Sign, [code, reason]: [&Option<String>; 2]) {
    let is_charge = match sign {
        Sign::Allowance => "false",
        Sign::Charge => "true",
    };
    node.text("cbc:ChargeIndicator", is_charge);
    node.option("cbc:AllowanceChargeReasonCode", code.as_deref());
    node.option("cbc:AllowanceChargeReason", reason.as_deref());
}

/// Category and rate, with code and words of an exemption.
pub fn tax_category(name: &'static str, vat: Vat, [code, reason]: [Option<&str>; 2]) -> Node {
    let mut node = Node::new(name).and(Node::of("cbc:ID", vat.category.code()));
    node.option("cbc:Percent", vat.rate.map(text::number).as_deref());
    node.option("cbc:TaxExemptionReasonCode", code);
    node.option("cbc:TaxExemptionReason", reason);
    node.push(Node::new("cac:TaxScheme").and(Node::of("cbc:ID", "VAT")));
    node
}

/// VAT in the currency of the document with its breakdown, then in that of the tax office.
pub fn taxes(invoice: &Invoice, totals: &Totals) -> Vec<Node> {
    let mut node =
        Node::new("cac:TaxTotal").and(amount("cbc:TaxAmount", totals.vat, invoice.currency));
    node.extend(totals.breakdown.iter().map(|group| subtotal(group, invoice.currency)));
    let other = invoice.vat_currency.and_then(|other| Some((other.currency, other.vat?)));
    let other = other.map(|(currency, vat)| {
        Node::new("cac:TaxTotal").and(amount("cbc:TaxAmount", vat, currency))
    });
    std::iter::once(node).chain(other).collect()
}

fn subtotal(group: &Breakdown, currency: Currency) -> Node {
    // BR-48 asks for a rate unless the category is outside the scope, and the German rules
    // (BR-DE-14) for one even then.
    let vat = Vat { rate: Some(group.vat.rate.unwrap_or_default()), ..group.vat };
    let reasons = [group.reason_code.as_deref(), group.reason.as_deref()];
    Node::new("cac:TaxSubtotal")
        .and(amount("cbc:TaxableAmount", group.base, currency))
        .and(amount("cbc:TaxAmount", group.amount, currency))
        .and(tax_category("cac:TaxCategory", vat, reasons))
}

/// The totals of the document.
pub fn summation(invoice: &Invoice, totals: &Totals) -> Node {
    let money = |name, number| amount(name, number, invoice.currency);
    let filled = |number: Decimal| Some(number).filter(|number| !number.is_zero());
    let mut node = Node::new("cac:LegalMonetaryTotal");
    node.push(money("cbc:LineExtensionAmount", totals.line_total));
    node.push(money("cbc:TaxExclusiveAmount", totals.net));
    node.push(money("cbc:TaxInclusiveAmount", totals.gross));
    let sums = [(Sign::Allowance, totals.allowances), (Sign::Charge, totals.charges)];
    for (sign, sum) in sums {
        let name = match sign {
            Sign::Allowance => "cbc:AllowanceTotalAmount",
            Sign::Charge => "cbc:ChargeTotalAmount",
        };
        if invoice.adjustments.iter().any(|adjustment| adjustment.sign == sign) {
            node.push(money(name, sum));
        }
    }
    node.extend(invoice.paid.map(|paid| money("cbc:PrepaidAmount", paid)));
    let rounding = invoice.rounding.and_then(filled);
    node.extend(rounding.map(|rounding| money("cbc:PayableRoundingAmount", rounding)));
    node.push(money("cbc:PayableAmount", totals.due));
    node
}
