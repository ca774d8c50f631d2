//! Parties, addresses and places.

use super::write::identifier;
use crate::model::{Contact, Delivery, Identifier, Party, Payee, Postal, TaxRepresentative};
use crate::xml::Node;

/// The seller.
pub fn seller(found: &Party) -> Node {
    party("ram:SellerTradeParty", found)
}

/// The buyer.
pub fn buyer(found: &Party) -> Node {
    party("ram:BuyerTradeParty", found)
}

fn party(name: &'static str, found: &Party) -> Node {
    let mut node = Node::new(name);
    // The schema wants identifiers without a scheme before those with one.
    let (plain, global): (Vec<_>, Vec<_>) =
        found.identifiers.iter().partition(|id| id.scheme.is_none());
    node.extend(plain.into_iter().chain(global).map(identifier));
    node.text("ram:Name", &found.name);
    node.option("ram:Description", found.legal_information.as_deref());
    let mut legal = Node::new("ram:SpecifiedLegalOrganization");
    legal.extend(found.registration.as_ref().map(registration));
    legal.option("ram:TradingBusinessName", found.trading_name.as_deref());
    node.push_filled(legal);
    if let Some(found) = &found.contact {
        node.push_filled(contact(found));
    }
    node.push(postal(&found.postal));
    if let Some(address) = &found.electronic {
        let id = Node::of("ram:URIID", &address.value);
        let id = id.with_option("schemeID", address.scheme.as_deref());
        node.push(Node::new("ram:URIUniversalCommunication").and(id));
    }
    node.extend(found.vat_id.as_deref().map(|id| registered(id, "VA")));
    node.extend(found.tax_number.as_deref().map(|id| registered(id, "FC")));
    node
}

fn registration(found: &Identifier) -> Node {
    Node::of("ram:ID", &found.value).with_option("schemeID", found.scheme.as_deref())
}

fn registered(id: &str, scheme: &str) -> Node {
    let id = Node::of("ram:ID", id).with("schemeID", scheme);
    Node::new("ram:SpecifiedTaxRegistration").and(id)
}

fn contact(found: &Contact) -> Node {
    let mut node = Node::new("ram:DefinedTradeContact");
    node.option("ram:PersonName", found.name.as_deref());
    let phone = found.phone.as_deref();
    node.nested(["ram:TelephoneUniversalCommunication", "ram:CompleteNumber"], phone);
    node.nested(["ram:EmailURIUniversalCommunication", "ram:URIID"], found.email.as_deref());
    node
}

fn postal(found: &Postal) -> Node {
    let mut node = Node::new("ram:PostalTradeAddress");
    node.option("ram:PostcodeCode", found.postcode.as_deref());
    node.option("ram:LineOne", found.line.as_deref());
    node.option("ram:LineTwo", found.second_line.as_deref());
    node.option("ram:LineThree", found.third_line.as_deref());
    node.option("ram:CityName", found.city.as_deref());
    let country = Some(found.country.as_str()).filter(|country| !country.is_empty());
    node.option("ram:CountryID", country);
    node.option("ram:CountrySubDivisionName", found.region.as_deref());
    node
}

/// Who is paid instead of the seller.
pub fn payee(found: &Payee) -> Node {
    let mut node = Node::new("ram:PayeeTradeParty");
    node.extend(found.identifier.as_ref().map(identifier));
    node.text("ram:Name", &found.name);
    let registered = found.registration.as_ref().map(registration);
    node.extend(registered.map(|id| Node::new("ram:SpecifiedLegalOrganization").and(id)));
    node
}

/// The tax representative of the seller.
pub fn representative(found: &TaxRepresentative) -> Node {
    Node::new("ram:SellerTaxRepresentativeTradeParty")
        .and(Node::of("ram:Name", &found.name))
        .and(postal(&found.postal))
        .and(registered(&found.vat_id, "VA"))
}

/// Where was delivered.
pub fn ship_to(found: &Delivery) -> Node {
    let mut node = Node::new("ram:ShipToTradeParty");
    node.extend(found.location.as_ref().map(identifier));
    node.option("ram:Name", found.recipient.as_deref());
    node.extend(found.postal.as_ref().map(postal));
    node
}
