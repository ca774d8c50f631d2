//! The document, in the order of the schema; invoice and credit note differ in a few places.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::write_line::line;
use super::write_money::{adjustment, payments, summation, taxes};
use super::write_party::{customer, delivery, payee, representative, supplier};
use crate::model::{Attachment, Identifier, Invoice, Period, Preceding, TaxPoint};
use crate::text;
use crate::totals::Totals;
use crate::xml::Node;

const SCHEMA: &str = "urn:oasis:names:specification:ubl:schema:xsd:";
const AGGREGATES: &str = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
const BASICS: &str = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

/// The tree of a document.
pub fn write(invoice: &Invoice, totals: &Totals, specification: &str) -> Node {
    let root = if invoice.kind.is_credit() { "CreditNote" } else { "Invoice" };
    let mut node = Node::new(root)
        .with("xmlns", format!("{SCHEMA}{root}-2"))
        .with("xmlns:cac", AGGREGATES)
        .with("xmlns:cbc", BASICS);
    head(&mut node, invoice, specification);
    references(&mut node, invoice);
    node.push(supplier(invoice));
    node.push(customer(&invoice.buyer));
    node.extend(invoice.payee.as_ref().map(|found| payee(found, invoice)));
    node.extend(invoice.tax_representative.as_ref().map(representative));
    if let Some(found) = &invoice.delivery {
        node.push_filled(delivery(found));
    }
    node.extend(payments(invoice));
    let terms = text::terms(&invoice.terms);
    node.nested(["cac:PaymentTerms", "cbc:Note"], terms.as_deref());
    node.extend(third_party(invoice));
    node.extend(invoice.adjustments.iter().map(|found| adjustment(found, invoice.currency)));
    node.extend(taxes(invoice, totals));
    node.push(summation(invoice, totals));
    let lines = invoice.lines.iter().zip(&totals.lines);
    node.extend(lines.map(|(found, net)| line(found, *net, invoice)));
    node
}

fn head(node: &mut Node, invoice: &Invoice, specification: &str) {
    let is_credit = invoice.kind.is_credit();
    node.text("cbc:CustomizationID", specification);
    node.option("cbc:ProfileID", invoice.process.as_deref());
    node.text("cbc:ID", &invoice.number);
    node.text("cbc:IssueDate", invoice.issued_on.to_string());
    let tax_point = match invoice.tax_point {
        Some(TaxPoint::On(day)) => Some(day.to_string()),
        Some(TaxPoint::Issue | TaxPoint::Delivery | TaxPoint::Payment) | None => None,
    };
    if is_credit {
        node.option("cbc:TaxPointDate", tax_point.as_deref());
        node.text("cbc:CreditNoteTypeCode", invoice.kind.code());
    } else {
        // A credit note carries the day with the means of payment.
        node.option("cbc:DueDate", invoice.due_on.map(|day| day.to_string()).as_deref());
        node.text("cbc:InvoiceTypeCode", invoice.kind.code());
    }
    node.extend(invoice.notes.iter().map(|note| Node::of("cbc:Note", text::note(note))));
    if !is_credit {
        node.option("cbc:TaxPointDate", tax_point.as_deref());
    }
    node.text("cbc:DocumentCurrencyCode", invoice.currency.code());
    let vat_currency = invoice.vat_currency.map(|vat| vat.currency.code().to_owned());
    node.option("cbc:TaxCurrencyCode", vat_currency.as_deref());
    node.option("cbc:AccountingCost", invoice.accounting.as_deref());
    node.option("cbc:BuyerReference", invoice.buyer_reference.as_deref());
    node.push_filled(period(invoice.period, invoice.tax_point));
}

/// A period, with the rule by which VAT becomes due (BT-8, UNTDID 2005).
pub fn period(found: Option<Period>, tax_point: Option<TaxPoint>) -> Node {
    let Period { from, to } = found.unwrap_or_default();
    let mut node = Node::new("cac:InvoicePeriod");
    node.option("cbc:StartDate", from.map(|day| day.to_string()).as_deref());
    node.option("cbc:EndDate", to.map(|day| day.to_string()).as_deref());
    let code = match tax_point {
        Some(TaxPoint::Issue) => Some("3"),
        Some(TaxPoint::Delivery) => Some("35"),
        Some(TaxPoint::Payment) => Some("432"),
        Some(TaxPoint::On(_)) | None => None,
    };
    node.option("cbc:DescriptionCode", code);
    node
}

