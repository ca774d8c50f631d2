//! GiroCode: the data of a SEPA transfer in a square (EPC069-12, version 002).

use kernel::{Decimal, FieldProblem};

use super::line::Lines;
use crate::identifier::{Bic, CreditorReference, Iban};

/// Most bytes of a payload, which fit into version 13 with error correction M.
const MOST_BYTES: usize = 331;

/// A transfer that somebody is asked to make.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GiroCode {
    /// Who is paid, at most 70 characters.
    pub name: String,
    /// IBAN of who is paid.
    pub iban: String,
    /// BIC; needed outside the European Economic Area only.
    pub bic: String,
    /// Euros; the payer says how much when there is none.
    pub amount: Option<Decimal>,
    /// Purpose code of ISO 20022, at most four characters; may be empty.
    pub purpose_code: String,
    /// Creditor reference (ISO 11649) instead of a text; may be empty.
    pub reference: String,
    /// What it is for, at most 140 characters.
    pub text: String,
    /// What the payer is told, at most 70 characters.
    pub note: String,
}

impl GiroCode {
    /// The text for the square, or everything that is wrong; draw it with error correction M.
    pub fn payload(&self) -> Result<String, Vec<FieldProblem>> {
        let mut lines = Lines::default();
        let name = lines.needed("name", &self.name, 70);
        let iban = lines.read("iban", Iban::parse(&self.iban));
        let bic = match self.bic.trim() {
            "" => None,
            bic => lines.read("bic", Bic::parse(bic)),
        };
        if let Some(iban) = iban {
            self.check_reach(&mut lines, iban);
        }
        let amount = lines.amount(self.amount);
        let amount = if amount.is_empty() { amount } else { format!("EUR{amount}") };
        let purpose_code = lines.text("purpose_code", &self.purpose_code, 4);
        let reference = match self.reference.trim() {
            "" => None,
            text => lines.read("reference", CreditorReference::parse(text)),
        };
        let text = lines.text("text", &self.text, 140);
        if !self.reference.trim().is_empty() && !text.is_empty() {
            lines.add("text", "purpose_beside_reference");
        }
        let note = lines.text("note", &self.note, 70);
        let payload = [
            "BCD",
            "002",
            "1",
            "SCT",
            bic.as_ref().map_or("", Bic::code),
            &name,
            iban.as_ref().map_or("", Iban::electronic),
            &amount,
            &purpose_code,
            reference.as_ref().map_or("", CreditorReference::text),
            &text,
            &note,
        ];
        let payload = payload.join("\n").trim_end().to_owned();
        let length = payload.len();
        lines.conclude(payload, length, MOST_BYTES)
    }

    fn check_reach(&self, lines: &mut Lines, iban: Iban) {
        if !iban.is_sepa() {
            lines.add("iban", "outside_sepa");
        } else if iban.is_outside_eea() && self.bic.trim().is_empty() {
            lines.add("bic", "required");
        }
    }
}
