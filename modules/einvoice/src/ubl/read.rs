//! The document.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kernel::Currency;

use super::read_line::lines;
use super::read_money::{adjustments, exemptions, payment, stated, third_party, vat_currency};
use super::read_party::{delivery, party, payee, representative};
use crate::Syntax;
use crate::model::{
    Attachment, Binary, Delivery, Identifier, Invoice, Kind, Period, Preceding, TaxPoint,
};
use crate::read::{Read, Refused, blank};
use crate::text::{parse_note, parse_terms};
use crate::xml::Element;

/// The code of a payment instrument that holds the day of a credit note alone.
pub const UNDEFINED: &str = "1";

/// The document of a tree.
pub fn read(root: &Element) -> Result<Read, Refused> {
    let is_credit = root.name == "ubl:CreditNote";
    let kind = if is_credit { "cbc:CreditNoteTypeCode" } else { "cbc:InvoiceTypeCode" };
    let missing = |path: &str| Refused::Missing { path: format!("{}/{path}", root.name) };
    let currency = "cbc:DocumentCurrencyCode";
    let currency = root.currency(currency)?.ok_or_else(|| missing(currency))?;
    let issued_on = root.day("cbc:IssueDate")?.ok_or_else(|| missing("cbc:IssueDate"))?;
    let mut invoice = blank(issued_on, Kind::of(&root.required(kind)?), currency);
    head(root, &mut invoice)?;
    references(root, &mut invoice)?;
    let seller = root.at("cac:AccountingSupplierParty/cac:Party");
    let buyer = root.at("cac:AccountingCustomerParty/cac:Party");
    invoice.seller = seller.map(party).unwrap_or_default();
    invoice.buyer = buyer.map(party).unwrap_or_default();
    invoice.payee = root.child("cac:PayeeParty").map(payee);
    invoice.tax_representative = root.child("cac:TaxRepresentativeParty").map(representative);
    invoice.delivery = root.child("cac:Delivery").map(delivery).transpose()?;
    invoice.delivery = invoice.delivery.filter(|found| *found != Delivery::default());
    invoice.payment = payment(root, is_credit);
    let terms = root.child("cac:PaymentTerms").and_then(|terms| terms.child("cbc:Note"));
    invoice.terms = parse_terms(terms.map(|note| note.text.as_str()));
    invoice.third_party = third_party(root, currency)?;
    invoice.adjustments = adjustments(root, currency)?;
    money(root, currency, &mut invoice)?;
    let mut stated = stated(root, &invoice)?;
    let name = if is_credit { "cac:CreditNoteLine" } else { "cac:InvoiceLine" };
    (invoice.lines, stated.lines) = lines(root, name, currency)?;
    let specification = root.text("cbc:CustomizationID").unwrap_or_default();
    let (not_understood, empty) = (Vec::new(), Vec::new());
    Ok(Read { invoice, syntax: Syntax::Ubl, specification, stated, not_understood, empty })
}

fn head(root: &Element, invoice: &mut Invoice) -> Result<(), Refused> {
    invoice.number = root.text("cbc:ID").unwrap_or_default();
    invoice.process = root.text("cbc:ProfileID");
    let notes = root.all("cbc:Note").filter_map(Element::own_text);
    invoice.notes = notes.map(parse_note).collect();
    invoice.accounting = root.text("cbc:AccountingCost");
    invoice.buyer_reference = root.text("cbc:BuyerReference");
    invoice.due_on = match root.day("cbc:DueDate")? {
        Some(day) => Some(day),
        None => match root.child("cac:PaymentMeans") {
            Some(means) => means.day("cbc:PaymentDueDate")?,
            None => None,
        },
    };
    let code = root.at("cac:InvoicePeriod").and_then(|found| found.text("cbc:DescriptionCode"));
    invoice.tax_point = match (root.day("cbc:TaxPointDate")?, code.as_deref()) {
        (Some(day), _) => Some(TaxPoint::On(day)),
        (None, Some("3")) => Some(TaxPoint::Issue),
        (None, Some("35")) => Some(TaxPoint::Delivery),
        (None, Some("432")) => Some(TaxPoint::Payment),
        (None, Some(_) | None) => None,
    };
    invoice.period = period(root)?;
    Ok(())
}

