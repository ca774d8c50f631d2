//! The document.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::read_line::lines;
use super::read_money::settlement;
use super::read_party::{party, representative, ship_to};
use crate::Syntax;
use crate::model::{Attachment, Binary, Delivery, Identifier, Invoice, Kind, Note, Period};
use crate::read::{Read, Refused, blank};
use crate::xml::Element;

/// The document of a tree.
pub fn read(root: &Element) -> Result<Read, Refused> {
    let missing = |path: &str| Refused::Missing { path: path.to_owned() };
    let document = "rsm:ExchangedDocument";
    let document = root.child(document).ok_or_else(|| missing(document))?;
    let trade = "rsm:SupplyChainTradeTransaction";
    let trade = root.child(trade).ok_or_else(|| missing(trade))?;
    let money = "ram:ApplicableHeaderTradeSettlement";
    let money = trade.child(money).ok_or_else(|| missing(money))?;
    let currency = "ram:InvoiceCurrencyCode";
    let currency = money.currency(currency)?.ok_or_else(|| missing(currency))?;
    let issued_on = document.compact_day("ram:IssueDateTime")?;
    let issued_on = issued_on.ok_or_else(|| missing("ram:IssueDateTime"))?;
    let kind = Kind::of(&document.required("ram:TypeCode")?);
    let mut invoice = blank(issued_on, kind, currency);
    invoice.number = document.text("ram:ID").unwrap_or_default();
    invoice.notes = document.all("ram:IncludedNote").map(note).collect();
    if let Some(found) = trade.child("ram:ApplicableHeaderTradeAgreement") {
        agreement(found, &mut invoice)?;
    }
    if let Some(found) = trade.child("ram:ApplicableHeaderTradeDelivery") {
        delivery(found, &mut invoice)?;
    }
    let mut stated = settlement(money, &mut invoice)?;
    (invoice.lines, stated.lines) = lines(trade, currency)?;
    let context = root.child("rsm:ExchangedDocumentContext");
    let parameter = |path: &str| context.and_then(|context| context.text(path));
    invoice.process = parameter("ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID");
    let specification = parameter("ram:GuidelineSpecifiedDocumentContextParameter/ram:ID");
    let specification = specification.unwrap_or_default();
    let (not_understood, empty) = (Vec::new(), Vec::new());
    Ok(Read { invoice, syntax: Syntax::Cii, specification, stated, not_understood, empty })
}

fn note(element: &Element) -> Note {
    Note {
        subject: element.text("ram:SubjectCode"),
        text: element.text("ram:Content").unwrap_or_default(),
    }
}

const ID: &str = "ram:IssuerAssignedID";

fn number_of(element: &Element, name: &str) -> Option<String> {
    element.child(name)?.text(ID)
}

fn agreement(element: &Element, invoice: &mut Invoice) -> Result<(), Refused> {
    invoice.buyer_reference = element.text("ram:BuyerReference");
    invoice.seller = element.child("ram:SellerTradeParty").map(party).unwrap_or_default();
    invoice.buyer = element.child("ram:BuyerTradeParty").map(party).unwrap_or_default();
    let tax = element.child("ram:SellerTaxRepresentativeTradeParty");
    invoice.tax_representative = tax.map(representative);
    invoice.sales_order = number_of(element, "ram:SellerOrderReferencedDocument");
    invoice.order = number_of(element, "ram:BuyerOrderReferencedDocument");
    invoice.contract = number_of(element, "ram:ContractReferencedDocument");
    let project = element.child("ram:SpecifiedProcuringProject");
    if let Some(project) = project {
        project.take();
    }
    invoice.project = project.and_then(|project| project.text("ram:ID"));
    for document in element.all("ram:AdditionalReferencedDocument") {
        match document.text("ram:TypeCode").as_deref() {
            Some("50") => invoice.tender = document.text(ID),
            Some("130") => invoice.object = object(document),
            Some(_) | None => {
                invoice.attachments.push(attachment(document)?);
                continue;
            }
        }
        if document.text(ID).is_none() {
            document.leave();
        }
    }
    Ok(())
}

/// What a document or line is about.
pub fn object(document: &Element) -> Option<Identifier> {
    let scheme = document.text("ram:ReferenceTypeCode");
    Some(Identifier { value: document.text(ID)?, scheme })
}

fn attachment(document: &Element) -> Result<Attachment, Refused> {
    Ok(Attachment {
        reference: document.text(ID).unwrap_or_default(),
        description: document.text("ram:Name"),
        url: document.text("ram:URIID"),
        file: document.child("ram:AttachmentBinaryObject").map(binary).transpose()?,
    })
}

fn binary(element: &Element) -> Result<Binary, Refused> {
    let packed: String = element.text.split_whitespace().collect();
    let wrong = |_| Refused::Value { path: element.name.clone() };
    let attribute = |name| element.attribute(name).unwrap_or_default().to_owned();
    Ok(Binary {
        bytes: STANDARD.decode(packed).map_err(wrong)?,
        media_type: attribute("mimeCode"),
        name: attribute("filename"),
    })
}

fn delivery(element: &Element, invoice: &mut Invoice) -> Result<(), Refused> {
    let mut found = element.child("ram:ShipToTradeParty").map(ship_to).unwrap_or_default();
    if let Some(event) = element.child("ram:ActualDeliverySupplyChainEvent") {
        found.delivered_on = event.compact_day("ram:OccurrenceDateTime")?;
    }
    invoice.delivery = Some(found).filter(|found| *found != Delivery::default());
    invoice.despatch_advice = number_of(element, "ram:DespatchAdviceReferencedDocument");
    invoice.receiving_advice = number_of(element, "ram:ReceivingAdviceReferencedDocument");
    Ok(())
}

/// A period of a document or a line.
pub fn period(element: &Element) -> Result<Option<Period>, Refused> {
    let Some(found) = element.child("ram:BillingSpecifiedPeriod") else { return Ok(None) };
    let from = found.compact_day("ram:StartDateTime")?;
    let to = found.compact_day("ram:EndDateTime")?;
    Ok(Some(Period { from, to }).filter(|period| *period != Period::default()))
}
