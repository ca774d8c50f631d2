//! What the bank gets: a file of ISO 20022, and problems at the fields where they are mended.

use banking::identifier::{CreditorReference, Iban};
use banking::order::{
    Debit, DebitOrder, Mandate, MandateChange, Party, PostalAddress, Scheme, Sequence, Speed,
    Spelling, Transfer, TransferOrder, write_debits, write_transfers,
};
use kernel::{FieldProblem, Line, Result};
use records::{Draft, Work};

use super::complete::named;
use super::fields;
use super::payable::Payable;
use super::rules::is_debit;
use crate::bank;
use crate::mandate::Standing;
use crate::ordered_payment::fields as cells;

/// Who orders: the company as it is when it orders.
pub struct Own {
    /// Its name.
    pub name: String,
    /// Its account.
    pub iban: String,
    /// Its bank, where it is known.
    pub bic: String,
    /// Its creditor identifier.
    pub creditor_id: String,
}

/// Writes the file of an order: pain.001.001.09 or pain.008.001.08.
///
/// # Errors
/// `Invalid` with everything that the bank would refuse.
pub fn written(work: &mut Work<'_, '_>, order: &Draft, own: &Own) -> Result<String> {
    let written = match is_debit(order) {
        true => write_debits(&debits(work, order, own)?),
        false => write_transfers(&transfers(work, order, own)?),
    };
    written.map_err(|problems| {
        let mut placed: Vec<FieldProblem> = problems.into_iter().map(placed).collect();
        placed.dedup_by(|one, other| one.field == other.field && one.code == other.code);
        kernel::Error::Invalid(placed)
    })
}

fn text(line: &Line, cell: &records::Field<String>) -> String {
    cell.of(line).unwrap_or_default()
}

fn collector(own: &Own) -> Party {
    Party { name: own.name.clone(), iban: own.iban.clone(), bic: own.bic.clone(), address: None }
}

/// The other side. Who keeps an account outside the European Economic Area is told with the address
/// (Regulation (EU) 2015/847); a country that is written as a word is that of the account.
fn counterpart(line: &Line, payable: Option<&Payable>) -> Party {
    let iban = text(line, &cells::IBAN);
    let abroad = Iban::parse(&iban).ok().filter(Iban::is_outside_eea);
    let address = abroad.zip(payable).map(|(iban, payable)| {
        let mut address = PostalAddress::of(&payable.address);
        if address.country.chars().count() != 2 {
            address.country = iban.country().to_owned();
        }
        address
    });
    let address = address.filter(|address| !address.town.is_empty());
    Party { name: text(line, &cells::NAME), iban, bic: text(line, &cells::BIC), address }
}

fn transfers(work: &mut Work<'_, '_>, order: &Draft, own: &Own) -> Result<TransferOrder> {
    let mut transfers = Vec::new();
    for line in order.value(fields::LINES.name()).lines() {
        let payable = payable(work, line)?;
        let purpose = text(line, &cells::PURPOSE);
        // ISO 11649: a reference of the payee goes where machines read it.
        let is_reference = CreditorReference::parse(&purpose).is_ok();
        let (purpose, reference) =
            if is_reference { (String::new(), purpose) } else { (purpose, String::new()) };
        transfers.push(Transfer {
            payee: counterpart(line, payable.as_ref()),
            amount: cells::AMOUNT.of(line).unwrap_or_default(),
            end_to_end_id: text(line, &cells::END_TO_END_ID),
            purpose,
            reference,
        });
    }
    Ok(TransferOrder {
        message_id: order.get(&fields::MESSAGE_ID).unwrap_or_default(),
        created_at: order.when.at,
        payer: collector(own),
        execute_on: order.get(&fields::EXECUTE_ON).unwrap_or(order.when.day),
        speed: Speed::Normal,
        spelling: Spelling::Plain,
        transfers,
    })
}

