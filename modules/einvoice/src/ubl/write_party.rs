//! Parties, addresses and places.

use super::write::identifier;
use crate::model::{
    Contact, Delivery, DirectDebit, Invoice, Party, Payee, Postal, TaxRepresentative,
};
use crate::xml::Node;

/// The seller; the identifier of a creditor (BT-90) stands with who is paid.
pub fn supplier(invoice: &Invoice) -> Node {
    let creditor = if invoice.payee.is_none() { creditor(invoice) } else { None };
    Node::new("cac:AccountingSupplierParty").and(party(&invoice.seller, creditor))
}

/// The buyer.
pub fn customer(buyer: &Party) -> Node {
    Node::new("cac:AccountingCustomerParty").and(party(buyer, None))
}

fn creditor(invoice: &Invoice) -> Option<&str> {
    let debit: Option<&DirectDebit> = invoice.payment.as_ref()?.debit.as_ref();
    debit?.creditor.as_deref()
}

fn creditor_id(creditor: &str) -> Node {
    let id = Node::of("cbc:ID", creditor).with("schemeID", "SEPA");
    Node::new("cac:PartyIdentification").and(id)
}

fn party(party: &Party, creditor: Option<&str>) -> Node {
    let mut node = Node::new("cac:Party");
    node.extend(party.electronic.as_ref().map(|id| identifier("cbc:EndpointID", id)));
    let identified = |id| Node::new("cac:PartyIdentification").and(identifier("cbc:ID", id));
    node.extend(party.identifiers.iter().map(identified));
    node.extend(creditor.map(creditor_id));
    node.nested(["cac:PartyName", "cbc:Name"], party.trading_name.as_deref());
    node.push(postal("cac:PostalAddress", &party.postal));
    node.extend(party.vat_id.as_deref().map(|id| tax_scheme(id, "VAT")));
    node.extend(party.tax_number.as_deref().map(|id| tax_scheme(id, "FC")));
    let mut legal =
        Node::new("cac:PartyLegalEntity").and(Node::of("cbc:RegistrationName", &party.name));
    legal.extend(party.registration.as_ref().map(|id| identifier("cbc:CompanyID", id)));
    legal.option("cbc:CompanyLegalForm", party.legal_information.as_deref());
    node.push(legal);
    if let Some(found) = &party.contact {
        node.push_filled(contact(found));
    }
    node
}

fn tax_scheme(id: &str, scheme: &str) -> Node {
    Node::new("cac:PartyTaxScheme")
        .and(Node::of("cbc:CompanyID", id))
        .and(Node::new("cac:TaxScheme").and(Node::of("cbc:ID", scheme)))
}

fn contact(found: &Contact) -> Node {
    let mut node = Node::new("cac:Contact");
    node.option("cbc:Name", found.name.as_deref());
    node.option("cbc:Telephone", found.phone.as_deref());
    node.option("cbc:ElectronicMail", found.email.as_deref());
    node
}

fn postal(name: &'static str, found: &Postal) -> Node {
    let mut node = Node::new(name);
    node.option("cbc:StreetName", found.line.as_deref());
    node.option("cbc:AdditionalStreetName", found.second_line.as_deref());
    node.option("cbc:CityName", found.city.as_deref());
    node.option("cbc:PostalZone", found.postcode.as_deref());
    node.option("cbc:CountrySubentity", found.region.as_deref());
    node.nested(["cac:AddressLine", "cbc:Line"], found.third_line.as_deref());
    let country = Some(found.country.as_str()).filter(|country| !country.is_empty());
    node.nested(["cac:Country", "cbc:IdentificationCode"], country);
    node
}

/// Who is paid instead of the seller.
pub fn payee(found: &Payee, invoice: &Invoice) -> Node {
    let mut node = Node::new("cac:PayeeParty");
    let identified = |id| Node::new("cac:PartyIdentification").and(identifier("cbc:ID", id));
    node.extend(found.identifier.as_ref().map(identified));
    node.extend(creditor(invoice).map(creditor_id));
    node.nested(["cac:PartyName", "cbc:Name"], Some(&found.name));
    let registered = found.registration.as_ref().map(|id| identifier("cbc:CompanyID", id));
    node.extend(registered.map(|id| Node::new("cac:PartyLegalEntity").and(id)));
    node
}

/// The tax representative of the seller.
pub fn representative(found: &TaxRepresentative) -> Node {
    let mut node = Node::new("cac:TaxRepresentativeParty");
    node.nested(["cac:PartyName", "cbc:Name"], Some(&found.name));
    node.push(postal("cac:PostalAddress", &found.postal));
    node.push(tax_scheme(&found.vat_id, "VAT"));
    node
}

/// When and where was delivered.
pub fn delivery(found: &Delivery) -> Node {
    let mut node = Node::new("cac:Delivery");
    let day = found.delivered_on.map(|day| day.to_string());
    node.option("cbc:ActualDeliveryDate", day.as_deref());
    let mut place = Node::new("cac:DeliveryLocation");
    place.extend(found.location.as_ref().map(|id| identifier("cbc:ID", id)));
    place.extend(found.postal.as_ref().map(|address| postal("cac:Address", address)));
    node.push_filled(place);
    let names = ["cac:DeliveryParty", "cac:PartyName", "cbc:Name"];
    node.nested(names, found.recipient.as_deref());
    node
}
