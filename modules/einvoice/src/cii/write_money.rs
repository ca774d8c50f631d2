//! Payment, allowances, VAT and totals.

use kernel::{Currency, Decimal};

use super::write::{day, period};
use super::write_party::payee;
use crate::identifier::is_iban_shaped;
use crate::model::{
    Adjustment, CreditTransfer, Invoice, LineAdjustment, Payment, Preceding, Sign, TaxPoint, Vat,
};
use crate::text;
use crate::totals::{Breakdown, Totals};
use crate::xml::Node;

/// All that is about money.
pub fn settlement(invoice: &Invoice, totals: &Totals) -> Node {
    let mut node = Node::new("ram:ApplicableHeaderTradeSettlement");
    let payment = invoice.payment.as_ref();
    let debit = payment.and_then(|payment| payment.debit.as_ref());
    let creditor = debit.and_then(|debit| debit.creditor.as_deref());
    node.option("ram:CreditorReferenceID", creditor);
    let remittance = payment.and_then(|payment| payment.remittance.as_deref());
    node.option("ram:PaymentReference", remittance);
    let vat_currency = invoice.vat_currency.map(|vat| vat.currency.code().to_owned());
    node.option("ram:TaxCurrencyCode", vat_currency.as_deref());
    node.text("ram:InvoiceCurrencyCode", invoice.currency.code());
    node.extend(invoice.payee.as_ref().map(payee));
    node.extend(payment.into_iter().flat_map(means));
    // A day may stand only once (CII-SR-461).
    let mut tax_point = invoice.tax_point;
    for group in &totals.breakdown {
        node.push(tax(group, tax_point));
        tax_point = tax_point.filter(|point| !matches!(point, TaxPoint::On(_)));
    }
    node.extend(invoice.period.map(period));
    node.extend(invoice.adjustments.iter().map(document_adjustment));
    node.push_filled(terms(invoice));
    node.push(summation(invoice, totals));
    node.extend(invoice.preceding.iter().map(preceding));
    let account = "ram:ReceivableSpecifiedTradeAccountingAccount";
    node.nested([account, "ram:ID"], invoice.accounting.as_deref());
    node
}

fn means(payment: &Payment) -> Vec<Node> {
    let n_elements = payment.transfers.len().max(1);
    (0..n_elements)
        .map(|n| {
            let mut node = Node::new("ram:SpecifiedTradeSettlementPaymentMeans");
            node.text("ram:TypeCode", &payment.means);
            node.option("ram:Information", payment.means_text.as_deref());
            if n == 0 {
                card_and_debtor(&mut node, payment);
            }
            if let Some(transfer) = payment.transfers.get(n) {
                node.extend(account(transfer));
            }
            node
        })
        .collect()
}

fn card_and_debtor(node: &mut Node, payment: &Payment) {
    if let Some(card) = &payment.card {
        let name = "ram:ApplicableTradeSettlementFinancialCard";
        let mut inner = Node::new(name).and(Node::of("ram:ID", &card.number));
        inner.option("ram:CardholderName", card.holder.as_deref());
        node.push(inner);
    }
    let account = payment.debit.as_ref().and_then(|debit| debit.account.as_deref());
    node.nested(["ram:PayerPartyDebtorFinancialAccount", "ram:IBANID"], account);
}

fn account(transfer: &CreditTransfer) -> Vec<Node> {
    let mut node = Node::new("ram:PayeePartyCreditorFinancialAccount");
    let is_iban = is_iban_shaped(&transfer.account);
    let account = Some(transfer.account.as_str());
    node.option("ram:IBANID", account.filter(|_| is_iban));
    node.option("ram:AccountName", transfer.name.as_deref());
    node.option("ram:ProprietaryID", account.filter(|_| !is_iban));
    let mut nodes = vec![node];
    nodes.extend(transfer.bank.as_deref().map(|bank| {
        let name = "ram:PayeeSpecifiedCreditorFinancialInstitution";
        Node::new(name).and(Node::of("ram:BICID", bank))
    }));
    nodes
}

fn money(name: &'static str, number: Decimal) -> Node {
    Node::of(name, text::amount(number))
}

