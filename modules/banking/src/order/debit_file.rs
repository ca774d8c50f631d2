//! Direct debits written (pain.008.001.08), one batch per sequence and due day.

use std::collections::BTreeMap;

use kernel::{Date, Decimal, FieldProblem};

use super::check::{Check, CheckedParty, day_of, euros};
use super::xml::Xml;
use super::{Debit, DebitOrder, Mandate, MandateChange, Sequence, target_days_later};
use crate::identifier::CreditorId;

const NAMESPACE: &str = "urn:iso:std:iso:20022:tech:xsd:pain.008.001.08";

/// What debits of one batch share.
type Batch = (Sequence, Date);

struct Checked {
    debtor: CheckedParty,
    amount: Decimal,
    id: String,
    purpose: String,
    mandate_id: String,
    signed_on: Option<Date>,
    changes: Changes,
}

#[derive(Default)]
struct Changes {
    id: Option<String>,
    creditor_id: Option<CreditorId>,
    is_account: bool,
}

/// Writes the file for the bank, or says everything that the bank would refuse.
pub fn write_debits(order: &DebitOrder) -> Result<String, Vec<FieldProblem>> {
    let mut check = Check::new(order.spelling);
    let message_id = check.needed_id("message_id", &order.message_id);
    if 30 < message_id.len() {
        check.push(FieldProblem::new("message_id", "too_long").with("max", 30));
    }
    let collector = check.party("collector", &order.collector);
    let creditor_id = check.identifier("creditor_id", CreditorId::parse(&order.creditor_id));
    if order.debits.is_empty() {
        check.add("debits", "required");
    }
    // EPC016-06 and EPC222-07: the bank of the debtor has the debit a day before at the latest.
    let earliest = target_days_later(day_of(order.created_at), 1);
    let mut batches: BTreeMap<Batch, Vec<Checked>> = BTreeMap::new();
    for (n, debit) in order.debits.iter().enumerate() {
        check.not_before(&format!("debits[{n}].due_on"), debit.due_on, earliest);
        let checked = read(&mut check, &format!("debits[{n}]"), debit);
        let batch = batches.entry((debit.sequence, debit.due_on)).or_default();
        batch.extend(checked);
    }
    check.conclude(())?;
    let file = File {
        order,
        message_id,
        collector: collector.expect("an account that cannot be read is a problem"),
        creditor_id: creditor_id.expect("an identifier that cannot be read is a problem"),
    };
    Ok(file.write(&batches))
}

fn read(check: &mut Check, at: &str, debit: &Debit) -> Option<Checked> {
    let Mandate { id, signed_on, changes } = &debit.mandate;
    let mandate_id = check.needed_id(&format!("{at}.mandate.id"), id);
    match signed_on {
        None => check.add(&format!("{at}.mandate.signed_on"), "required"),
        Some(day) if debit.due_on < *day => {
            check.add(&format!("{at}.mandate.signed_on"), "signed_after_due");
        }
        Some(_) => {}
    }
    let changes = read_changes(check, &format!("{at}.mandate.changes"), changes);
    check.target_day(&format!("{at}.due_on"), debit.due_on);
    let amount = check.amount(&format!("{at}.amount"), debit.amount);
    let id = check.id(&format!("{at}.end_to_end_id"), &debit.end_to_end_id);
    let purpose = check.text(&format!("{at}.purpose"), &debit.purpose, 140);
    let debtor = check.party(&format!("{at}.debtor"), &debit.debtor)?;
    if debtor.iban.is_outside_eea() && debit.debtor.address.is_none() {
        check.add(&format!("{at}.debtor.address"), "required");
    }
    let signed_on = *signed_on;
    Some(Checked { debtor, amount, id, purpose, mandate_id, signed_on, changes })
}

fn read_changes(check: &mut Check, at: &str, changes: &[MandateChange]) -> Changes {
    let mut read = Changes::default();
    for change in changes {
        match change {
            MandateChange::Id(id) => read.id = Some(check.needed_id(at, id)),
            MandateChange::CreditorId(id) => {
                read.creditor_id = check.identifier(at, CreditorId::parse(id));
            }
            MandateChange::Account => read.is_account = true,
        }
    }
    read
}

