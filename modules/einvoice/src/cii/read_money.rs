//! Payment, allowances, VAT and stated totals.

use kernel::Currency;

use super::read::period;
use super::read_party::payee;
use crate::model::{
    Adjustment, Card, CashDiscount, CreditTransfer, DirectDebit, Exemption, Invoice,
    LineAdjustment, Payment, Preceding, Sign, TaxPoint, VatCurrency,
};
use crate::read::{Refused, Stated, StatedVat, merged};
use crate::text::parse_terms;
use crate::xml::Element;

/// All that is about money, and the totals as they are stated.
pub fn settlement(element: &Element, invoice: &mut Invoice) -> Result<Stated, Refused> {
    let currency = invoice.currency;
    invoice.payee = element.child("ram:PayeeTradeParty").map(payee);
    invoice.payment = payment(element);
    invoice.period = period(element)?;
    invoice.tax_point = tax_point(element)?;
    let adjusted = element.all("ram:SpecifiedTradeAllowanceCharge");
    let adjusted: Result<Vec<Adjustment>, Refused> =
        adjusted.map(|found| document_adjustment(found, currency)).collect();
    invoice.adjustments = adjusted?;
    terms(element, invoice)?;
    invoice.accounting = element.text("ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID");
    for found in element.all("ram:InvoiceReferencedDocument") {
        let number = found.text("ram:IssuerAssignedID").unwrap_or_default();
        let issued_on = found.compact_day("ram:FormattedIssueDateTime")?;
        invoice.preceding.push(Preceding { number, issued_on });
    }
    let mut stated = Stated::default();
    taxes(element, invoice, &mut stated)?;
    summation(element, invoice, &mut stated)?;
    Ok(stated)
}

// EN 16931 has one element; EXTENDED may have several, and cash discounts as elements of their own.
fn terms(element: &Element, invoice: &mut Invoice) -> Result<(), Refused> {
    let mut words = Vec::new();
    let mut discounts = Vec::new();
    for found in element.all("ram:SpecifiedTradePaymentTerms") {
        invoice.due_on = invoice.due_on.or(found.compact_day("ram:DueDateDateTime")?);
        words.extend(found.child("ram:Description").map(|text| text.text.as_str()));
        for inner in found.all("ram:ApplicableTradePaymentDiscountTerms") {
            match discount(inner)? {
                Some(discount) => discounts.push(discount),
                None => inner.leave(),
            }
        }
    }
    invoice.terms = parse_terms(Some(&words.join("\n")));
    invoice.terms.discounts.extend(discounts);
    Ok(())
}

fn discount(element: &Element) -> Result<Option<CashDiscount>, Refused> {
    let period = element.child("ram:BasisPeriodMeasure");
    let is_days = period.is_some_and(|period| period.attribute("unitCode") == Some("DAY"));
    let days = element.decimal("ram:BasisPeriodMeasure")?.filter(|_| is_days);
    let days = days.and_then(|days| days.normalize().to_string().parse().ok());
    let percent = element.decimal("ram:CalculationPercent")?;
    let base = element.decimal("ram:BasisAmount")?;
    Ok(days.zip(percent).map(|(days, percent)| CashDiscount { days, percent, base }))
}

// Elements of one means are one; others are told as not understood.
fn payment(element: &Element) -> Option<Payment> {
    let mut payment: Option<Payment> = None;
    for means_element in element.all("ram:SpecifiedTradeSettlementPaymentMeans") {
        let found = means(means_element);
        match &mut payment {
            None => payment = Some(found),
            Some(known) if known.means == found.means => {
                known.transfers.extend(found.transfers);
                known.card = known.card.take().or(found.card);
                known.debit = known.debit.take().or(found.debit);
            }
            Some(_) => means_element.leave(),
        }
    }
    let creditor = element.text("ram:CreditorReferenceID");
    let mandate = "ram:SpecifiedTradePaymentTerms/ram:DirectDebitMandateID";
    let mandate = element.text(mandate);
    let remittance = element.text("ram:PaymentReference");
    if let Some(payment) = &mut payment {
        if creditor.is_some() || mandate.is_some() {
            let debit = payment.debit.get_or_insert_with(DirectDebit::default);
            (debit.creditor, debit.mandate) = (creditor, mandate);
        }
        payment.remittance = remittance;
    }
    payment
}

fn means(element: &Element) -> Payment {
    let bank = element.text("ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID");
    let account = element.child("ram:PayeePartyCreditorFinancialAccount");
    let account = account.map(|account| CreditTransfer {
        account: account
            .text("ram:IBANID")
            .or_else(|| account.text("ram:ProprietaryID"))
            .unwrap_or_default(),
        name: account.text("ram:AccountName"),
        bank,
    });
    let card = element.child("ram:ApplicableTradeSettlementFinancialCard").map(|card| Card {
        number: card.text("ram:ID").unwrap_or_default(),
        holder: card.text("ram:CardholderName"),
    });
    let charged = element.text("ram:PayerPartyDebtorFinancialAccount/ram:IBANID");
    let debit =
        charged.map(|account| DirectDebit { account: Some(account), ..DirectDebit::default() });
    Payment {
        means: element.text("ram:TypeCode").unwrap_or_default(),
        means_text: element.text("ram:Information"),
        remittance: None,
        transfers: account.into_iter().collect(),
        card,
        debit,
    }
}

