//! From document to statements: one booking is in memory at a time.

use kernel::{Currency, Date, Decimal};

use super::element::{Element, Step, Walk};
use super::entry;
use crate::statement::{Balance, Fault, MOST_ENTRIES, ReadError, Statement, shown};

/// What holds statements, and what one is called in it: those of a day (`camt.053`) and those
/// within a day (`camt.052`).
const MESSAGES: [(&str, &str); 2] = [("BkToCstmrStmt", "Stmt"), ("BkToCstmrAcctRpt", "Rpt")];

/// Reads the statements of a message; names count, namespaces do not.
pub fn read(text: &str) -> Result<Vec<Statement>, ReadError> {
    let mut walk = Walk::new(text);
    let mut statements: Vec<Statement> = Vec::new();
    let mut path: Vec<String> = Vec::new();
    let mut message = None;
    loop {
        match walk.step()? {
            Step::Open(name) if path.len() == 2 && message == Some(name.as_str()) => {
                statements.push(read_statement(&mut walk)?);
            }
            Step::Open(name) => {
                let known = MESSAGES.iter().find(|(known, _)| path.len() == 1 && *known == name);
                message = known.map(|(_, inside)| *inside).or(message);
                let is_way = (path.is_empty() && name == "Document") || known.is_some();
                if is_way && !walk.is_empty() { path.push(name) } else { walk.skip()? }
            }
            Step::Close => drop(path.pop()),
            Step::End => break,
        }
    }
    let line = walk.line();
    match message {
        None => Err(Fault::UnknownForm.at(line, "Document/BkToCstmrStmt")),
        Some(_) if !path.is_empty() => Err(Fault::NotWellFormed.at(line, "")),
        Some(name) if statements.is_empty() => Err(Fault::Missing.at(line, name)),
        Some(_) => Ok(statements),
    }
}

fn read_statement(walk: &mut Walk<'_>) -> Result<Statement, ReadError> {
    let mut statement = Statement::empty(Currency::EUR);
    let (mut currency, line) = (None, walk.line());
    if walk.is_empty() {
        return Err(Fault::Missing.at(line, "Acct"));
    }
    loop {
        match walk.step()? {
            Step::Open(name) => match name.as_str() {
                "Acct" => currency = read_account(&mut statement, &walk.take()?)?.or(currency),
                "ElctrncSeqNb" | "LglSeqNb" => {
                    let element = walk.take()?;
                    if statement.number.is_empty() {
                        statement.number = element.own_text().to_owned();
                    }
                }
                "Bal" => {
                    let told = read_balance(&mut statement, &walk.take()?)?;
                    currency = currency.or(told);
                }
                "Ntry" => take_entry(&mut statement, &walk.take()?)?,
                _ => walk.skip()?,
            },
            Step::Close => {
                statement.currency = currency.unwrap_or(statement.currency);
                return Ok(statement);
            }
            Step::End => return Err(Fault::NotWellFormed.at(walk.line(), "Stmt")),
        }
    }
}

fn take_entry(statement: &mut Statement, element: &Element) -> Result<(), ReadError> {
    if statement.entries.len() == MOST_ENTRIES {
        return Err(Fault::TooMany.at(element.line, "Ntry"));
    }
    match entry::read(element)? {
        Some(entry) => statement.entries.push(entry),
        None => statement.n_pending += 1,
    }
    Ok(())
}

fn read_account(
    statement: &mut Statement,
    account: &Element,
) -> Result<Option<Currency>, ReadError> {
    statement.account = account.first_text(&["Id/IBAN", "Id/Othr/Id"]);
    match account.text("Ccy") {
        "" => Ok(None),
        code => read_currency(code, account.line, "Acct/Ccy").map(Some),
    }
}

// OPBD and CLBD are the booked balances; PRCD is the closing one of the day before, and ITBD one
// between two parts of a statement.
fn read_balance(
    statement: &mut Statement,
    balance: &Element,
) -> Result<Option<Currency>, ReadError> {
    let kind = balance.text("Tp/CdOrPrtry/Cd");
    if !["OPBD", "PRCD", "CLBD"].contains(&kind) {
        return Ok(None);
    }
    let read = Some(Balance { amount: signed(balance)?, on: day(balance, "Dt")? });
    match kind {
        "CLBD" => statement.closing = read,
        "OPBD" => statement.opening = read,
        _ => statement.opening = statement.opening.or(read),
    }
    let told = balance.find("Amt").map(|amount| (amount.currency(), amount.line));
    told.map(|(code, line)| read_currency(code, line, "Bal/Amt")).transpose()
}

fn read_currency(code: &str, line: usize, place: &str) -> Result<Currency, ReadError> {
    Currency::parse(code).ok_or_else(|| Fault::Currency(shown(code)).at(line, place))
}

/// The amount of a balance or a booking with the sign of its mark.
pub fn signed(element: &Element) -> Result<Decimal, ReadError> {
    let told = element.find("Amt").ok_or_else(|| {
        let place = format!("{}/Amt", element.name);
        Fault::Missing.at(element.line, &place)
    })?;
    let amount = amount(told)?;
    match element.text("CdtDbtInd") {
        "CRDT" => Ok(amount),
        "DBIT" => Ok(-amount),
        "" => Err(Fault::Missing.at(element.line, "CdtDbtInd")),
        mark => Err(Fault::Mark(shown(mark)).at(element.line, "CdtDbtInd")),
    }
}

/// The number in an element with an amount.
pub fn amount(element: &Element) -> Result<Decimal, ReadError> {
    let text = element.own_text();
    let text = text.strip_prefix('+').unwrap_or(text);
    let number = kernel::parse_decimal(text).filter(|number| !number.is_sign_negative());
    number.ok_or_else(|| Fault::Amount(shown(text)).at(element.line, &element.name))
}

/// The day in an element that holds `Dt` or `DtTm`.
pub fn day(element: &Element, name: &str) -> Result<Option<Date>, ReadError> {
    let Some(told) = element.find(name) else { return Ok(None) };
    let text = told.first_text(&["Dt", "DtTm"]);
    let date = text.get(..10).and_then(Date::parse_iso);
    let fault = || Fault::Date(shown(&text)).at(told.line, name);
    date.map(Some).ok_or_else(fault)
}
