//! Parties, addresses and places.

use crate::model::{Contact, Delivery, Identifier, Party, Payee, Postal, TaxRepresentative};
use crate::read::Refused;
use crate::xml::Element;

/// Seller or buyer.
pub fn party(element: &Element) -> Party {
    let mut party = Party {
        name: element.text("cac:PartyLegalEntity/cbc:RegistrationName").unwrap_or_default(),
        trading_name: element.text("cac:PartyName/cbc:Name"),
        identifiers: identifiers(element).filter(|id| !is_creditor(id)).collect(),
        electronic: element.child("cbc:EndpointID").and_then(Element::identifier),
        registration: identifier_at(element, "cac:PartyLegalEntity/cbc:CompanyID"),
        legal_information: element.text("cac:PartyLegalEntity/cbc:CompanyLegalForm"),
        postal: element.child("cac:PostalAddress").map(postal).unwrap_or_default(),
        contact: element.child("cac:Contact").map(contact),
        ..Party::default()
    };
    for scheme in element.all("cac:PartyTaxScheme") {
        let id = scheme.text("cbc:CompanyID");
        match scheme.text("cac:TaxScheme/cbc:ID").as_deref() {
            Some("VAT") => party.vat_id = id,
            Some(_) | None => party.tax_number = id,
        }
    }
    party
}

fn identifiers(element: &Element) -> impl Iterator<Item = Identifier> {
    element.all("cac:PartyIdentification").filter_map(|found| found.child("cbc:ID")?.identifier())
}

fn is_creditor(id: &Identifier) -> bool {
    id.scheme.as_deref() == Some("SEPA")
}

fn identifier_at(element: &Element, path: &str) -> Option<Identifier> {
    element.at(path)?.identifier()
}

/// The identifier of a creditor, BT-90, which stands with who is paid.
pub fn creditor(root: &Element) -> Option<String> {
    let payee = root.child("cac:PayeeParty");
    let seller = root.at("cac:AccountingSupplierParty/cac:Party");
    let mut known = payee.into_iter().chain(seller).flat_map(identifiers);
    known.find(is_creditor).map(|id| id.value)
}

fn contact(element: &Element) -> Contact {
    Contact {
        name: element.text("cbc:Name"),
        phone: element.text("cbc:Telephone"),
        email: element.text("cbc:ElectronicMail"),
    }
}

fn postal(element: &Element) -> Postal {
    Postal {
        line: element.text("cbc:StreetName"),
        second_line: element.text("cbc:AdditionalStreetName"),
        third_line: element.text("cac:AddressLine/cbc:Line"),
        city: element.text("cbc:CityName"),
        postcode: element.text("cbc:PostalZone"),
        region: element.text("cbc:CountrySubentity"),
        country: element.text("cac:Country/cbc:IdentificationCode").unwrap_or_default(),
    }
}

/// Who is paid instead of the seller.
pub fn payee(element: &Element) -> Payee {
    Payee {
        name: element.text("cac:PartyName/cbc:Name").unwrap_or_default(),
        identifier: identifiers(element).find(|id| !is_creditor(id)),
        registration: identifier_at(element, "cac:PartyLegalEntity/cbc:CompanyID"),
    }
}

/// The tax representative of the seller.
pub fn representative(element: &Element) -> TaxRepresentative {
    let scheme = element.child("cac:PartyTaxScheme");
    if let Some(scheme) = scheme {
        scheme.take();
    }
    TaxRepresentative {
        name: element.text("cac:PartyName/cbc:Name").unwrap_or_default(),
        vat_id: scheme.and_then(|scheme| scheme.text("cbc:CompanyID")).unwrap_or_default(),
        postal: element.child("cac:PostalAddress").map(postal).unwrap_or_default(),
    }
}

/// When and where was delivered.
pub fn delivery(element: &Element) -> Result<Delivery, Refused> {
    Ok(Delivery {
        recipient: element.text("cac:DeliveryParty/cac:PartyName/cbc:Name"),
        location: identifier_at(element, "cac:DeliveryLocation/cbc:ID"),
        delivered_on: element.day("cbc:ActualDeliveryDate")?,
        postal: element.at("cac:DeliveryLocation/cac:Address").map(postal),
    })
}