fn tax(group: &Breakdown, tax_point: Option<TaxPoint>) -> Node {
    let mut node = Node::new("ram:ApplicableTradeTax");
    node.push(money("ram:CalculatedAmount", group.amount));
    node.text("ram:TypeCode", "VAT");
    node.option("ram:ExemptionReason", group.reason.as_deref());
    node.push(money("ram:BasisAmount", group.base));
    node.text("ram:CategoryCode", group.vat.category.code());
    node.option("ram:ExemptionReasonCode", group.reason_code.as_deref());
    match tax_point {
        Some(TaxPoint::On(on)) => {
            let day = Node::of("udt:DateString", text::compact(on)).with("format", "102");
            node.push(Node::new("ram:TaxPointDate").and(day));
        }
        // UNTDID 2475.
        Some(TaxPoint::Issue) => node.text("ram:DueDateTypeCode", "5"),
        Some(TaxPoint::Delivery) => node.text("ram:DueDateTypeCode", "29"),
        Some(TaxPoint::Payment) => node.text("ram:DueDateTypeCode", "72"),
        None => {}
    }
    // The German rules (BR-DE-14) ask for a rate even outside the scope.
    node.text("ram:RateApplicablePercent", text::number(group.vat.rate.unwrap_or_default()));
    node
}

/// Category and rate of a line or of an allowance or charge.
pub fn vat(name: &'static str, found: Vat) -> Node {
    let mut node = Node::new(name).and(Node::of("ram:TypeCode", "VAT"));
    node.text("ram:CategoryCode", found.category.code());
    node.option("ram:RateApplicablePercent", found.rate.map(text::number).as_deref());
    node
}

fn document_adjustment(found: &Adjustment) -> Node {
    let Adjustment { sign, amount, base, percent, reason, reason_code, .. } = found.clone();
    let own = LineAdjustment { sign, amount, base, percent, reason, reason_code };
    adjustment(&own).and(vat("ram:CategoryTradeTax", found.vat))
}

/// An allowance or charge without its VAT.
pub fn adjustment(found: &LineAdjustment) -> Node {
    let mut node = Node::new("ram:SpecifiedTradeAllowanceCharge").and(indicator(found.sign));
    node.option("ram:CalculationPercent", found.percent.map(text::number).as_deref());
    node.extend(found.base.map(|base| money("ram:BasisAmount", base)));
    node.push(money("ram:ActualAmount", found.amount));
    node.option("ram:ReasonCode", found.reason_code.as_deref());
    node.option("ram:Reason", found.reason.as_deref());
    node
}

/// Whether it takes away or adds.
pub fn indicator(sign: Sign) -> Node {
    let is_charge = match sign {
        Sign::Allowance => "false",
        Sign::Charge => "true",
    };
    Node::new("ram:ChargeIndicator").and(Node::of("udt:Indicator", is_charge))
}

fn terms(invoice: &Invoice) -> Node {
    let mut node = Node::new("ram:SpecifiedTradePaymentTerms");
    node.option("ram:Description", text::terms(&invoice.terms).as_deref());
    node.extend(invoice.due_on.map(|due| day("ram:DueDateDateTime", due)));
    let debit = invoice.payment.as_ref().and_then(|payment| payment.debit.as_ref());
    let mandate = debit.and_then(|debit| debit.mandate.as_deref());
    node.option("ram:DirectDebitMandateID", mandate);
    node
}

fn summation(invoice: &Invoice, totals: &Totals) -> Node {
    let mut node = Node::new("ram:SpecifiedTradeSettlementHeaderMonetarySummation");
    let has = |sign| invoice.adjustments.iter().any(|adjustment| adjustment.sign == sign);
    node.push(money("ram:LineTotalAmount", totals.line_total));
    if has(Sign::Charge) {
        node.push(money("ram:ChargeTotalAmount", totals.charges));
    }
    if has(Sign::Allowance) {
        node.push(money("ram:AllowanceTotalAmount", totals.allowances));
    }
    node.push(money("ram:TaxBasisTotalAmount", totals.net));
    node.push(tax_total(totals.vat, invoice.currency));
    let other = invoice.vat_currency.and_then(|other| Some((other.vat?, other.currency)));
    node.extend(other.map(|(vat, currency)| tax_total(vat, currency)));
    let rounding = invoice.rounding.filter(|rounding| !rounding.is_zero());
    node.extend(rounding.map(|rounding| money("ram:RoundingAmount", rounding)));
    node.push(money("ram:GrandTotalAmount", totals.gross));
    node.extend(invoice.paid.map(|paid| money("ram:TotalPrepaidAmount", paid)));
    node.push(money("ram:DuePayableAmount", totals.due));
    node
}

fn tax_total(number: Decimal, currency: Currency) -> Node {
    money("ram:TaxTotalAmount", number).with("currencyID", currency.code())
}

fn preceding(found: &Preceding) -> Node {
    let mut node = Node::new("ram:InvoiceReferencedDocument")
        .and(Node::of("ram:IssuerAssignedID", &found.number));
    node.extend(found.issued_on.map(|on| {
        let day = Node::of("qdt:DateTimeString", text::compact(on)).with("format", "102");
        Node::new("ram:FormattedIssueDateTime").and(day)
    }));
    node
}
