//! Who pays and who is paid.

use kernel::Address;

/// One side of a payment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// Name of who holds the account, at most 70 characters.
    pub name: String,
    /// IBAN as it was written down.
    pub iban: String,
    /// BIC as it was written down; empty when unknown, as it may be within SEPA.
    pub bic: String,
    /// Where they are, when it is known or has to be told.
    pub address: Option<PostalAddress>,
}

/// A structured postal address: the only form that banks take since November 2026
/// (EPC rulebooks 2025, version 1.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostalAddress {
    /// Street without the number.
    pub street: String,
    /// Number of the house.
    pub building: String,
    /// Postal code.
    pub zip: String,
    /// Town; must be there.
    pub town: String,
    /// ISO 3166-1 alpha-2 code of the country; must be there.
    pub country: String,
}

impl PostalAddress {
    /// Takes an address apart: a number at the end of the street is that of the house.
    #[must_use]
    pub fn of(address: &Address) -> Self {
        let line = address.street.lines().next().unwrap_or_default().trim();
        let (street, building) = apart(line);
        let (street, building) = match street.is_empty() {
            true => (address.po_box.trim(), ""),
            false => (street, building),
        };
        PostalAddress {
            street: street.into(),
            building: building.into(),
            zip: address.zip.trim().into(),
            town: address.city.trim().into(),
            country: address.country.trim().into(),
        }
    }
}

// `Am Markt 12 a` is the number `12 a` in the street `Am Markt`; `Straße des 17. Juni 135` is 135.
fn apart(line: &str) -> (&str, &str) {
    let begins = line.match_indices(' ').map(|(at, _)| at).filter(|at| {
        let rest = line[at + 1..].trim_start();
        let is_number = rest.starts_with(|c: char| c.is_ascii_digit());
        is_number && rest.split_whitespace().all(is_part) && rest.chars().count() <= 16
    });
    let begin = begins.min();
    begin.map_or((line, ""), |at| (line[..at].trim_end(), line[at + 1..].trim_start()))
}

fn is_part(word: &str) -> bool {
    let is_digits = word.starts_with(|c: char| c.is_ascii_digit()) && !word.ends_with('.');
    is_digits || word.chars().count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_the_house_is_told_from_the_street() {
        for (line, street, building) in [
            ("Hauptstraße 7", "Hauptstraße", "7"),
            ("Am Markt 12 a", "Am Markt", "12 a"),
            ("Straße des 17. Juni 135", "Straße des 17. Juni", "135"),
            ("Musterweg 5-7", "Musterweg", "5-7"),
            ("Musterweg 5 - 7", "Musterweg", "5 - 7"),
            ("Gut Neuhof", "Gut Neuhof", ""),
            ("", "", ""),
        ] {
            assert_eq!(apart(line), (street, building));
        }
    }

    #[test]
    fn a_box_stands_in_for_a_street() {
        let address = Address { po_box: "Postfach 12".into(), ..Address::default() };
        assert_eq!(PostalAddress::of(&address).street, "Postfach 12");
    }
}
