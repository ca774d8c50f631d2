//! What banks would refuse, found before they see it: all of it at once.

use kernel::{Date, Decimal, FieldProblem, Instant};

use super::spelling::is_plain;
use super::xml::Xml;
use super::{Party, PostalAddress, Spelling, is_target_day, next_target_day, spell};
use crate::identifier::{Bic, Iban, IdentifierProblem};

/// Most that one payment may carry (EPC130-08 and EPC125-05, AT-T002).
const MOST: i64 = 99_999_999_999;

/// A side of a payment that a bank takes.
pub(super) struct CheckedParty {
    pub name: String,
    pub iban: Iban,
    bic: Option<Bic>,
    address: Option<PostalAddress>,
}

impl CheckedParty {
    /// Writes name and address.
    pub fn write_name(&self, xml: &mut Xml, element: &str) {
        xml.within(element, |xml| {
            xml.text("Nm", &self.name);
            if let Some(address) = &self.address {
                xml.within("PstlAdr", |xml| {
                    xml.given("StrtNm", &address.street);
                    xml.given("BldgNb", &address.building);
                    xml.given("PstCd", &address.zip);
                    xml.text("TwnNm", &address.town);
                    xml.text("Ctry", &address.country);
                });
            }
        });
    }

    /// Writes the bank, or that it is to be found by the IBAN.
    pub fn write_bank(&self, xml: &mut Xml, element: &str) {
        match &self.bic {
            Some(bic) => xml.text(&format!("{element}/FinInstnId/BICFI"), bic.code()),
            None => xml.text(&format!("{element}/FinInstnId/Othr/Id"), "NOTPROVIDED"),
        }
    }

    /// Writes the bank where it is known.
    pub fn write_known_bank(&self, xml: &mut Xml, element: &str) {
        if self.bic.is_some() {
            self.write_bank(xml, element);
        }
    }

    /// Writes the account.
    pub fn write_account(&self, xml: &mut Xml, element: &str) {
        xml.text(&format!("{element}/Id/IBAN"), self.iban.electronic());
    }
}

/// Collects problems while values are read.
pub(super) struct Check {
    spelling: Spelling,
    problems: Vec<FieldProblem>,
}

impl Check {
    pub fn new(spelling: Spelling) -> Self {
        Check { spelling, problems: Vec::new() }
    }

    /// The value when nothing was found, else all that was.
    pub fn conclude<T>(self, value: T) -> Result<T, Vec<FieldProblem>> {
        if self.problems.is_empty() { Ok(value) } else { Err(self.problems) }
    }

    pub fn add(&mut self, field: &str, code: &str) {
        self.problems.push(FieldProblem::new(field, code));
    }

    pub fn push(&mut self, problem: FieldProblem) {
        self.problems.push(problem);
    }

    /// A text that may be empty, spelled, of so many characters at most.
    pub fn text(&mut self, field: &str, text: &str, most: usize) -> String {
        let spelled = spell(text, self.spelling);
        if most < spelled.chars().count() {
            self.push(FieldProblem::new(field, "too_long").with("max", most));
        }
        spelled
    }

    /// A text that must be there.
    pub fn needed(&mut self, field: &str, text: &str, most: usize) -> String {
        let spelled = self.text(field, text, most);
        if spelled.is_empty() {
            self.add(field, "required");
        }
        spelled
    }

    /// An identifier of ours: never spelled otherwise, because it must come back as it went
    /// (EPC230-15, 6.2: no slash at an end, no two in a row).
    pub fn id(&mut self, field: &str, id: &str) -> String {
        let id = id.trim();
        let has_slashes = id.starts_with('/') || id.ends_with('/') || id.contains("//");
        if !id.chars().all(is_plain) || has_slashes {
            self.add(field, "identifier_form");
        }
        if 35 < id.chars().count() {
            self.push(FieldProblem::new(field, "too_long").with("max", 35));
        }
        id.to_owned()
    }

    /// An identifier that must be there.
    pub fn needed_id(&mut self, field: &str, id: &str) -> String {
        if id.trim().is_empty() {
            self.add(field, "required");
        }
        self.id(field, id)
    }

    /// An amount in euros: more than nothing, whole cents.
    pub fn amount(&mut self, field: &str, amount: Decimal) -> Decimal {
        let cents = amount * Decimal::ONE_HUNDRED;
        if amount <= Decimal::ZERO {
            self.add(field, "not_positive");
        } else if cents.trunc() != cents {
            self.push(FieldProblem::new(field, "too_many_places").with("max", 2));
        } else if Decimal::from(MOST) < cents {
            self.add(field, "too_large");
        }
        amount
    }

    /// A day on which banks settle.
    pub fn target_day(&mut self, field: &str, date: Date) {
        if !is_target_day(date) {
            let problem = FieldProblem::new(field, "no_target_day");
            self.push(problem.with("next", next_target_day(date)));
        }
    }

    /// A day that is not before another.
    pub fn not_before(&mut self, field: &str, date: Date, earliest: Date) {
        if date < earliest {
            self.push(FieldProblem::new(field, "too_early").with("earliest", earliest));
        }
    }

    /// What an identifier was read as, when it could be.
    pub fn identifier<T>(&mut self, field: &str, read: Result<T, IdentifierProblem>) -> Option<T> {
        read.map_err(|problem| self.add(field, problem.code())).ok()
    }

    /// A side of a payment; `None` when its account cannot be read.
    pub fn party(&mut self, at: &str, party: &Party) -> Option<CheckedParty> {
        let name = self.needed(&format!("{at}.name"), &party.name, 70);
        let iban = self.identifier(&format!("{at}.iban"), Iban::parse(&party.iban));
        if iban.is_some_and(|iban| !iban.is_sepa()) {
            self.add(&format!("{at}.iban"), "outside_sepa");
        }
        let bic = match party.bic.trim() {
            "" => None,
            bic => self.identifier(&format!("{at}.bic"), Bic::parse(bic)),
        };
        let address = party.address.as_ref();
        let address = address.map(|address| self.address(&format!("{at}.address"), address));
        Some(CheckedParty { name, iban: iban?, bic, address })
    }

    fn address(&mut self, at: &str, address: &PostalAddress) -> PostalAddress {
        let country = address.country.trim().to_ascii_uppercase();
        let is_code = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
        if country.is_empty() {
            self.add(&format!("{at}.country"), "required");
        } else if !is_code {
            self.add(&format!("{at}.country"), "identifier_country");
        }
        PostalAddress {
            street: self.text(&format!("{at}.street"), &address.street, 70),
            building: self.text(&format!("{at}.building"), &address.building, 16),
            zip: self.text(&format!("{at}.zip"), &address.zip, 16),
            town: self.needed(&format!("{at}.town"), &address.town, 35),
            country,
        }
    }
}

/// The day of a moment in UTC.
pub(super) fn day_of(moment: Instant) -> Date {
    Date::from_days(moment.millis().div_euclid(86_400_000))
}

/// An amount with two places, as the schemas want it.
pub(super) fn euros(amount: Decimal) -> String {
    format!("{amount:.2}")
}
