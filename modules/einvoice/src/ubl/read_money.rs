//! Payment, allowances, VAT and stated totals.

use kernel::Currency;

use super::read::UNDEFINED;
use super::read_party::creditor;
use crate::model::{
    Adjustment, Card, CreditTransfer, DirectDebit, Exemption, Invoice, LineAdjustment, Payment,
    Sign, ThirdPartyPayment, Vat, VatCurrency,
};
use crate::read::{Refused, Stated, StatedVat, merged};
use crate::xml::Element;

/// Payment instructions; elements of one means are one, others are told as not understood.
pub fn payment(root: &Element, is_credit: bool) -> Option<Payment> {
    let mut payment: Option<Payment> = None;
    for element in root.all("cac:PaymentMeans") {
        let found = means(element);
        if is_credit && found == holder() {
            continue;
        }
        match &mut payment {
            None => payment = Some(found),
            Some(known) if known.means == found.means => {
                known.transfers.extend(found.transfers);
                known.card = known.card.take().or(found.card);
                known.debit = known.debit.take().or(found.debit);
            }
            Some(_) => element.leave(),
        }
    }
    let creditor = creditor(root);
    if let (Some(payment), Some(creditor)) = (&mut payment, creditor) {
        let debit = payment.debit.get_or_insert_with(DirectDebit::default);
        debit.creditor = Some(creditor);
    }
    payment
}

// What a credit note with a day and without payment instructions is written with.
fn holder() -> Payment {
    Payment { means: UNDEFINED.to_owned(), ..Payment::default() }
}

fn means(element: &Element) -> Payment {
    let code = element.child("cbc:PaymentMeansCode");
    let _ = element.text("cbc:PaymentDueDate");
    let account = element.child("cac:PayeeFinancialAccount").map(|account| CreditTransfer {
        account: account.text("cbc:ID").unwrap_or_default(),
        name: account.text("cbc:Name"),
        bank: account.text("cac:FinancialInstitutionBranch/cbc:ID"),
    });
    let card = element.child("cac:CardAccount").map(|card| {
        let _ = card.text("cbc:NetworkID");
        Card {
            number: card.text("cbc:PrimaryAccountNumberID").unwrap_or_default(),
            holder: card.text("cbc:HolderName"),
        }
    });
    let debit = element.child("cac:PaymentMandate").map(|mandate| DirectDebit {
        mandate: mandate.text("cbc:ID"),
        creditor: None,
        account: mandate.text("cac:PayerFinancialAccount/cbc:ID"),
    });
    Payment {
        means: code.and_then(Element::own_text).unwrap_or_default().to_owned(),
        means_text: code.and_then(|code| code.attribute("name")).map(str::to_owned),
        remittance: element.text("cbc:PaymentID"),
        transfers: account.into_iter().collect(),
        card,
        debit,
    }
}

/// Payments for others, of the XRechnung extension.
pub fn third_party(root: &Element, currency: Currency) -> Result<Vec<ThirdPartyPayment>, Refused> {
    let one = |element: &Element| {
        Ok(ThirdPartyPayment {
            kind: element.text("cbc:ID").unwrap_or_default(),
            amount: element.amount("cbc:PaidAmount", currency)?.unwrap_or_default(),
            text: element.text("cbc:InstructionID").unwrap_or_default(),
        })
    };
    root.all("cac:PrepaidPayment").map(one).collect()
}

/// Allowances and charges of the document.
pub fn adjustments(root: &Element, currency: Currency) -> Result<Vec<Adjustment>, Refused> {
    let one = |element: &Element| {
        let LineAdjustment { sign, amount, base, percent, reason, reason_code } =
            adjustment(element, currency)?;
        let missing = || Refused::Missing { path: "cac:AllowanceCharge/cac:TaxCategory".into() };
        let vat = vat(element.child("cac:TaxCategory").ok_or_else(missing)?)?;
        Ok(Adjustment { sign, amount, base, percent, vat, reason, reason_code })
    };
    root.all("cac:AllowanceCharge").map(one).collect()
}