fn references(node: &mut Node, invoice: &Invoice) {
    if invoice.order.is_some() || invoice.sales_order.is_some() {
        // The schema wants the buyer's number first, whether there is one or not.
        let order = invoice.order.as_deref().unwrap_or("NA");
        let mut reference = Node::new("cac:OrderReference").and(Node::of("cbc:ID", order));
        reference.option("cbc:SalesOrderID", invoice.sales_order.as_deref());
        node.push(reference);
    }
    node.extend(invoice.preceding.iter().map(preceding));
    let is_credit = invoice.kind.is_credit();
    let tender = invoice.tender.as_deref();
    let despatch = invoice.despatch_advice.as_deref();
    let receipt = invoice.receiving_advice.as_deref();
    node.nested(["cac:DespatchDocumentReference", "cbc:ID"], despatch);
    node.nested(["cac:ReceiptDocumentReference", "cbc:ID"], receipt);
    if !is_credit {
        node.nested(["cac:OriginatorDocumentReference", "cbc:ID"], tender);
    }
    node.nested(["cac:ContractDocumentReference", "cbc:ID"], invoice.contract.as_deref());
    node.extend(invoice.object.as_ref().map(object));
    node.extend(invoice.attachments.iter().map(attachment));
    if is_credit {
        // A credit note has no place for the project but this one, and the tender behind it.
        node.extend(invoice.project.as_deref().map(|project| document(project, "50")));
        node.nested(["cac:OriginatorDocumentReference", "cbc:ID"], tender);
    } else {
        node.nested(["cac:ProjectReference", "cbc:ID"], invoice.project.as_deref());
    }
}

fn preceding(found: &Preceding) -> Node {
    let mut inner =
        Node::new("cac:InvoiceDocumentReference").and(Node::of("cbc:ID", &found.number));
    inner.option("cbc:IssueDate", found.issued_on.map(|day| day.to_string()).as_deref());
    Node::new("cac:BillingReference").and(inner)
}

fn document(id: &str, kind: &str) -> Node {
    Node::new("cac:AdditionalDocumentReference")
        .and(Node::of("cbc:ID", id))
        .and(Node::of("cbc:DocumentTypeCode", kind))
}

fn object(found: &Identifier) -> Node {
    Node::new("cac:AdditionalDocumentReference")
        .and(identifier("cbc:ID", found))
        .and(Node::of("cbc:DocumentTypeCode", "130"))
}

/// An identifier with its scheme.
pub fn identifier(name: &'static str, found: &Identifier) -> Node {
    Node::of(name, &found.value).with_option("schemeID", found.scheme.as_deref())
}

fn attachment(found: &Attachment) -> Node {
    let mut node =
        Node::new("cac:AdditionalDocumentReference").and(Node::of("cbc:ID", &found.reference));
    node.option("cbc:DocumentDescription", found.description.as_deref());
    let mut inner = Node::new("cac:Attachment");
    if let Some(file) = &found.file {
        let embedded = Node::of("cbc:EmbeddedDocumentBinaryObject", STANDARD.encode(&file.bytes));
        let embedded = embedded.with("mimeCode", &file.media_type);
        inner.push(embedded.with("filename", &file.name));
    }
    inner.nested(["cac:ExternalReference", "cbc:URI"], found.url.as_deref());
    node.push_filled(inner);
    node
}

// BG-DEX-09 of the XRechnung extension.
fn third_party(invoice: &Invoice) -> impl Iterator<Item = Node> {
    let currency = invoice.currency;
    invoice.third_party.iter().map(move |payment| {
        let amount = Node::of("cbc:PaidAmount", text::amount(payment.amount));
        Node::new("cac:PrepaidPayment")
            .and(Node::of("cbc:ID", &payment.kind))
            .and(amount.with("currencyID", currency.code()))
            .and(Node::of("cbc:InstructionID", &payment.text))
    })
}