struct File<'a> {
    order: &'a DebitOrder,
    message_id: String,
    collector: CheckedParty,
    creditor_id: CreditorId,
}

impl File<'_> {
    fn write(&self, batches: &BTreeMap<Batch, Vec<Checked>>) -> String {
        let count: usize = batches.values().map(Vec::len).sum();
        let total = batches.values().flatten().map(|debit| debit.amount).sum();
        Xml::document(NAMESPACE, "CstmrDrctDbtInitn", |xml| {
            xml.within("GrpHdr", |xml| {
                xml.text("MsgId", &self.message_id);
                xml.text("CreDtTm", &self.order.created_at.to_string());
                xml.text("NbOfTxs", &count.to_string());
                xml.text("CtrlSum", &euros(total));
                xml.text("InitgPty/Nm", &self.collector.name);
            });
            for (n, (batch, debits)) in (1..).zip(batches) {
                xml.within("PmtInf", |xml| self.write_batch(xml, n, *batch, debits));
            }
        })
    }

    fn write_batch(&self, xml: &mut Xml, n: u32, batch: Batch, debits: &[Checked]) {
        let (sequence, due_on) = batch;
        xml.text("PmtInfId", &format!("{}-{n}", self.message_id));
        xml.text("PmtMtd", "DD");
        xml.text("NbOfTxs", &debits.len().to_string());
        xml.text("CtrlSum", &euros(debits.iter().map(|debit| debit.amount).sum()));
        xml.within("PmtTpInf", |xml| {
            xml.text("SvcLvl/Cd", "SEPA");
            xml.text("LclInstrm/Cd", self.order.scheme.code());
            xml.text("SeqTp", sequence.code());
        });
        xml.text("ReqdColltnDt", &due_on.to_string());
        self.collector.write_name(xml, "Cdtr");
        self.collector.write_account(xml, "CdtrAcct");
        self.collector.write_bank(xml, "CdtrAgt");
        xml.text("ChrgBr", "SLEV");
        write_creditor(xml, "CdtrSchmeId", &self.creditor_id);
        for debit in debits {
            xml.within("DrctDbtTxInf", |xml| write_debit(xml, debit));
        }
    }
}

fn write_creditor(xml: &mut Xml, element: &str, id: &CreditorId) {
    xml.within(element, |xml| {
        xml.within("Id", |xml| {
            xml.within("PrvtId", |xml| {
                xml.within("Othr", |xml| {
                    xml.text("Id", id.id());
                    xml.text("SchmeNm/Prtry", "SEPA");
                });
            });
        });
    });
}

fn write_debit(xml: &mut Xml, debit: &Checked) {
    let is_given = !debit.id.is_empty();
    xml.text("PmtId/EndToEndId", if is_given { &debit.id } else { "NOTPROVIDED" });
    xml.euros("InstdAmt", &euros(debit.amount));
    xml.within("DrctDbtTx", |xml| {
        xml.within("MndtRltdInf", |xml| {
            xml.text("MndtId", &debit.mandate_id);
            if let Some(day) = debit.signed_on {
                xml.text("DtOfSgntr", &day.to_string());
            }
            write_changes(xml, &debit.changes);
        });
    });
    debit.debtor.write_bank(xml, "DbtrAgt");
    debit.debtor.write_name(xml, "Dbtr");
    debit.debtor.write_account(xml, "DbtrAcct");
    xml.given("RmtInf/Ustrd", &debit.purpose);
}

fn write_changes(xml: &mut Xml, changes: &Changes) {
    let Changes { id, creditor_id, is_account } = changes;
    if id.is_none() && creditor_id.is_none() && !is_account {
        return;
    }
    xml.text("AmdmntInd", "true");
    xml.within("AmdmntInfDtls", |xml| {
        if let Some(id) = id {
            xml.text("OrgnlMndtId", id);
        }
        if let Some(creditor_id) = creditor_id {
            write_creditor(xml, "OrgnlCdtrSchmeId", creditor_id);
        }
        if *is_account {
            // Same mandate, new debtor account (EPC130-08, AT-D008).
            xml.text("OrgnlDbtrAcct/Id/Othr/Id", "SMNDA");
        }
    });
}