/// A period of a document or a line.
pub fn period(element: &Element) -> Result<Option<Period>, Refused> {
    let Some(found) = element.child("cac:InvoicePeriod") else { return Ok(None) };
    let period = Period { from: found.day("cbc:StartDate")?, to: found.day("cbc:EndDate")? };
    Ok(Some(period).filter(|period| *period != Period::default()))
}

fn references(root: &Element, invoice: &mut Invoice) -> Result<(), Refused> {
    invoice.sales_order = root.text("cac:OrderReference/cbc:SalesOrderID");
    // A seller's order without a buyer's has this in the place that may not be empty.
    let is_filler = |order: &String| order == "NA" && invoice.sales_order.is_some();
    invoice.order = root.text("cac:OrderReference/cbc:ID").filter(|order| !is_filler(order));
    for found in root.all("cac:BillingReference") {
        if let Some(inner) = found.child("cac:InvoiceDocumentReference") {
            let number = inner.text("cbc:ID").unwrap_or_default();
            let issued_on = inner.day("cbc:IssueDate")?;
            invoice.preceding.push(Preceding { number, issued_on });
        }
    }
    invoice.despatch_advice = root.text("cac:DespatchDocumentReference/cbc:ID");
    invoice.receiving_advice = root.text("cac:ReceiptDocumentReference/cbc:ID");
    invoice.tender = root.text("cac:OriginatorDocumentReference/cbc:ID");
    invoice.contract = root.text("cac:ContractDocumentReference/cbc:ID");
    invoice.project = root.text("cac:ProjectReference/cbc:ID");
    for document in root.all("cac:AdditionalDocumentReference") {
        match document.text("cbc:DocumentTypeCode").as_deref() {
            Some("130") => invoice.object = object(document),
            Some("50") => invoice.project = document.text("cbc:ID"),
            Some(_) | None => {
                invoice.attachments.push(attachment(document)?);
                continue;
            }
        }
        if document.text("cbc:ID").is_none() {
            document.leave();
        }
    }
    Ok(())
}

/// What a document or line is about.
pub fn object(document: &Element) -> Option<Identifier> {
    document.child("cbc:ID")?.identifier()
}

fn attachment(document: &Element) -> Result<Attachment, Refused> {
    let embedded = document.at("cac:Attachment/cbc:EmbeddedDocumentBinaryObject");
    Ok(Attachment {
        reference: document.text("cbc:ID").unwrap_or_default(),
        description: document.text("cbc:DocumentDescription"),
        url: document.text("cac:Attachment/cac:ExternalReference/cbc:URI"),
        file: embedded.map(binary).transpose()?,
    })
}

/// An embedded file.
pub fn binary(element: &Element) -> Result<Binary, Refused> {
    let packed: String = element.text.split_whitespace().collect();
    let wrong = |_| Refused::Value { path: element.name.clone() };
    let attribute = |name| element.attribute(name).unwrap_or_default().to_owned();
    Ok(Binary {
        bytes: STANDARD.decode(packed).map_err(wrong)?,
        media_type: attribute("mimeCode"),
        name: attribute("filename"),
    })
}

fn money(root: &Element, currency: Currency, invoice: &mut Invoice) -> Result<(), Refused> {
    invoice.vat_currency = vat_currency(root)?;
    invoice.exemptions = exemptions(root)?;
    if let Some(sums) = root.child("cac:LegalMonetaryTotal") {
        invoice.paid = sums.amount("cbc:PrepaidAmount", currency)?;
        let rounding = sums.amount("cbc:PayableRoundingAmount", currency)?;
        invoice.rounding = rounding.filter(|rounding| !rounding.is_zero());
    }
    Ok(())
}
