//! The document, in the order of the schema.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kernel::Date;

use super::write_line::line;
use super::write_money::settlement;
use super::write_party::{buyer, representative, seller, ship_to};
use crate::model::{Attachment, Identifier, Invoice, Note, Period};
use crate::text;
use crate::totals::Totals;
use crate::xml::Node;

const RSM: &str = "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100";
const RAM: &str =
    "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100";
const UDT: &str = "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100";
const QDT: &str = "urn:un:unece:uncefact:data:standard:QualifiedDataType:100";

/// The tree of a document.
pub fn write(invoice: &Invoice, totals: &Totals, specification: &str) -> Node {
    let mut trade = Node::new("rsm:SupplyChainTradeTransaction");
    let lines = invoice.lines.iter().zip(&totals.lines);
    trade.extend(lines.map(|(found, net)| line(found, *net)));
    trade.push(agreement(invoice));
    trade.push(delivery(invoice));
    trade.push(settlement(invoice, totals));
    Node::new("rsm:CrossIndustryInvoice")
        .with("xmlns:rsm", RSM)
        .with("xmlns:ram", RAM)
        .with("xmlns:udt", UDT)
        .with("xmlns:qdt", QDT)
        .and(context(invoice, specification))
        .and(document(invoice))
        .and(trade)
}

fn context(invoice: &Invoice, specification: &str) -> Node {
    let mut node = Node::new("rsm:ExchangedDocumentContext");
    let process = "ram:BusinessProcessSpecifiedDocumentContextParameter";
    node.nested([process, "ram:ID"], invoice.process.as_deref());
    let guideline = "ram:GuidelineSpecifiedDocumentContextParameter";
    node.nested([guideline, "ram:ID"], Some(specification));
    node
}

fn document(invoice: &Invoice) -> Node {
    let mut node = Node::new("rsm:ExchangedDocument");
    node.text("ram:ID", &invoice.number);
    node.text("ram:TypeCode", invoice.kind.code());
    node.push(day("ram:IssueDateTime", invoice.issued_on));
    node.extend(invoice.notes.iter().map(note));
    node
}

fn note(found: &Note) -> Node {
    let mut node = Node::new("ram:IncludedNote").and(Node::of("ram:Content", &found.text));
    node.option("ram:SubjectCode", found.subject.as_deref());
    node
}

/// A day in format 102.
pub fn day(name: &'static str, day: Date) -> Node {
    let text = Node::of("udt:DateTimeString", text::compact(day)).with("format", "102");
    Node::new(name).and(text)
}

/// A period of a document or a line.
pub fn period(found: Period) -> Node {
    let mut node = Node::new("ram:BillingSpecifiedPeriod");
    node.extend(found.from.map(|from| day("ram:StartDateTime", from)));
    node.extend(found.to.map(|to| day("ram:EndDateTime", to)));
    node
}

/// An identifier, whose element depends on whether it has a scheme.
pub fn identifier(found: &Identifier) -> Node {
    match &found.scheme {
        Some(scheme) => Node::of("ram:GlobalID", &found.value).with("schemeID", scheme),
        None => Node::of("ram:ID", &found.value),
    }
}

fn agreement(invoice: &Invoice) -> Node {
    let mut node = Node::new("ram:ApplicableHeaderTradeAgreement");
    node.option("ram:BuyerReference", invoice.buyer_reference.as_deref());
    node.push(seller(&invoice.seller));
    node.push(buyer(&invoice.buyer));
    node.extend(invoice.tax_representative.as_ref().map(representative));
    let id = "ram:IssuerAssignedID";
    node.nested(["ram:SellerOrderReferencedDocument", id], invoice.sales_order.as_deref());
    node.nested(["ram:BuyerOrderReferencedDocument", id], invoice.order.as_deref());
    node.nested(["ram:ContractReferencedDocument", id], invoice.contract.as_deref());
    node.extend(invoice.attachments.iter().map(attachment));
    node.extend(invoice.tender.as_deref().map(|tender| reference(tender, "50")));
    node.extend(invoice.object.as_ref().map(object));
    if let Some(project) = &invoice.project {
        // The schema wants a name, of which EN 16931 knows nothing.
        let inner = Node::new("ram:SpecifiedProcuringProject").and(Node::of("ram:ID", project));
        node.push(inner.and(Node::of("ram:Name", "Project reference")));
    }
    node
}

fn reference(id: &str, kind: &str) -> Node {
    Node::new("ram:AdditionalReferencedDocument")
        .and(Node::of("ram:IssuerAssignedID", id))
        .and(Node::of("ram:TypeCode", kind))
}

/// What a document or line is about, BT-18 or BT-128.
pub fn object(found: &Identifier) -> Node {
    let mut node = reference(&found.value, "130");
    node.option("ram:ReferenceTypeCode", found.scheme.as_deref());
    node
}

fn attachment(found: &Attachment) -> Node {
    let mut node = Node::new("ram:AdditionalReferencedDocument")
        .and(Node::of("ram:IssuerAssignedID", &found.reference));
    node.option("ram:URIID", found.url.as_deref());
    node.text("ram:TypeCode", "916");
    node.option("ram:Name", found.description.as_deref());
    if let Some(file) = &found.file {
        let binary = Node::of("ram:AttachmentBinaryObject", STANDARD.encode(&file.bytes));
        node.push(binary.with("mimeCode", &file.media_type).with("filename", &file.name));
    }
    node
}

fn delivery(invoice: &Invoice) -> Node {
    let mut node = Node::new("ram:ApplicableHeaderTradeDelivery");
    if let Some(found) = &invoice.delivery {
        node.push_filled(ship_to(found));
        node.extend(found.delivered_on.map(|on| {
            Node::new("ram:ActualDeliverySupplyChainEvent").and(day("ram:OccurrenceDateTime", on))
        }));
    }
    let id = "ram:IssuerAssignedID";
    let despatch = invoice.despatch_advice.as_deref();
    let receiving = invoice.receiving_advice.as_deref();
    node.nested(["ram:DespatchAdviceReferencedDocument", id], despatch);
    node.nested(["ram:ReceivingAdviceReferencedDocument", id], receiving);
    node
}