fn debits(work: &mut Work<'_, '_>, order: &Draft, own: &Own) -> Result<DebitOrder> {
    let mut debits = Vec::new();
    for line in order.value(fields::LINES.name()).lines() {
        let payable = payable(work, line)?;
        let link = cells::MANDATE.of(line);
        let mandate = link.map(|link| named(work, &link)).transpose()?.flatten();
        debits.push(Debit {
            debtor: counterpart(line, payable.as_ref()),
            amount: cells::AMOUNT.of(line).unwrap_or_default(),
            sequence: sequence(line),
            due_on: cells::DUE_ON.of(line).unwrap_or(order.when.day),
            mandate: mandate.map(|mandate| signed(line, &mandate)).unwrap_or_default(),
            end_to_end_id: text(line, &cells::END_TO_END_ID),
            purpose: text(line, &cells::PURPOSE),
        });
    }
    let is_business = order.get(&fields::SCHEME).as_deref() == Some("b2b");
    Ok(DebitOrder {
        message_id: order.get(&fields::MESSAGE_ID).unwrap_or_default(),
        created_at: order.when.at,
        collector: collector(own),
        creditor_id: own.creditor_id.clone(),
        scheme: if is_business { Scheme::Business } else { Scheme::Core },
        spelling: Spelling::Plain,
        debits,
    })
}

fn payable(work: &mut Work<'_, '_>, line: &Line) -> Result<Option<Payable>> {
    let document = cells::DOCUMENT.of(line);
    Ok(document.map(|document| Payable::held(work, &document)).transpose()?.flatten())
}

/// How often the mandate of a line is used.
pub(super) fn sequence(line: &Line) -> Sequence {
    match text(line, &cells::SEQUENCE).as_str() {
        "first" => Sequence::First,
        "one_off" => Sequence::OneOff,
        _ => Sequence::Recurring,
    }
}

/// What the bank is told about a mandate, with what changed since it was last used.
fn signed(line: &Line, mandate: &Standing) -> Mandate {
    let former = cells::FORMER_CREDITOR_ID.of(line).map(MandateChange::CreditorId);
    let is_moved = cells::HAS_NEW_ACCOUNT.of(line) == Some(true);
    let moved = is_moved.then_some(MandateChange::Account);
    Mandate {
        id: mandate.reference.clone(),
        signed_on: mandate.signed_on,
        changes: former.into_iter().chain(moved).collect(),
    }
}

/// A problem of the file at the field of ours where it is mended.
fn placed(problem: FieldProblem) -> FieldProblem {
    let line = problem.field.strip_prefix("transfers[").or(problem.field.strip_prefix("debits["));
    let (field, code) = match line.and_then(|rest| rest.split_once("].")) {
        Some((_, "due_on")) => ("execute_on".to_owned(), problem.code.clone()),
        Some((at, rest)) => (format!("lines.{at}.{}", cell(rest)), problem.code.clone()),
        None => of_order(&problem),
    };
    FieldProblem { field, code, params: problem.params }
}

fn of_order(problem: &FieldProblem) -> (String, String) {
    let company = |code: &str| ("company".to_owned(), code.to_owned());
    match problem.field.as_str() {
        "payer.iban" | "collector.iban" => company("company_iban"),
        "payer.bic" | "collector.bic" => company("company_bic"),
        "creditor_id" => company("company_creditor_id"),
        "execute_on" => ("execute_on".to_owned(), problem.code.clone()),
        "transfers" | "debits" => ("lines".to_owned(), problem.code.clone()),
        _ => company(&problem.code),
    }
}

fn cell(rest: &str) -> &'static str {
    match rest.rsplit('.').next().unwrap_or_default() {
        "iban" => "iban",
        "bic" => "bic",
        "amount" => "amount",
        "purpose" | "reference" => "purpose",
        "id" | "signed_on" | "changes" => "mandate",
        "end_to_end_id" => "document",
        _ => "name",
    }
}

/// Who orders, as a company says it.
#[must_use]
pub fn own(module: &catalog::Module, record: &records::Record) -> Own {
    let text = |name: &str| record.value(module, name).as_text().trim().to_owned();
    Own {
        name: text("name").chars().take(70).collect(),
        iban: bank::compact(&text("iban")),
        bic: bank::compact(&text("bic")),
        creditor_id: bank::compact(&text("creditor_id")),
    }
}
