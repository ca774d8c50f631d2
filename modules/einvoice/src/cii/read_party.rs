//! Parties, addresses and places.

use crate::model::{Contact, Delivery, Identifier, Party, Payee, Postal, TaxRepresentative};
use crate::xml::Element;

/// Seller or buyer.
pub fn party(element: &Element) -> Party {
    let legal = element.child("ram:SpecifiedLegalOrganization");
    let address = element.at("ram:URIUniversalCommunication/ram:URIID");
    let mut party = Party {
        name: element.text("ram:Name").unwrap_or_default(),
        trading_name: legal.and_then(|legal| legal.text("ram:TradingBusinessName")),
        identifiers: identifiers(element),
        registration: registration(element),
        legal_information: element.text("ram:Description"),
        electronic: address.and_then(Element::identifier),
        postal: element.child("ram:PostalTradeAddress").map(postal).unwrap_or_default(),
        contact: element.child("ram:DefinedTradeContact").map(contact),
        ..Party::default()
    };
    for registered in element.all("ram:SpecifiedTaxRegistration") {
        let Some(id) = registered.child("ram:ID") else { continue };
        let value = id.own_text().map(str::to_owned);
        match id.attribute("schemeID") {
            Some("VA") => party.vat_id = value,
            Some(_) | None => party.tax_number = value,
        }
    }
    party
}

fn identifiers(element: &Element) -> Vec<Identifier> {
    let plain = element.all("ram:ID");
    plain.chain(element.all("ram:GlobalID")).filter_map(Element::identifier).collect()
}

fn registration(element: &Element) -> Option<Identifier> {
    element.at("ram:SpecifiedLegalOrganization/ram:ID")?.identifier()
}

fn contact(element: &Element) -> Contact {
    let person = element.text("ram:PersonName");
    let department = || element.text("ram:DepartmentName");
    Contact {
        name: person.or_else(department),
        phone: element.text("ram:TelephoneUniversalCommunication/ram:CompleteNumber"),
        email: element.text("ram:EmailURIUniversalCommunication/ram:URIID"),
    }
}

fn postal(element: &Element) -> Postal {
    Postal {
        line: element.text("ram:LineOne"),
        second_line: element.text("ram:LineTwo"),
        third_line: element.text("ram:LineThree"),
        city: element.text("ram:CityName"),
        postcode: element.text("ram:PostcodeCode"),
        region: element.text("ram:CountrySubDivisionName"),
        country: element.text("ram:CountryID").unwrap_or_default(),
    }
}

/// Who is paid instead of the seller.
pub fn payee(element: &Element) -> Payee {
    Payee {
        name: element.text("ram:Name").unwrap_or_default(),
        identifier: identifiers(element).into_iter().next(),
        registration: registration(element),
    }
}

/// The tax representative of the seller.
pub fn representative(element: &Element) -> TaxRepresentative {
    TaxRepresentative {
        name: element.text("ram:Name").unwrap_or_default(),
        vat_id: element.text("ram:SpecifiedTaxRegistration/ram:ID").unwrap_or_default(),
        postal: element.child("ram:PostalTradeAddress").map(postal).unwrap_or_default(),
    }
}

/// Where was delivered.
pub fn ship_to(element: &Element) -> Delivery {
    Delivery {
        recipient: element.text("ram:Name"),
        location: identifiers(element).into_iter().next(),
        delivered_on: None,
        postal: element.child("ram:PostalTradeAddress").map(postal),
    }
}