// Every group of the breakdown says it again.
fn tax_point(element: &Element) -> Result<Option<TaxPoint>, Refused> {
    let mut found = None;
    for tax in element.all("ram:ApplicableTradeTax") {
        let coded = match tax.text("ram:DueDateTypeCode").as_deref() {
            Some("5") => Some(TaxPoint::Issue),
            Some("29") => Some(TaxPoint::Delivery),
            Some("72") => Some(TaxPoint::Payment),
            Some(_) | None => None,
        };
        let dated = tax.compact_day("ram:TaxPointDate")?.map(TaxPoint::On);
        found = found.or(dated).or(coded);
    }
    Ok(found)
}

fn document_adjustment(element: &Element, currency: Currency) -> Result<Adjustment, Refused> {
    let LineAdjustment { sign, amount, base, percent, reason, reason_code } =
        adjustment(element, currency)?;
    let missing = || Refused::Missing { path: "ram:CategoryTradeTax".into() };
    let tax = element.child("ram:CategoryTradeTax").ok_or_else(missing)?;
    tax.only_vat("ram:TypeCode");
    let vat = tax.vat("ram:CategoryCode", "ram:RateApplicablePercent")?;
    Ok(Adjustment { sign, amount, base, percent, vat, reason, reason_code })
}

/// An allowance or charge without its VAT.
pub fn adjustment(element: &Element, currency: Currency) -> Result<LineAdjustment, Refused> {
    let is_charge = element.indicator("ram:ChargeIndicator/udt:Indicator")?;
    let missing = || Refused::Missing { path: "ram:ActualAmount".into() };
    Ok(LineAdjustment {
        sign: if is_charge { Sign::Charge } else { Sign::Allowance },
        amount: element.amount("ram:ActualAmount", currency)?.ok_or_else(missing)?,
        base: element.amount("ram:BasisAmount", currency)?,
        percent: element.decimal("ram:CalculationPercent")?,
        reason: element.text("ram:Reason"),
        reason_code: element.text("ram:ReasonCode"),
    })
}

fn taxes(element: &Element, invoice: &mut Invoice, stated: &mut Stated) -> Result<(), Refused> {
    for tax in element.all("ram:ApplicableTradeTax") {
        tax.only_vat("ram:TypeCode");
        let vat = tax.vat("ram:CategoryCode", "ram:RateApplicablePercent")?;
        let text = tax.text("ram:ExemptionReason");
        let code = tax.text("ram:ExemptionReasonCode");
        merged(&mut invoice.exemptions, Exemption { category: vat.category, text, code });
        let base = tax.amount("ram:BasisAmount", invoice.currency)?;
        let amount = tax.amount("ram:CalculatedAmount", invoice.currency)?;
        stated.breakdown.push(StatedVat { vat, base, amount });
    }
    Ok(())
}

fn summation(element: &Element, invoice: &mut Invoice, stated: &mut Stated) -> Result<(), Refused> {
    let other = element.currency("ram:TaxCurrencyCode")?;
    invoice.vat_currency = other.map(|currency| VatCurrency { currency, vat: None });
    let sums = element.child("ram:SpecifiedTradeSettlementHeaderMonetarySummation");
    let Some(sums) = sums else { return Ok(()) };
    for total in sums.all("ram:TaxTotalAmount") {
        let wrong = || Refused::Value { path: "ram:TaxTotalAmount".into() };
        let number = crate::text::bounded(&total.text).ok_or_else(wrong)?;
        let code = total.attribute("currencyID");
        match &mut invoice.vat_currency {
            Some(other) if code == Some(other.currency.code()) => other.vat = Some(number),
            Some(_) | None if code.is_none_or(|code| code == invoice.currency.code()) => {
                stated.vat = stated.vat.or(Some(number));
            }
            Some(_) | None => total.leave(),
        }
    }
    let currency = invoice.currency;
    stated.line_total = sums.amount("ram:LineTotalAmount", currency)?;
    stated.charges = sums.amount("ram:ChargeTotalAmount", currency)?;
    stated.allowances = sums.amount("ram:AllowanceTotalAmount", currency)?;
    stated.net = sums.amount("ram:TaxBasisTotalAmount", currency)?;
    stated.gross = sums.amount("ram:GrandTotalAmount", currency)?;
    stated.due = sums.amount("ram:DuePayableAmount", currency)?;
    invoice.paid = sums.amount("ram:TotalPrepaidAmount", currency)?;
    let rounding = sums.amount("ram:RoundingAmount", currency)?;
    invoice.rounding = rounding.filter(|rounding| !rounding.is_zero());
    Ok(())
}