/// An allowance or charge without its VAT.
pub fn adjustment(element: &Element, currency: Currency) -> Result<LineAdjustment, Refused> {
    let is_charge = element.indicator("cbc:ChargeIndicator")?;
    let missing = || Refused::Missing { path: "cac:AllowanceCharge/cbc:Amount".into() };
    Ok(LineAdjustment {
        sign: if is_charge { Sign::Charge } else { Sign::Allowance },
        amount: element.amount("cbc:Amount", currency)?.ok_or_else(missing)?,
        base: element.amount("cbc:BaseAmount", currency)?,
        percent: element.decimal("cbc:MultiplierFactorNumeric")?,
        reason: element.text("cbc:AllowanceChargeReason"),
        reason_code: element.text("cbc:AllowanceChargeReasonCode"),
    })
}

/// Category and rate.
pub fn vat(category: &Element) -> Result<Vat, Refused> {
    category.only_vat("cac:TaxScheme/cbc:ID");
    category.vat("cbc:ID", "cbc:Percent")
}

/// The currency of the tax office with the sum of VAT in it.
pub fn vat_currency(root: &Element) -> Result<Option<VatCurrency>, Refused> {
    let Some(currency) = root.currency("cbc:TaxCurrencyCode")? else { return Ok(None) };
    let mut vat = None;
    for total in root.all("cac:TaxTotal") {
        let amount = total.child("cbc:TaxAmount");
        if amount.is_some_and(|found| found.attribute("currencyID") == Some(currency.code())) {
            vat = total.decimal("cbc:TaxAmount")?;
        }
    }
    Ok(Some(VatCurrency { currency, vat }))
}

/// Why categories charge no tax.
pub fn exemptions(root: &Element) -> Result<Vec<Exemption>, Refused> {
    let mut exemptions = Vec::new();
    for category in subtotals(root).filter_map(|subtotal| subtotal.child("cac:TaxCategory")) {
        let text = category.text("cbc:TaxExemptionReason");
        let code = category.text("cbc:TaxExemptionReasonCode");
        let found = Exemption { category: vat(category)?.category, text, code };
        merged(&mut exemptions, found);
    }
    Ok(exemptions)
}

fn subtotals(root: &Element) -> impl Iterator<Item = &Element> {
    root.all("cac:TaxTotal").flat_map(|total| total.all("cac:TaxSubtotal"))
}

/// Totals as the document states them.
pub fn stated(root: &Element, invoice: &Invoice) -> Result<Stated, Refused> {
    let currency = invoice.currency;
    let mut stated = Stated::default();
    for total in root.all("cac:TaxTotal") {
        let amount = total.child("cbc:TaxAmount");
        let stated_in = amount.and_then(|found| found.attribute("currencyID"));
        if stated_in.is_none_or(|code| code == currency.code()) {
            stated.vat = stated.vat.or(total.decimal("cbc:TaxAmount")?);
        }
    }
    for subtotal in subtotals(root) {
        let missing = || Refused::Missing { path: "cac:TaxSubtotal/cac:TaxCategory".into() };
        stated.breakdown.push(StatedVat {
            vat: vat(subtotal.child("cac:TaxCategory").ok_or_else(missing)?)?,
            base: subtotal.amount("cbc:TaxableAmount", currency)?,
            amount: subtotal.amount("cbc:TaxAmount", currency)?,
        });
    }
    let Some(sums) = root.child("cac:LegalMonetaryTotal") else { return Ok(stated) };
    stated.line_total = sums.amount("cbc:LineExtensionAmount", currency)?;
    stated.allowances = sums.amount("cbc:AllowanceTotalAmount", currency)?;
    stated.charges = sums.amount("cbc:ChargeTotalAmount", currency)?;
    stated.net = sums.amount("cbc:TaxExclusiveAmount", currency)?;
    stated.gross = sums.amount("cbc:TaxInclusiveAmount", currency)?;
    stated.due = sums.amount("cbc:PayableAmount", currency)?;
    Ok(stated)
}
