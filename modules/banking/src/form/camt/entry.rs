//! One booking of a `camt.053` with the payments in it.

use kernel::Decimal;

use super::element::Element;
use super::file::{amount, day, signed};
use crate::statement::{Counterpart, Details, Entry, Fault, ReadError};

/// What of a booking its payments need to be understood.
#[derive(Clone, Copy)]
struct Whole {
    amount: Decimal,
    is_reversal: bool,
}

/// A side of a payment.
enum Side {
    Debtor,
    Creditor,
}

/// Reads `Ntry`; `None` when it is announced and not booked.
pub fn read(entry: &Element) -> Result<Option<Entry>, ReadError> {
    let status = entry.first_text(&["Sts/Cd", "Sts/Prtry", "Sts"]);
    if !["", "BOOK"].contains(&status.as_str()) {
        return Ok(None);
    }
    let amount = signed(entry)?;
    let booked_on = day(entry, "BookgDt")?.or(day(entry, "ValDt")?);
    let booked_on = booked_on.ok_or_else(|| Fault::Missing.at(entry.line, "BookgDt"))?;
    let is_reversal = entry.text("RvslInd") == "true" || entry.text("RvslInd") == "1";
    let mut payments = Vec::new();
    for details in entry.all("NtryDtls") {
        for payment in details.all("TxDtls") {
            payments.push(read_details(payment, Whole { amount, is_reversal })?);
        }
    }
    let (details, parts) = match payments.len() {
        // A batch that the bank tells nothing of but its sum is known by what ordered it.
        0 => (Details { end_to_end_id: batch(entry), ..Details::default() }, Vec::new()),
        1 => {
            let only = payments.remove(0);
            (Details { amount: None, ..only }, Vec::new())
        }
        _ => (Details::default(), payments),
    };
    let mut read = Entry {
        amount,
        booked_on,
        valued_on: day(entry, "ValDt")?,
        details,
        transaction_code: transaction_code(entry),
        booking_text: entry.text("AddtlNtryInf").to_owned(),
        bank_reference: bank_reference(entry),
        is_reversal,
        parts,
        balance_after: None,
        line: entry.line,
    };
    fill_up(&mut read);
    Ok(Some(read))
}

// Some banks tell the purpose of an entry in words only, beside it.
fn fill_up(entry: &mut Entry) {
    if entry.details.purpose.is_empty() && entry.parts.is_empty() {
        entry.details.purpose.clone_from(&entry.booking_text);
    }
}

fn bank_reference(entry: &Element) -> String {
    let inside = "NtryDtls/TxDtls/Refs/AcctSvcrRef";
    let reference = entry.first_text(&["AcctSvcrRef", inside, "NtryRef"]);
    if ["NONREF", "NOTPROVIDED"].contains(&reference.as_str()) { String::new() } else { reference }
}

fn batch(entry: &Element) -> String {
    entry.first_text(&["NtryDtls/Btch/PmtInfId", "NtryDtls/Btch/MsgId"])
}

fn transaction_code(entry: &Element) -> String {
    let paths = ["BkTxCd", "NtryDtls/TxDtls/BkTxCd"];
    let codes = paths.iter().filter_map(|path| entry.find(path)).map(|code| {
        let parts =
            [code.text("Domn/Cd"), code.text("Domn/Fmly/Cd"), code.text("Domn/Fmly/SubFmlyCd")];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        if parts.is_empty() { code.text("Prtry/Cd").to_owned() } else { parts.join("/") }
    });
    codes.into_iter().find(|code| !code.is_empty()).unwrap_or_default()
}

fn read_details(payment: &Element, whole: Whole) -> Result<Details, ReadError> {
    let amount = read_amount(payment, whole.amount)?;
    let is_incoming = Decimal::ZERO < amount.unwrap_or(whole.amount);
    // Who pays us is the debtor; in what comes back the sides keep the names they had at first.
    let side = if is_incoming == whole.is_reversal { Side::Creditor } else { Side::Debtor };
    let mut details = Details {
        amount,
        counterpart: counterpart(payment, side),
        purpose: purpose(payment),
        end_to_end_id: payment.text("Refs/EndToEndId").to_owned(),
        mandate_id: payment.text("Refs/MndtId").to_owned(),
        creditor_id: payment.first_text(&[
            "RltdPties/Cdtr/Pty/Id/PrvtId/Othr/Id",
            "RltdPties/Cdtr/Id/PrvtId/Othr/Id",
            "RltdPties/UltmtCdtr/Id/PrvtId/Othr/Id",
        ]),
        creditor_reference: String::new(),
        return_reason: payment.first_text(&["RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry"]),
    };
    let mut structured = payment.all("RmtInf").flat_map(|info| info.all("Strd"));
    if let Some(reference) = structured.find_map(|info| info.find("CdtrRefInf/Ref")) {
        details.creditor_reference = reference.own_text().to_owned();
    }
    for reference in [&mut details.end_to_end_id, &mut details.mandate_id] {
        if reference == "NOTPROVIDED" {
            reference.clear();
        }
    }
    Ok(details)
}

// The amount of a payment stands at it in newer versions, and among its amounts in older ones.
fn read_amount(payment: &Element, whole: Decimal) -> Result<Option<Decimal>, ReadError> {
    let paths = ["Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"];
    let Some(told) = paths.iter().find_map(|path| payment.find(path)) else { return Ok(None) };
    let amount = amount(told)?;
    let is_negative = match payment.text("CdtDbtInd") {
        "CRDT" => false,
        "DBIT" => true,
        _ => whole < Decimal::ZERO,
    };
    Ok(Some(if is_negative { -amount } else { amount }))
}

fn counterpart(payment: &Element, side: Side) -> Counterpart {
    let (side, account, bank) = match side {
        Side::Debtor => ("Dbtr", "DbtrAcct", "DbtrAgt"),
        Side::Creditor => ("Cdtr", "CdtrAcct", "CdtrAgt"),
    };
    let path = |parts: &[&str]| parts.join("/");
    let name = [
        path(&["RltdPties", side, "Pty/Nm"]),
        path(&["RltdPties", side, "Nm"]),
        path(&["RltdPties", &format!("Ultmt{side}"), "Pty/Nm"]),
        path(&["RltdPties", &format!("Ultmt{side}"), "Nm"]),
    ];
    let number =
        [path(&["RltdPties", account, "Id/IBAN"]), path(&["RltdPties", account, "Id/Othr/Id"])];
    let code = ["BICFI", "BIC", "ClrSysMmbId/MmbId"];
    let code = code.map(|last| path(&["RltdAgts", bank, "FinInstnId", last]));
    let first = |paths: &[String]| {
        let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
        payment.first_text(&paths)
    };
    Counterpart { name: first(&name), iban: first(&number), bic: first(&code) }
}

fn purpose(payment: &Element) -> String {
    let lines = payment.all("RmtInf").flat_map(|info| info.all("Ustrd"));
    let lines: Vec<&str> = lines.map(Element::own_text).filter(|line| !line.is_empty()).collect();
    let text = if lines.is_empty() {
        payment.first_text(&["RmtInf/Strd/AddtlRmtInf", "AddtlTxInf"])
    } else {
        lines.join(" ")
    };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
