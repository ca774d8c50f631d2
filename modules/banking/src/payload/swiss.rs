//! The square of a Swiss QR-bill (Swiss Implementation Guidelines QR-bill, version 2.3).

use kernel::{Currency, Decimal, FieldProblem};

use super::line::Lines;
use crate::identifier::{CreditorReference, Iban, QrReference};
use crate::order::PostalAddress;

/// Most characters of a payload.
const MOST: usize = 997;

/// A bill that is paid in Switzerland or Liechtenstein.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SwissBill {
    /// Account of who is paid, Swiss or of Liechtenstein.
    pub iban: String,
    /// Who is paid.
    pub creditor: BillParty,
    /// Who pays, when known.
    pub debtor: Option<BillParty>,
    /// How much; the payer says when there is none.
    pub amount: Option<Decimal>,
    /// Francs or euros.
    pub currency: Currency,
    /// By what the payment is known again.
    pub reference: SwissReference,
    /// What the payer is told, at most 140 characters together with the billing information.
    pub message: String,
    /// What the payer's program is told, for example by the syntax `S1` of Swico; may be empty.
    pub billing_information: String,
}

/// Somebody with an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BillParty {
    /// Name, at most 70 characters.
    pub name: String,
    /// Structured address, the only kind since November 2025.
    pub address: PostalAddress,
}

/// By what a payment is known again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SwissReference {
    /// 27 digits; goes with a QR-IBAN and with nothing else.
    Qr(String),
    /// ISO 11649; goes with an ordinary IBAN.
    Creditor(String),
    /// None; goes with an ordinary IBAN.
    None,
}

impl SwissBill {
    /// The text for the square, or everything that is wrong; draw it with error correction M.
    pub fn payload(&self) -> Result<String, Vec<FieldProblem>> {
        let mut lines = Lines::default();
        let iban = lines.read("iban", Iban::parse(&self.iban));
        if iban.is_some_and(|iban| !["CH", "LI"].contains(&iban.country())) {
            lines.add("iban", "identifier_country");
        }
        let creditor = party(&mut lines, "creditor", &self.creditor);
        let debtor = match &self.debtor {
            Some(debtor) => party(&mut lines, "debtor", debtor),
            None => nobody(),
        };
        if ![b"CHF", b"EUR"].iter().any(|code| self.currency.code().as_bytes() == *code) {
            lines.add_with("currency", "not_in_list", "value", self.currency.code());
        }
        let amount = lines.amount(self.amount);
        let (kind, reference) = self.reference(&mut lines, iban);
        let message = lines.text("message", &self.message, 140);
        let billing = lines.text("billing_information", &self.billing_information, 140);
        if 140 < message.chars().count() + billing.chars().count() {
            lines.add("message", "too_long_together");
        }
        let head = ["SPC", "0200", "1", iban.as_ref().map_or("", Iban::electronic)];
        let mut payload: Vec<String> = head.map(str::to_owned).to_vec();
        payload.extend(creditor);
        payload.extend(nobody());
        payload.extend([amount, self.currency.code().to_owned()]);
        payload.extend(debtor);
        payload.extend([kind.to_owned(), reference, message, "EPD".to_owned()]);
        if !billing.is_empty() {
            payload.push(billing);
        }
        let payload = payload.join("\n");
        if !payload.chars().all(is_carried) {
            lines.add("", "characters");
        }
        let length = payload.chars().count();
        lines.conclude(payload, length, MOST)
    }

    fn reference(&self, lines: &mut Lines, iban: Option<Iban>) -> (&'static str, String) {
        let is_qr_account = iban.is_some_and(|iban| iban.is_qr());
        let is_qr = matches!(self.reference, SwissReference::Qr(_));
        if iban.is_some() && is_qr_account != is_qr {
            lines.add("reference", if is_qr { "needs_qr_iban" } else { "needs_qr_reference" });
        }
        match &self.reference {
            SwissReference::Qr(text) => {
                let read = lines.read("reference", QrReference::parse(text));
                ("QRR", read.map_or_else(String::new, |read| read.text().to_owned()))
            }
            SwissReference::Creditor(text) => {
                let read = lines.read("reference", CreditorReference::parse(text));
                ("SCOR", read.map_or_else(String::new, |read| read.text().to_owned()))
            }
            SwissReference::None => ("NON", String::new()),
        }
    }
}

fn party(lines: &mut Lines, at: &str, party: &BillParty) -> [String; 7] {
    let address = &party.address;
    let country = address.country.trim().to_ascii_uppercase();
    if country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_uppercase()) {
        lines.add(&format!("{at}.address.country"), "identifier_country");
    }
    [
        "S".to_owned(),
        lines.needed(&format!("{at}.name"), &party.name, 70),
        lines.text(&format!("{at}.address.street"), &address.street, 70),
        lines.text(&format!("{at}.address.building"), &address.building, 16),
        lines.needed(&format!("{at}.address.zip"), &address.zip, 16),
        lines.needed(&format!("{at}.address.town"), &address.town, 35),
        country,
    ]
}

fn nobody() -> [String; 7] {
    std::array::from_fn(|_| String::new())
}

// Guidelines 4.1.1: Basic Latin, Latin-1 Supplement, Latin Extended-A, four Romanian letters, €.
fn is_carried(c: char) -> bool {
    matches!(c, '\n' | ' '..='~' | '\u{a0}'..='\u{17f}' | 'Ș' | 'ș' | 'Ț' | 'ț' | '€')
}
