//! Credit transfers (pain.001.001.09).

use kernel::{Date, Decimal, FieldProblem, Instant};

use super::check::{Check, CheckedParty, day_of, euros};
use super::xml::Xml;
use super::{Party, Spelling};
use crate::identifier::CreditorReference;

const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

/// How fast a transfer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Speed {
    /// By the next day of business.
    #[default]
    Normal,
    /// Within ten seconds, at any time (SCT Inst).
    Instant,
}

/// Transfers from one account on one day.
#[derive(Clone, Debug)]
pub struct TransferOrder {
    /// Identifies the file at the bank, at most 31 characters; never used twice.
    pub message_id: String,
    /// When the file was made.
    pub created_at: Instant,
    /// Who pays.
    pub payer: Party,
    /// The day on which the account is debited.
    pub execute_on: Date,
    /// How fast the transfers are.
    pub speed: Speed,
    /// How texts are spelled.
    pub spelling: Spelling,
    /// The transfers, at least one.
    pub transfers: Vec<Transfer>,
}

/// One transfer.
#[derive(Clone, Debug)]
pub struct Transfer {
    /// Who is paid.
    pub payee: Party,
    /// Euros, more than nothing, whole cents.
    pub amount: Decimal,
    /// Our identifier that comes back on statements, at most 35 characters; may be empty.
    pub end_to_end_id: String,
    /// What it is for, at most 140 characters.
    pub purpose: String,
    /// A reference of the payee (ISO 11649) instead of a purpose; may be empty.
    pub reference: String,
}

struct Checked {
    payee: CheckedParty,
    amount: Decimal,
    id: String,
    purpose: String,
    reference: Option<CreditorReference>,
}

/// Writes the file for the bank, or says everything that the bank would refuse.
pub fn write_transfers(order: &TransferOrder) -> Result<String, Vec<FieldProblem>> {
    let mut check = Check::new(order.spelling);
    let message_id = check.needed_id("message_id", &order.message_id);
    if 31 < message_id.len() {
        check.push(FieldProblem::new("message_id", "too_long").with("max", 31));
    }
    check.not_before("execute_on", order.execute_on, day_of(order.created_at));
    let payer = check.party("payer", &order.payer);
    if order.transfers.is_empty() {
        check.add("transfers", "required");
    }
    let mut transfers = Vec::with_capacity(order.transfers.len());
    for (n, transfer) in order.transfers.iter().enumerate() {
        transfers.extend(read(&mut check, &format!("transfers[{n}]"), transfer));
    }
    let (payer, transfers) = check.conclude((payer, transfers))?;
    let payer = payer.expect("an account that cannot be read is a problem");
    Ok(write(order, &message_id, &payer, &transfers))
}

fn read(check: &mut Check, at: &str, transfer: &Transfer) -> Option<Checked> {
    let reference = match transfer.reference.trim() {
        "" => None,
        text => check.identifier(&format!("{at}.reference"), CreditorReference::parse(text)),
    };
    let purpose = check.text(&format!("{at}.purpose"), &transfer.purpose, 140);
    if !purpose.is_empty() && !transfer.reference.trim().is_empty() {
        check.add(&format!("{at}.purpose"), "purpose_beside_reference");
    }
    let amount = check.amount(&format!("{at}.amount"), transfer.amount);
    let id = check.id(&format!("{at}.end_to_end_id"), &transfer.end_to_end_id);
    let payee = check.party(&format!("{at}.payee"), &transfer.payee)?;
    Some(Checked { payee, amount, id, purpose, reference })
}

fn write(order: &TransferOrder, id: &str, payer: &CheckedParty, transfers: &[Checked]) -> String {
    let total = euros(transfers.iter().map(|transfer| transfer.amount).sum());
    let count = transfers.len().to_string();
    Xml::document(NAMESPACE, "CstmrCdtTrfInitn", |xml| {
        xml.within("GrpHdr", |xml| {
            xml.text("MsgId", id);
            xml.text("CreDtTm", &order.created_at.to_string());
            xml.text("NbOfTxs", &count);
            xml.text("CtrlSum", &total);
            xml.text("InitgPty/Nm", &payer.name);
        });
        xml.within("PmtInf", |xml| {
            xml.text("PmtInfId", &format!("{id}-1"));
            xml.text("PmtMtd", "TRF");
            xml.text("NbOfTxs", &count);
            xml.text("CtrlSum", &total);
            xml.within("PmtTpInf", |xml| {
                xml.text("SvcLvl/Cd", "SEPA");
                if order.speed == Speed::Instant {
                    xml.text("LclInstrm/Cd", "INST");
                }
            });
            xml.text("ReqdExctnDt/Dt", &order.execute_on.to_string());
            payer.write_name(xml, "Dbtr");
            payer.write_account(xml, "DbtrAcct");
            payer.write_bank(xml, "DbtrAgt");
            xml.text("ChrgBr", "SLEV");
            for transfer in transfers {
                write_transfer(xml, transfer);
            }
        });
    })
}

fn write_transfer(xml: &mut Xml, transfer: &Checked) {
    xml.within("CdtTrfTxInf", |xml| {
        let is_given = !transfer.id.is_empty();
        xml.text("PmtId/EndToEndId", if is_given { &transfer.id } else { "NOTPROVIDED" });
        xml.within("Amt", |xml| xml.euros("InstdAmt", &euros(transfer.amount)));
        transfer.payee.write_known_bank(xml, "CdtrAgt");
        transfer.payee.write_name(xml, "Cdtr");
        transfer.payee.write_account(xml, "CdtrAcct");
        match &transfer.reference {
            Some(reference) => xml.within("RmtInf", |xml| write_reference(xml, reference)),
            None => xml.given("RmtInf/Ustrd", &transfer.purpose),
        }
    });
}

fn write_reference(xml: &mut Xml, reference: &CreditorReference) {
    xml.within("Strd", |xml| {
        xml.within("CdtrRefInf", |xml| {
            xml.within("Tp", |xml| {
                xml.text("CdOrPrtry/Cd", "SCOR");
                xml.text("Issr", "ISO");
            });
            xml.text("Ref", reference.text());
        });
    });
}
